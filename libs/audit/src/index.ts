import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { HistoryReading } from './history.reading.js';

@Module({ controllers: [AuditController], providers: [HistoryReading] })
export class AuditModule {}
