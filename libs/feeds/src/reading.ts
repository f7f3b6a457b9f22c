import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { BusyAsked, BusyTimes, ReadingFault } from './busy-spans.js';

export type Reading = BusyTimes | { readonly fault: ReadingFault };
/** Reads one text; what never ends, or would need more memory than there is for it, is `too_complex`. */
export type Reader = (asked: BusyAsked, signal: AbortSignal) => Promise<Reading>;

/** Two megabytes of calendar take a second or two; rules over which the library thinks for ever exist (`FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30`). */
const PATIENCE_MS = 20_000;
const MEMORY_MB = 192;

/** The thread's program. It is there only where the product was built: tests compile what they load, and no thread loads through them. */
const PROGRAM = new URL('./busy-times-thread.js', import.meta.url);

const readHere: Reader = async (asked) => (await import('./busy-times.js')).busyTimes(asked);

/** A thread for each text. Throws when `signal` ends it. */
export const readerInThread = (program: URL = PROGRAM, patienceMs = PATIENCE_MS): Reader => {
  if (!existsSync(program)) return readHere;
  return (asked, signal) =>
    new Promise((resolve, reject) => {
      const thread = new Worker(program, { workerData: asked, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
      const tooLong = setTimeout(() => end(() => resolve({ fault: 'too_complex' })), patienceMs);
      const stop = (): void => end(() => reject(signal.reason));
      const end = (then: () => void): void => {
        clearTimeout(tooLong);
        signal.removeEventListener('abort', stop);
        void thread.terminate().then(then);
      };
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
      thread.once('message', (reading: Reading) => end(() => resolve(reading)));
      thread.once('error', (error: Error & { code?: string }) => end(() => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve({ fault: 'too_complex' }) : reject(error))));
    });
};
