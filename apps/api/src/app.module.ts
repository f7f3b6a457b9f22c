import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { systemChance } from '@hewu/kernel/src/chance.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import type { Config } from '@hewu/platform/src/config.js';
import { publicOnly } from '@hewu/platform/src/outgoing-call.js';
import { PlatformModule } from '@hewu/platform/src/platform.module.js';
import { StartingProcesses } from '@hewu/platform/src/running.js';
import type { Stores } from '@hewu/platform/src/stores.js';
import { contexts, modules } from './contexts.js';
import { FrontPageController } from './front-page.controller.js';

/** The whole product over the given stores and clock; a test may say whom else it calls than the public internet, and where chance comes from. */
@Module({})
export class AppModule {
  static over(config: Config, stores: Stores, clock: Clock, outgoing = publicOnly, chance = systemChance): DynamicModule {
    return {
      module: AppModule,
      // First of all: it gives commands their handlers when its hook is called, and global modules are called in this order.
      imports: [CqrsModule.forRoot(), PlatformModule.forRoot({ config, stores, clock, chance, contexts, outgoing }), ...modules],
      controllers: [FrontPageController],
      providers: [StartingProcesses],
    };
  }
}
