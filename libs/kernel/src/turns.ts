/** Lets so many go at once, the others in the order they came. */
export class Turns {
  private taken = 0;
  private readonly queue = new Set<() => void>();

  constructor(private readonly most: number) {}

  /** True when one's turn came within that many milliseconds; it is then to be given back with `give`. */
  take(patienceMs: number): Promise<boolean> {
    if (this.taken < this.most) {
      this.taken += 1;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const come = (): void => {
        clearTimeout(timer);
        resolve(true);
      };
      const timer = setTimeout(() => {
        this.queue.delete(come);
        resolve(false);
      }, patienceMs);
      this.queue.add(come);
    });
  }

  /** Passes the turn on to whoever waited longest. */
  give(): void {
    const [next] = this.queue;
    if (next === undefined) {
      this.taken -= 1;
      return;
    }
    this.queue.delete(next);
    next();
  }
}
