import { Module } from '@nestjs/common';
import { RecordValuationHandler, WithdrawValuationHandler } from './valuation.commands.js';
import { ValuationsController } from './valuations.controller.js';

@Module({
  controllers: [ValuationsController],
  providers: [RecordValuationHandler, WithdrawValuationHandler],
})
export class RightsModule {}
