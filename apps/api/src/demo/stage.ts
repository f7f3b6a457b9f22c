import type { ManualClock } from '@hewu/kernel/src/clock.js';
import type { Founding } from './founding.js';

/* What every part of the demonstration knows. */

/** Every id of it follows from this. */
export const WORLD = 'demonstration';

/** An organisation, in its region. */
export type Unit = { readonly id: string; readonly region: string };

/** What every part of the demonstration needs to act in it. */
export type Stage = {
  readonly founding: Founding;
  readonly clock: ManualClock;
  readonly people: ReadonlyMap<string, string>;
  readonly units: Readonly<Record<string, Unit>>;
  readonly settled: () => Promise<void>;
  /** The transfer that a bidding opened for its winner. */
  readonly wonTransfer: (biddingId: string) => Promise<string>;
  /** The SHA-256 of the text that a contract is over, which both sign. */
  readonly textOf: (contractId: string) => Promise<string>;
};
