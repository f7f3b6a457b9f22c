import { systemClock } from './clock.js';
import { LeaseLost, type ReadStore } from './read-store.js';

const LEASE_SECONDS = 10;

/**
 * Works as long as this process holds the lease, which it renews three times in its length. Answers false, without having
 * worked, when somebody else holds it. The lease runs on the machine's time: a clock that the demonstration moves must
 * not end it. `work` gets the epoch that fences its writes and a signal that ends it when the lease is lost.
 */
export const withLease = async (
  reads: ReadStore,
  lease: string,
  owner: string,
  signal: AbortSignal,
  work: (epoch: number, signal: AbortSignal) => Promise<void>,
): Promise<boolean> => {
  const epoch = await reads.acquire(lease, owner, systemClock.now(), LEASE_SECONDS);
  if (epoch === null) return false;
  const session = new AbortController();
  const stop = (): void => session.abort();
  signal.addEventListener('abort', stop, { once: true });
  // It may have come while the lease was asked for, and is not told twice.
  if (signal.aborted) stop();
  let lost: unknown = null;
  const renewal = setInterval(() => {
    reads.acquire(lease, owner, systemClock.now(), LEASE_SECONDS).then(
      (held) => held === epoch || ((lost = new LeaseLost(lease)), stop()),
      (fault: unknown) => ((lost = fault), stop()),
    );
  }, (LEASE_SECONDS * 1000) / 3);
  try {
    await work(epoch, session.signal);
  } finally {
    clearInterval(renewal);
    signal.removeEventListener('abort', stop);
    // Given back, so that whoever comes next need not wait for its end.
    if (!lost) await reads.acquire(lease, owner, systemClock.now(), 0);
  }
  if (lost) throw lost;
  return true;
};
