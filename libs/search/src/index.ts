import { Global, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { onFault } from '@hewu/platform/src/log.js';
import { AlertLoop } from './alert-loop.js';
import { Alerts } from './alerts.js';
import { Findables } from './findables.js';
import { savedSearchHandlers } from './saved-searches.commands.js';
import { SavedSearchesController } from './saved-searches.controller.js';
import { SearchController } from './search.controller.js';
import { TellMatchHandler } from './tell-match.js';

/** What can be found, and the one box. Contexts register what they let be found. */
@Global()
@Module({ controllers: [SearchController, SavedSearchesController], providers: [Findables, Alerts, AlertLoop, TellMatchHandler, ...savedSearchHandlers], exports: [Findables] })
export class SearchModule implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly abort = new AbortController();
  private warming: Promise<void> = Promise.resolve();

  constructor(
    private readonly findables: Findables,
    private readonly http: HttpAdapterHost,
  ) {}

  /** Where requests are served the indexes are made before the first of them asks; nobody waits for it. */
  onApplicationBootstrap(): void {
    if (this.http.httpAdapter) this.warming = this.findables.warm(this.abort.signal).catch((fault: unknown) => onFault(fault, 'search'));
  }

  async onModuleDestroy(): Promise<void> {
    this.abort.abort();
    await this.warming;
  }
}
