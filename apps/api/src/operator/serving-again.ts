import { setTimeout as pause } from 'node:timers/promises';
import { askRunning, READY, type Readiness } from './control.js';
import { OperatorError } from './operator-error.js';
import type { Progress } from './operations.js';

const POLL_MS = 250;
const PATIENCE_MS = 600_000;

/**
 * Waits until the server that took a backup up serves it: it listens again, and its read models tell what is recorded. Says how
 * far it is. Throws `OperatorError` when ten minutes were not enough.
 */
export const servingAgain = async (dataFolder: string, progress: Progress, { pollMs = POLL_MS, patienceMs = PATIENCE_MS } = {}): Promise<void> => {
  let told = '';
  for (const deadline = performance.now() + patienceMs; performance.now() < deadline; await pause(pollMs)) {
    // While it takes the backup up it does not listen, and it may go away in the middle of an answer.
    const standing = (await askRunning(dataFolder, { operation: READY, args: [] }, () => undefined).catch(() => null)) as Readiness | null;
    if (standing?.ready) return;
    const says = standing ? `read models are folded anew: ${standing.position ?? 'beginning'} of ${standing.end ?? 'nothing'}` : 'the server takes the backup up';
    if (says !== told) progress(says);
    told = says;
  }
  throw new OperatorError('not_serving_yet', 'the backup is in its place, but the server has not become ready with it: "status" and the log of the server say why');
};
