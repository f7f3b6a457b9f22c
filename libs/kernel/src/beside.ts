/** Work in lanes that are done side by side: within one lane one after the other, and nothing more of a lane that failed. */
export class Beside {
  private readonly lanes = new Map<string, Promise<unknown>>();

  after(lane: string, work: () => Promise<unknown>): void {
    const next = (this.lanes.get(lane) ?? Promise.resolve()).then(work);
    // Whoever waits for it in `done` is told; until then it is nobody's.
    next.catch(() => undefined);
    this.lanes.set(lane, next);
  }

  /** Waits for all of it. Throws the first fault when everything has ended. */
  async done(): Promise<void> {
    for (const ended of await Promise.allSettled(this.lanes.values())) if (ended.status === 'rejected') throw ended.reason;
  }
}
