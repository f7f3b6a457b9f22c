import { setTimeout as rest } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { newId } from '@hewu/kernel/src/ids.js';
import { withLease } from '@hewu/kernel/src/lease.js';
import type { ReadStore } from '@hewu/kernel/src/read-store.js';
import type { Config } from '@hewu/platform/src/config.js';
import { onFault } from '@hewu/platform/src/log.js';
import { CONFIG, EVENT_STORE, READ_STORE } from '@hewu/platform/src/tokens.js';
import { Alerts } from './alerts.js';

const LEASE = 'search alerts';
/** How late a new listing is noticed; far within the seconds that a person waits for an alert. */
const LOOK_EVERY_MS = 250;
const RETRY_MS = 500;

/** Looks for matches as long as this process holds the lease: one process of the deployment at a time. */
@Injectable()
export class AlertLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly abort = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly alerts: Alerts,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(READ_STORE) private readonly reads: ReadStore,
    @Inject(CONFIG) private readonly config: Pick<Config, 'follow'>,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.alerts.prepare();
    if (this.config.follow) this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.abort.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.abort;
    const owner = this.store.exclusive ? 'the only process' : newId();
    while (!signal.aborted) {
      try {
        await withLease(this.reads, LEASE, owner, signal, async (epoch, ended) => {
          while (!ended.aborted) if (!(await this.alerts.round(epoch))) await rest(LOOK_EVERY_MS, null, { signal: ended }).catch(() => null);
        });
      } catch (fault) {
        onFault(fault, LEASE);
      }
      await rest(RETRY_MS, null, { signal }).catch(() => null);
    }
  }
}
