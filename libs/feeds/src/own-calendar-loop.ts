import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Clock } from '@hewu/kernel/src/clock.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { newId } from '@hewu/kernel/src/ids.js';
import { Loop } from '@hewu/kernel/src/loop.js';
import type { ReadStore } from '@hewu/kernel/src/read-store.js';
import type { Config } from '@hewu/platform/src/config.js';
import { onFault } from '@hewu/platform/src/log.js';
import { CLOCK, CONFIG, EVENT_STORE, READ_STORE } from '@hewu/platform/src/tokens.js';
import { OwnCalendarReader } from './own-calendar-reader.js';

/** The reader of people's own calendars, with a lease of its own, in whichever processes follow the log. */
@Injectable()
export class OwnCalendarLoop implements OnApplicationBootstrap, OnModuleDestroy {
  private loop: Loop | null = null;

  constructor(
    private readonly reader: OwnCalendarReader,
    @Inject(CONFIG) private readonly config: Pick<Config, 'follow'>,
    @Inject(READ_STORE) private readonly reads: ReadStore,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.reader.prepare();
    if (!this.config.follow) return;
    this.loop = new Loop({ reads: this.reads, clock: this.clock, owner: this.store.exclusive ? 'the only process' : newId(), onFault, lease: 'own calendars', round: (epoch, signal) => this.reader.round(epoch, signal) });
    this.loop.start();
  }

  /** Before the stores are closed, which happens when the application has shut down. */
  async onModuleDestroy(): Promise<void> {
    await this.loop?.stop();
  }
}
