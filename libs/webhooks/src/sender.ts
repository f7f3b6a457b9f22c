import { setTimeout as rest } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Chance } from '@hewu/kernel/src/chance.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { Codec } from '@hewu/kernel/src/codec.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { newId } from '@hewu/kernel/src/ids.js';
import { withLease } from '@hewu/kernel/src/lease.js';
import { AWAITED_PAUSE_MS, Faults } from '@hewu/kernel/src/loop.js';
import type { ReadStore } from '@hewu/kernel/src/read-store.js';
import { Standstill } from '@hewu/kernel/src/standstill.js';
import type { Config } from '@hewu/platform/src/config.js';
import { onFault } from '@hewu/platform/src/log.js';
import { CHANCE, CLOCK, CONFIG, EVENT_STORE, READ_STORE } from '@hewu/platform/src/tokens.js';
import { Notes } from './notes.js';
import { Postman } from './postman.js';
import { Queue } from './queue.js';
import { Sending, type SendingTools } from './sending.js';

/** Also under which the reason is kept why it stands still. */
export const WEBHOOKS = 'webhooks';
const RETRY_MS = 500;

/**
 * Sends messages to receivers, beside everything else: with a lease and a checkpoint of its own, so that a slow receiver
 * holds up no projection and no process. One process of the deployment sends at a time.
 */
@Injectable()
export class Sender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly abort = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private readonly tools: SendingTools;

  constructor(
    private readonly notes: Notes,
    queue: Queue,
    postman: Postman,
    codec: Codec,
    commands: CommandBus,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(READ_STORE) private readonly reads: ReadStore,
    @Inject(CLOCK) clock: Clock,
    @Inject(CHANCE) chance: Chance,
    @Inject(CONFIG) private readonly config: Pick<Config, 'follow'>,
  ) {
    this.tools = { store, codec, clock, notes, queue, postman, execute: (command) => commands.execute(command as never), chance, standstill: new Standstill({ reads, follower: WEBHOOKS, onFault }) };
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.notes.ensure();
    if (this.config.follow) this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.abort.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.abort;
    // As for the other runners: where one process alone can hold the data, its successor need not wait for a lease to end.
    const owner = this.store.exclusive ? 'the only process' : newId();
    const faults = new Faults({ onFault, where: WEBHOOKS, longestPauseMs: AWAITED_PAUSE_MS });
    while (!signal.aborted) {
      let pauseMs = RETRY_MS;
      try {
        await withLease(this.reads, WEBHOOKS, owner, signal, (epoch, ended) => new Sending(this.tools, epoch).work(ended, () => faults.wentWell()));
      } catch (fault) {
        pauseMs = faults.met(fault);
      }
      await rest(pauseMs, null, { signal }).catch(() => null);
    }
  }
}
