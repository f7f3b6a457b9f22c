import { Module } from '@nestjs/common';
import { ResponseTimes } from '@hewu/rules/src/response-times.js';
import { incidentHandlers } from './incident.commands.js';
import { IncidentsController } from './incidents.controller.js';

@Module({ controllers: [IncidentsController], providers: [ResponseTimes, ...incidentHandlers] })
export class IncidentsModule {}
