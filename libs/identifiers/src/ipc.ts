import { invalid, tidy, valid, type Checked } from './checked.js';

/** International Patent Classification (WIPO, Strasbourg Agreement): section A–H, class, subclass, main group / subgroup. */
export type IpcProblem = 'ipc_format';

const SYMBOL = /^([A-H]\d{2}[A-Z]) ?(\d{1,4}\/\d{2,6})$/;
const SUBCLASS = /^[A-H]\d{2}[A-Z]$/;

/** A whole symbol, written with its space: `G06V 10/40`. */
export const checkIpcSymbol = (input: unknown): Checked<IpcProblem> => {
  const parts = SYMBOL.exec(tidy(input));
  return parts ? valid(`${parts[1]} ${parts[2]}`) : invalid('ipc_format');
};

/** A whole symbol or only a subclass (`C11B`), by which an achievement without a patent is classed. */
export const checkIpc = (input: unknown): Checked<IpcProblem> => {
  const text = tidy(input);
  return SUBCLASS.test(text) ? valid(text) : checkIpcSymbol(text);
};

/** The subclass of a checked symbol: the level at which lists are filtered. */
export const ipcSubclass = (symbol: string): string => symbol.slice(0, 4);
