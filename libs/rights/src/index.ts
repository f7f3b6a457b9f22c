import { Global, Module } from '@nestjs/common';
import { Confidants } from './confidants.js';
import { FollowRightHandler } from './ip-number.commands.js';
import { RecordValuationHandler, WithdrawValuationHandler } from './valuation.commands.js';
import { ValuationsController } from './valuations.controller.js';
import { ValuationsReading } from './valuations.reading.js';

/** Global, so that every context can ask `Confidants` who was let in without importing this module. */
@Global()
@Module({
  controllers: [ValuationsController],
  providers: [Confidants, FollowRightHandler, RecordValuationHandler, ValuationsReading, WithdrawValuationHandler],
  exports: [Confidants],
})
export class RightsModule {}
