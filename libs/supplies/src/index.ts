import { Module } from '@nestjs/common';
import { SuppliesController } from './supplies.controller.js';
import { supplyHandlers } from './supply.commands.js';

@Module({ controllers: [SuppliesController], providers: [...supplyHandlers] })
export class SuppliesModule {}
