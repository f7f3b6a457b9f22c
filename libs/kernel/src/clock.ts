/** The only source of time. Instants are ISO 8601 text in UTC with milliseconds, so they compare as text. */
export interface Clock {
  now(): string;
  /** Calls back whenever time jumped; the system's clock never does. Returns how to stop listening. */
  onJump(listener: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  onJump: () => () => undefined,
};

/** A clock that stands where it is put: for tests, the simulator and the demonstration. */
export class ManualClock implements Clock {
  private readonly listeners = new Set<() => void>();

  constructor(private at: string) {}

  now(): string {
    return this.at;
  }

  onJump(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Puts the clock to an instant. Time may stand still but never runs back. */
  moveTo(instant: string): void {
    const next = new Date(instant).toISOString();
    if (next < this.at) throw new RangeError(`the clock stands at ${this.at} and cannot go back to ${next}`);
    this.at = next;
    for (const listener of this.listeners) listener();
  }

  advance(milliseconds: number): void {
    this.moveTo(plus(this.at, milliseconds));
  }
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** An instant so many milliseconds later (or earlier, when negative). Pure. */
export const plus = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) + milliseconds).toISOString();
