import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { IsInstant } from '@hewu/platform/src/instants.js';
import { SLOT_RULES, type SlotRule } from './checks.decider.js';
import { OpeningRulesBody } from './opening-rules.dto.js';

export class SimulationBody {
  @ApiProperty({ format: 'date-time', description: 'Where the period begins.' }) @IsInstant() from: string;
  @ApiProperty({ format: 'date-time', description: 'Where it ends, exclusive: not ahead, and at most a year later.' }) @IsInstant() until: string;
  @ApiProperty({ description: 'The rules that are tried, all of them.' }) @ValidateNested() @Type(() => OpeningRulesBody) rules: OpeningRulesBody;
}

class TallyAnswer {
  @ApiProperty({ type: 'integer', minimum: 0 }) bookings: number;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'The length of their slots, as they were asked for first.' }) minutes: number;
}

class SimulatedMovesAnswer {
  @ApiProperty({ type: 'integer', minimum: 0 }) was: number;
  @ApiProperty({ type: 'integer', minimum: 0 }) refused: number;
}

class SimulatedRuleAnswer extends TallyAnswer {
  @ApiProperty({ enum: SLOT_RULES, description: 'The rule, by the code of its refusal.' }) rule: SlotRule;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Moves that it would have refused.' }) moves: number;
}

class SimulatedGroupAnswer {
  @ApiProperty({ description: 'An access group under which users were counted; `own` and `external` are members of the owner and everybody else.' }) group: string;
  @ApiProperty({ type: TallyAnswer, description: 'What it booked.' }) was: TallyAnswer;
  @ApiProperty({ type: TallyAnswer, description: 'What of it would have been refused.' }) refused: TallyAnswer;
}

export class SimulationAnswer {
  @ApiProperty({ type: TallyAnswer, description: 'What was booked in the period.' }) was: TallyAnswer;
  @ApiProperty({ type: TallyAnswer, description: 'What of it the rules that are tried would have refused. What was refused then left no record, so looser rules show no more than there was.' }) refused: TallyAnswer;
  @ApiProperty({ type: SimulatedMovesAnswer }) moves: SimulatedMovesAnswer;
  @ApiProperty({ type: [SimulatedRuleAnswer], description: 'Each rule that would have refused something; a booking counts under every rule that does not hold.' }) rules: readonly SimulatedRuleAnswer[];
  @ApiProperty({ type: [SimulatedGroupAnswer] }) groups: readonly SimulatedGroupAnswer[];
}
