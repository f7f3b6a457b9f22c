import { Module } from '@nestjs/common';
import { samplesHandlers } from './samples.commands.js';
import { SamplesController } from './samples.controller.js';

@Module({ controllers: [SamplesController], providers: samplesHandlers })
export class SamplesModule {}
