import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Clock } from '@hewu/kernel/src/clock.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { newId } from '@hewu/kernel/src/ids.js';
import { Loop } from '@hewu/kernel/src/loop.js';
import type { ReadStore } from '@hewu/kernel/src/read-store.js';
import type { Config } from '@hewu/platform/src/config.js';
import { onFault } from '@hewu/platform/src/log.js';
import { CLOCK, CONFIG, EVENT_STORE, READ_STORE } from '@hewu/platform/src/tokens.js';
import { Alerts } from './alerts.js';

/** How late a new listing is noticed; far within the seconds that a person waits for an alert. */
const LOOK_EVERY_MS = 250;

/** Looks for matches as long as this process holds the lease: one process of the deployment at a time. */
@Injectable()
export class AlertLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private loop: Loop | null = null;

  constructor(
    private readonly alerts: Alerts,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(READ_STORE) private readonly reads: ReadStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<Config, 'follow'>,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.alerts.prepare();
    if (!this.config.follow) return;
    const owner = this.store.exclusive ? 'the only process' : newId();
    this.loop = new Loop({ reads: this.reads, clock: this.clock, owner, onFault, lease: 'search alerts', tickMs: LOOK_EVERY_MS, round: (epoch) => this.alerts.round(epoch) });
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop?.stop();
  }
}
