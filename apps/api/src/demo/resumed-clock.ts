import type { Clock } from '@hewu/kernel/src/clock.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';

/**
 * The clock of a world whose story is told again after it was cut off: it stands where the log ends until the story has come there,
 * so that nothing is recorded as of a time before what is recorded already.
 */
export class ResumedClock implements Clock {
  private since = '';

  constructor(private readonly story: Clock) {}

  now(): string {
    const at = this.story.now();
    return at > this.since ? at : this.since;
  }

  onJump(listener: () => void): () => void {
    return this.story.onJump(listener);
  }

  /** Before anything runs on it. */
  async resumeAfter(events: EventStore): Promise<void> {
    for (let after: string | null = null; ; ) {
      const page = await events.readAll(after, 1_000);
      for (const { metadata } of page) if (metadata.occurredAt > this.since) this.since = metadata.occurredAt;
      if (page.length < 1_000) return;
      after = page.at(-1)!.position;
    }
  }
}
