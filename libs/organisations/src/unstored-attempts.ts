import { plus } from '@hewu/kernel/src/clock.js';
import { StorageFull } from '@hewu/kernel/src/event-store.js';
import { ATTEMPTS_MS, oneMore, type Attempts, type Patience } from './attempts.js';

const REMEMBERED = 10_000;

/**
 * Attempts for which a full disk has no room, counted on in memory, so that nobody may guess without end meanwhile. A count goes
 * on from what is stored under its key, and holds beside that one for as long as it would have: also when there is room again.
 */
export class UnstoredAttempts {
  private readonly counts = new Map<string, Attempts>();

  constructor(private readonly remembered = REMEMBERED) {}

  /** The instant before which there is no attempt; null when there may be one. */
  until(key: string, now: string, patience: Patience): string | null {
    const held = this.counts.get(key);
    return held && !oneMore(held, now, patience) ? held.until : null;
  }

  /**
   * One more, which `until` has let through; after those that are stored when it is the first here.
   * Throws `StorageFull` when there is no room for it here either.
   */
  add(key: string, now: string, patience: Patience, stored: Attempts | null): void {
    const after = oneMore(this.counts.get(key) ?? stored, now, patience)!;
    if (!this.counts.has(key) && this.counts.size >= this.remembered) this.drop(plus(now, -ATTEMPTS_MS));
    this.counts.set(key, after);
  }

  /** One more of a key that is counted here already. */
  addToHeld(key: string, now: string, patience: Patience): void {
    if (this.counts.has(key)) this.add(key, now, patience, null);
  }

  takeBack(key: string, now: string): void {
    const held = this.counts.get(key);
    if (held && held.count > 0) this.counts.set(key, { ...held, count: held.count - 1, until: now });
  }

  /** Those of which it is true. */
  clear(which: (key: string) => boolean): void {
    for (const key of this.counts.keys()) if (which(key)) this.counts.delete(key);
  }

  /** Those that began then or before. */
  prune(before: string): void {
    for (const [key, { since }] of this.counts) if (since <= before) this.counts.delete(key);
  }

  private drop(before: string): void {
    this.prune(before);
    if (this.counts.size >= this.remembered) throw new StorageFull('the disk is full, and no more attempts to sign in can be counted in memory');
  }
}
