import { Module } from '@nestjs/common';
import { MeasurementsController } from './measurements.controller.js';
import { readingsHandlers } from './readings.commands.js';
import { ReadingsController } from './readings.controller.js';

@Module({ controllers: [ReadingsController, MeasurementsController], providers: [...readingsHandlers] })
export class ReadingsModule {}
