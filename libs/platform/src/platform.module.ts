import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import type { Chance } from '@hewu/kernel/src/chance.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { Codec } from '@hewu/kernel/src/codec.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { newId } from '@hewu/kernel/src/ids.js';
import { Processes } from '@hewu/kernel/src/processes.js';
import { Projections } from '@hewu/kernel/src/projections.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { Snapshots } from '@hewu/kernel/src/snapshots.js';
import { AccessGuard } from './access.guard.js';
import type { Config } from './config.js';
import type { ContextParts } from './context-parts.js';
import { Changes } from './changes.js';
import { ChangesController } from './changes.controller.js';
import { Cursors } from './cursors.interceptor.js';
import { Exports } from './exports.interceptor.js';
import { HealthController } from './health.controller.js';
import { onFault } from './log.js';
import { OUTGOING_RULES, type OutgoingRules } from './outgoing-call.js';
import { PolicyCheck } from './policy-check.js';
import { ProblemsController } from './problems.controller.js';
import { ProblemFilter } from './problem.filter.js';
import { RequestShape } from './request-shape.guard.js';
import { Running } from './running.js';
import type { Stores } from './stores.js';
import { BLOB_STORE, CHANCE, CLOCK, CONFIG, CONTEXTS, DATA_FOLDER, EVENT_STORE, KEY_VAULT, MONGODB, READ_STORE, STORES } from './tokens.js';

type Settings = {
  readonly config: Config;
  readonly stores: Stores;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly contexts: readonly ContextParts[];
  /** Whom the server may call for others. */
  readonly outgoing: OutgoingRules;
};

/** What every context may inject: the kernel over the configured stores, the read side, and the one way HTTP answers. The bus of commands is the root module's. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot({ config, stores, clock, chance, contexts, outgoing }: Settings): DynamicModule {
    // Where one process alone can hold the data, its successor after a crash need not wait for a lease to end.
    const owner = stores.events.exclusive ? 'the only process' : newId();
    const providers: Provider[] = [
      { provide: CONFIG, useValue: config },
      { provide: CLOCK, useValue: clock },
      { provide: CHANCE, useValue: chance },
      { provide: CONTEXTS, useValue: contexts },
      { provide: STORES, useValue: stores },
      { provide: OUTGOING_RULES, useValue: outgoing },
      { provide: DATA_FOLDER, useValue: stores.folder },
      { provide: MONGODB, useValue: stores.mongodb },
      { provide: EVENT_STORE, useValue: stores.events },
      { provide: READ_STORE, useValue: stores.reads },
      { provide: KEY_VAULT, useValue: stores.vault },
      { provide: BLOB_STORE, useValue: stores.blobs },
      { provide: Codec, useFactory: () => new Codec(contexts.flatMap(({ families }) => families), stores.vault) },
      { provide: Kernel, useFactory: (codec: Codec) => new Kernel(stores.events, codec, clock, new Snapshots(stores.reads, onFault)), inject: [Codec] },
      {
        provide: Projections,
        useFactory: (codec: Codec) =>
          new Projections({ projections: contexts.flatMap(({ projections }) => projections), store: stores.events, reads: stores.reads, codec, owner, onFault }),
        inject: [Codec],
      },
      {
        provide: Processes,
        useFactory: (codec: Codec, commands: CommandBus) =>
          new Processes({ processes: contexts.flatMap(({ processes }) => processes), store: stores.events, reads: stores.reads, codec, clock, owner, execute: (command) => commands.execute(command as never), onFault }),
        inject: [Codec, CommandBus],
      },
      { provide: ReadModels, useFactory: (projections: Projections) => new ReadModels(stores.reads, projections, stores.events), inject: [Projections] },
    ];
    return {
      module: PlatformModule,
      imports: [DiscoveryModule],
      controllers: [HealthController, ChangesController, ProblemsController],
      providers: [
        ...providers,
        Running,
        PolicyCheck,
        Changes,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_GUARD, useClass: RequestShape },
        { provide: APP_FILTER, useClass: ProblemFilter },
        // The first goes around the second.
        { provide: APP_INTERCEPTOR, useClass: Cursors },
        { provide: APP_INTERCEPTOR, useClass: Exports },
      ],
      exports: [...providers, Changes],
    };
  }
}
