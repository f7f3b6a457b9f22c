import { Global, Module } from '@nestjs/common';
import { ResponseTimes } from '@hewu/rules/src/response-times.js';
import { conductHandlers } from './conduct.commands.js';
import { ConductController } from './conduct.controller.js';
import { ConductRulesController } from './conduct-rules.controller.js';
import { Conduct } from './conduct.js';
import { JudgeOverrun } from './overrun.commands.js';
import { SuspensionsController } from './suspensions.controller.js';

/** Global, so that bookings can ask `Conduct` without importing this module. */
@Global()
@Module({ controllers: [ConductController, SuspensionsController, ConductRulesController], providers: [Conduct, ResponseTimes, ...conductHandlers, JudgeOverrun], exports: [Conduct] })
export class ConductModule {}
