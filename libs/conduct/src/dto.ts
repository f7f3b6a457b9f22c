import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { ListPage } from '@hewu/platform/src/lists.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import { LIFTING_GROUNDS, SUSPENSION_GROUNDS, VIOLATION_KINDS, type LiftingGround, type SuspensionGround, type ViolationKind } from './events.js';
import { VIOLATION_STATUSES, type ViolationDocument, type ViolationStatus } from './violations.projection.js';
import type { SuspensionDocument } from './suspensions.projection.js';

export class RecordViolationBody {
  @ApiProperty({ format: 'uuid', description: 'The booking at which it happened, of an instrument of yours.' }) @IsUUID() bookingId: string;
  @ApiProperty({ enum: VIOLATION_KINDS, description: 'What happened.' }) @IsIn(VIOLATION_KINDS) kind: ViolationKind;
  @Text(2_000, 'What was seen, in your words.') reason: string;
}

export class AppealBody {
  @Text(5_000, 'Why it is not so, or should not count. Sealed under your own key.') statement: string;
}

export class DecideAppealBody {
  @ApiProperty({ description: 'Upheld: the points come back, and a suspension that rests on them is lifted.' }) @IsBoolean() upheld: boolean;
  @Text(2_000, 'Why.') reason: string;
}

export class LiftSuspensionBody {
  @Text(2_000, 'Why.') reason: string;
}

const amount = (least: number, most: number, description: string): PropertyDecorator => (target, key) => {
  ApiPropertyOptional({ type: 'integer', minimum: least, maximum: most, description: `${description} Missing: as the platform has it.` })(target, key);
  for (const check of [IsOptional(), IsInt(), Min(least), Max(most)]) check(target, key);
};

export class ConductAmountsBody {
  @amount(0, 100, 'Points of a no-show.') conduct_no_show_points?: number;
  @amount(0, 100, 'Points of a late cancellation.') conduct_late_cancellation_points?: number;
  @amount(0, 100, 'Points of an overrun.') conduct_overrun_points?: number;
  @amount(0, 100, 'Points of damage.') conduct_damage_points?: number;
  @amount(0, 100, 'Points of unsafe operation.') conduct_unsafe_operation_points?: number;
  @amount(0, 100, 'Points of anything else.') conduct_other_points?: number;
  @amount(1, 1_000, 'So many points suspend.') conduct_points?: number;
  @amount(1, 60, 'Points come back after so many months.') conduct_points_months?: number;
  @amount(1, 100, 'So many violations suspend.') conduct_violations?: number;
  @amount(1, 60, 'For so many months.') conduct_suspension_months?: number;
  @amount(1, 100, 'So many late cancellations suspend.') conduct_late_cancellations?: number;
  @amount(1, 60, 'For so many months.') conduct_late_months?: number;
  @amount(1, 3_650, 'Suspensions that follow each other end at most so many days after the last was decided.') conduct_suspension_ahead_days?: number;
}

export class SetConductRulesBody {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 1_000_000, description: 'One more than the version before.' }) @IsInt() @Min(1) @Max(1_000_000) version: number;
  @ApiProperty({ description: 'Each at most as strict as the platform’s.' }) @ValidateNested() @Type(() => ConductAmountsBody) amounts: ConductAmountsBody;
  @Text(2_000, 'Why.') reason: string;
}

class AppliedConductRuleAnswer {
  @ApiProperty({ example: 'conduct_no_show_points' }) rule: string;
  @ApiProperty({ type: 'integer', description: 'What holds today.' }) amount: number;
  @ApiProperty({ type: 'integer', description: 'What the platform has.' }) platform: number;
  @ApiProperty({ type: Boolean, description: 'It is the owner’s own.' }) own: boolean;
}

export class ConductRulesAnswer {
  @ApiProperty({ format: 'uuid' }) ownerOrganisationId: string;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Of the owner’s own numbers; 0 when there are none.' }) version: number;
  @ApiProperty({ type: [AppliedConductRuleAnswer] }) rules: readonly AppliedConductRuleAnswer[];
}

export class StandingAnswer {
  @ApiProperty({ format: 'uuid' }) ownerOrganisationId: string;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Points that count now.' }) points: number;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'From so many on bookings are suspended.' }) suspendedFrom: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'From when on they may book again; null when they may now.' }) suspendedUntil: string | null;
}

class AppealAnswer {
  @ApiProperty({ format: 'date-time' }) lodgedAt: string;
  @ApiProperty({ format: 'date-time', description: 'Until when it is to be decided.' }) decideBy: string;
  @ApiProperty({ type: Boolean, nullable: true, description: 'Null until it is decided.' }) upheld: boolean | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was decided so.' }) reason: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decidedAt: string | null;
}

export class ViolationAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid', description: 'The organisation that owns the instrument.' }) ownerOrganisationId: string;
  @ApiProperty({ format: 'uuid', description: 'The person for whom it was recorded.' }) personId: string;
  @ApiProperty({ format: 'uuid', description: 'For which organisation they used it.' }) organisationId: string;
  @ApiProperty({ format: 'uuid' }) instrumentId: string;
  @ApiProperty({ format: 'uuid' }) bookingId: string;
  @ApiProperty({ enum: VIOLATION_KINDS }) kind: ViolationKind;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'What it costs.' }) points: number;
  @ApiProperty({ example: 'CN/conduct_no_show_points/1', description: 'By which rule.' }) rule: string;
  @ApiProperty({ type: 'integer', nullable: true, description: 'By which version of the owner’s own numbers, if by one.' }) ownerRulesVersion: number | null;
  @ApiProperty({ format: 'date', description: 'The day on which the points come back.' }) restoresOn: string;
  @ApiProperty({ description: 'Of staff, in their words; empty when the calendar saw it.' }) reason: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Who recorded it; null when the calendar saw it.' }) recordedBy: string | null;
  @ApiProperty({ format: 'date-time' }) happenedAt: string;
  @ApiProperty({ format: 'date-time' }) recordedAt: string;
  @ApiProperty({ enum: VIOLATION_STATUSES, description: 'Whether it counts, was spent on a suspension, came back by time, or was withdrawn by an appeal or by the confirmed record of the use.' }) status: ViolationStatus;
  @ApiProperty({ type: AppealAnswer, nullable: true }) appeal: AppealAnswer | null;
}

export class ViolationsPage extends ListPage {
  @ApiProperty({ type: [ViolationAnswer] }) items: readonly ViolationAnswer[];
}

export class OneViolationAnswer extends ViolationAnswer {
  @ApiProperty({ type: String, nullable: true, description: 'What was said in the appeal; null without one, and once the person was erased.' }) statement: string | null;
}

class LiftedAnswer {
  @ApiProperty({ enum: LIFTING_GROUNDS, description: '`record`: the confirmed record of the use says otherwise than the calendar saw.' }) ground: LiftingGround;
  @ApiProperty({ description: 'Empty when its time was over, and when a record of use brought it down.' }) reason: string;
  @ApiProperty({ format: 'date-time' }) at: string;
}

class SuspensionCapAnswer {
  @ApiProperty({ type: 'integer', minimum: 1, example: 365, description: 'At most so many days after it was decided.' }) days: number;
  @ApiProperty({ example: 'CN/conduct_suspension_ahead_days/1', description: 'By which rule.' }) rule: string;
}

export class SuspensionAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid', description: 'Whose instruments cannot be booked meanwhile.' }) ownerOrganisationId: string;
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ enum: SUSPENSION_GROUNDS, description: 'What was reached.' }) ground: SuspensionGround;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'The number that was reached.' }) reached: number;
  @ApiProperty({ example: 'CN/conduct_violations/1', description: 'By which rule.' }) rule: string;
  @ApiProperty({ type: [String], description: 'The violations it rests on.' }) violationIds: readonly string[];
  @ApiProperty({ format: 'date', description: 'The first day on which they may book again.' }) untilOn: string;
  @ApiProperty({ type: SuspensionCapAnswer, nullable: true, description: 'What made it end sooner than it would have after those before it; null when nothing did.' }) cappedBy: { readonly days: number; readonly rule: string } | null;
  @ApiProperty({ format: 'date-time' }) suspendedAt: string;
  @ApiProperty({ type: LiftedAnswer, nullable: true, description: 'Null while it holds.' }) lifted: LiftedAnswer | null;
}

export class SuspensionsPage extends ListPage {
  @ApiProperty({ type: [SuspensionAnswer] }) items: readonly SuspensionAnswer[];
}

export const violationOf = ({ _id: id, conductId: _conductId, ...shown }: ViolationDocument): ViolationAnswer => ({ id, ...shown });
export const suspensionOf = ({ _id: id, conductId: _conductId, ...shown }: SuspensionDocument): SuspensionAnswer => ({ id, ...shown });
