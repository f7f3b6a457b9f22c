import type { Chance } from '../../libs/kernel/src/chance.js';

/** One process from its start to its crash. */
export class Life {
  over = false;
  constructor(readonly of: string) {}
}

/** What a process that died was doing is never answered. */
export class Crashed extends Error {}

type Waiting = { readonly life: Life; readonly go: () => void; readonly die: (why: Crashed) => void };

/**
 * One thing happens at a time, and chance says which: whoever is about to touch a store waits for a turn, and the next turn is
 * drawn only when everybody waits. So a seed makes one history, whatever the machine does.
 */
export class Turns {
  taken = 0;
  private readonly waiting: Waiting[] = [];

  constructor(
    private readonly chance: Chance,
    /** Asked at every turn; true ends that life there and then. */
    private readonly crashes: (life: Life) => boolean,
  ) {}

  turn(life: Life): Promise<void> {
    return new Promise((go, die) => this.waiting.push({ life, go, die }));
  }

  /** Does all of it beside each other, to its end. */
  async all(tasks: readonly (() => Promise<void>)[]): Promise<void> {
    let open = tasks.length;
    let fault: unknown = null;
    for (const task of tasks) void task().catch((error: unknown) => (fault ??= error)).finally(() => open--);
    while (open > 0) {
      // Everybody has gone on as far as they can when the loop comes round.
      await new Promise((round) => setImmediate(round));
      if (this.waiting.length === 0) continue;
      const [next] = this.waiting.splice(Math.floor(this.chance() * this.waiting.length), 1);
      this.taken++;
      if (next!.life.over || this.crashes(next!.life)) {
        next!.life.over = true;
        next!.die(new Crashed(next!.life.of));
      } else next!.go();
    }
    if (fault) throw fault;
  }
}
