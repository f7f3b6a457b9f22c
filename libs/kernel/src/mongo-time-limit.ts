import { StoreUnavailable } from './event-store.js';

/** Longer than a socket of `openMongo` waits for an answer, and than the driver then looks for a server. */
export const MESSAGE_MS = 30_000;

/**
 * What was asked of MongoDB, or `StoreUnavailable` when it takes longer. The driver's own time-outs do not hold for a message larger
 * than what the socket takes at once: should the connection end meanwhile, the driver waits for ever for the rest to go out [seen in
 * 7.8.0]. The message may still arrive, so only what may happen late, or twice, is asked for like this.
 */
export const inTime = async <T>(asked: Promise<T>, milliseconds: number, what: string): Promise<T> => {
  let late: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => (late = setTimeout(() => reject(new StoreUnavailable(`MongoDB did not take ${what} in time`)), milliseconds)));
  try {
    return await Promise.race([asked, tooLate]);
  } finally {
    clearTimeout(late);
  }
};
