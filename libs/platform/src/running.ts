import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Processes } from '@hewu/kernel/src/processes.js';
import { Projections } from '@hewu/kernel/src/projections.js';
import type { Config } from './config.js';
import type { Stores } from './stores.js';
import { CONFIG, STORES } from './tokens.js';

/** Starts projections when everything is wired (elsewhere only follows what others do), and stops everything before the stores are closed. */
@Injectable()
export class Running implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly projections: Projections,
    private readonly processes: Processes,
    @Inject(CONFIG) private readonly config: Pick<Config, 'follow'>,
    @Inject(STORES) private readonly stores: Stores,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.projections.start(this.config.follow);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.processes.stop();
    await this.projections.stop();
    await this.stores.close();
  }
}

/**
 * Starts the processes, whose errands are commands. It stands in the root module, whose hook Nest calls last,
 * when everything else has begun; handlers have their commands from the very first (see `AppModule`).
 */
@Injectable()
export class StartingProcesses implements OnApplicationBootstrap {
  constructor(
    private readonly processes: Processes,
    @Inject(CONFIG) private readonly config: Pick<Config, 'follow'>,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.processes.start(this.config.follow);
  }
}
