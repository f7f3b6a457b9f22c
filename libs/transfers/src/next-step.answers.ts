import { ApiProperty } from '@nestjs/swagger';
import { SIDES } from './events.js';
import { STEPS, type NextStep } from './next-step.js';

export class NextStepAnswer implements NextStep {
  @ApiProperty({ enum: STEPS, description: 'What has to happen; `none` when all is over.' }) step: NextStep['step'];
  @ApiProperty({ enum: [...SIDES, 'registrar', 'clock'], type: String, nullable: true, description: 'Who has to do it; `clock` when there is only time to wait for. Null with `none`.' }) owner: NextStep['owner'];
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The organisation of that side; null where it is no side’s.' }) organisationId: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Until when it is to be done, or when the time is over that has to be waited for. Null where none is set.' }) until: string | null;
}
