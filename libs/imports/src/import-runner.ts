import { setTimeout as rest } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { newId } from '@hewu/kernel/src/ids.js';
import { withLease } from '@hewu/kernel/src/lease.js';
import { Faults } from '@hewu/kernel/src/loop.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { ReadStore } from '@hewu/kernel/src/read-store.js';
import type { Config } from '@hewu/platform/src/config.js';
import { onFault } from '@hewu/platform/src/log.js';
import { CONFIG, EVENT_STORE, READ_STORE } from '@hewu/platform/src/tokens.js';
import { ImportWork } from './import-work.js';
import { importsProjection, type ImportDocument } from './imports.projection.js';
import { Notes } from './notes.js';

const LEASE = 'imports';
const RETRY_MS = 500;
/** How soon an import is begun with. */
const LOOK_EVERY_MS = 200;
/** Of different organisations: a small file need not wait for the end of a large one. */
const SIDE_BY_SIDE = 3;
/** Those whose organisation has one under way are passed over, so more are looked at than can be taken. */
const LOOKED_AT = 50;

/**
 * Works off imports, beside everything else: with a lease of its own, so that ten thousand rows hold up no projection and no
 * process. One process of the deployment does so at a time; what it leaves unfinished the next one goes on with.
 */
@Injectable()
export class ImportRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly abort = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly models: ReadModels,
    private readonly work: ImportWork,
    private readonly notes: Notes,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(READ_STORE) private readonly reads: ReadStore,
    @Inject(CONFIG) private readonly config: Pick<Config, 'follow'>,
  ) {}

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
    const faults = new Faults({ onFault, where: LEASE });
    while (!signal.aborted) {
      let pauseMs = RETRY_MS;
      try {
        await withLease(this.reads, LEASE, owner, signal, (epoch, ended) => this.workOff(epoch, ended, faults));
      } catch (fault) {
        pauseMs = faults.met(fault);
      }
      await rest(pauseMs, null, { signal }).catch(() => null);
    }
  }

  private async workOff(epoch: number, signal: AbortSignal, faults: Faults): Promise<void> {
    const underWay = new Map<string, Promise<void>>();
    try {
      while (!signal.aborted) {
        const open = await this.open();
        for (const { _id, organisationId } of open) {
          if (underWay.size >= SIDE_BY_SIDE || underWay.has(organisationId)) continue;
          underWay.set(organisationId, this.one(_id, epoch, signal, faults).finally(() => underWay.delete(organisationId)));
        }
        await rest(LOOK_EVERY_MS, null, { signal }).catch(() => null);
      }
    } finally {
      await Promise.allSettled(underWay.values());
    }
  }

  /** One that breaks off, for want of a store or a disk, is gone on with at a later look; it keeps the others from nothing. */
  private async one(importId: string, epoch: number, signal: AbortSignal, faults: Faults): Promise<void> {
    try {
      await this.work.run(importId, epoch, signal);
      faults.wentWell();
    } catch (fault) {
      await rest(faults.met(fault), null, { signal }).catch(() => null);
    }
  }

  /** The oldest first. */
  private async open(): Promise<readonly ImportDocument[]> {
    const { items } = await this.models.find<ImportDocument>(importsProjection, { filter: { open: true }, sort: { field: 'begunAt', direction: 'asc' }, limit: LOOKED_AT });
    return items;
  }
}
