import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { IsInstant } from '@hewu/platform/src/instants.js';
import { CountedPage, ListPage, ListQuery } from '@hewu/platform/src/lists.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import { TRAINING_OUTCOMES, type TrainingOutcome } from './events.js';
import { InBothLanguages, IsId, NameInBothBody, OwnId, TrainingScopeBody } from './form.js';
import { SEAT_STATUSES, type SeatStatus } from './trainings.projection.js';

const LEVELS = 9;

export class OfferTrainingBody {
  @OwnId() id?: string;
  @InBothLanguages(NameInBothBody, 'What the course is called.') name: NameInBothBody;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: LEVELS, description: '1 the lowest. A higher one of the same scope holds the lower ones too.' }) @IsInt() @Min(1) @Max(LEVELS) level: number;
  @ApiProperty({ type: () => TrainingScopeBody, description: 'What whoever passes may operate.' }) @ValidateNested() @Type(() => TrainingScopeBody) scope: TrainingScopeBody;
  @ApiPropertyOptional({ type: 'integer', nullable: true, minimum: 1, maximum: 240, description: 'A certificate is valid for so many months; null for good. Left out: by the rule `certificate_valid_months`.' }) @IsOptional() @IsInt() @Min(1) @Max(240) validMonths?: number | null;
  @ApiPropertyOptional({ type: 'integer', nullable: true, minimum: 1, maximum: 3_650, description: 'It lapses after so many days unused; null never. Left out: by the rule `certificate_unused_days`.' }) @IsOptional() @IsInt() @Min(1) @Max(3_650) unusedDays?: number | null;
}

export class TrainingReasonBody {
  @Text(500, 'Why.') reason: string;
}

export class AnnounceTrainingSessionBody {
  @OwnId() id?: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-05T01:00:00.000Z', description: 'When it begins.' }) @IsInstant() from: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-05T04:00:00.000Z', description: 'When it ends.' }) @IsInstant() until: string;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 500, description: 'How many can take part.' }) @IsInt() @Min(1) @Max(500) seats: number;
  @InBothLanguages(NameInBothBody, 'Where it is held.') place: NameInBothBody;
}

export class AssessTrainingBody {
  @ApiProperty({ format: 'uuid', description: 'Who has a seat.' }) @IsId() personId: string;
  @ApiProperty({ enum: TRAINING_OUTCOMES, description: 'What the assessor found; whoever passed gets the certificate.' }) @IsIn(TRAINING_OUTCOMES) outcome: TrainingOutcome;
}

export class TrainingsQuery extends ListQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only those of one organisation.' }) @IsOptional() @IsId() organisationId?: string;
}

export class TrainingSessionsQuery extends TrainingsQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only those of one training.' }) @IsOptional() @IsId() trainingId?: string;
}

export class TrainingAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid', description: 'Who holds it.' }) organisationId: string;
  @ApiProperty({ type: () => NameInBothBody }) name: { readonly zh: string; readonly en: string };
  @ApiProperty({ type: 'integer', minimum: 1, maximum: LEVELS }) level: number;
  @ApiProperty({ type: () => TrainingScopeBody }) scope: TrainingScopeBody;
  @ApiProperty({ type: 'integer', nullable: true, description: 'A certificate is valid for so many months; null for good.' }) validMonths: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'It lapses after so many days unused; null never.' }) unusedDays: number | null;
  @ApiProperty({ description: 'Held no more.' }) withdrawn: boolean;
  @ApiProperty({ format: 'date-time' }) offeredAt: string;
}

export class TrainingsPage extends CountedPage {
  @ApiProperty({ type: [TrainingAnswer] }) items: readonly TrainingAnswer[];
}

export class TrainingSessionAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) trainingId: string;
  @ApiProperty({ format: 'uuid', description: 'Who holds it.' }) organisationId: string;
  @ApiProperty({ format: 'date-time' }) from: string;
  @ApiProperty({ format: 'date-time' }) until: string;
  @ApiProperty({ type: () => NameInBothBody }) place: { readonly zh: string; readonly en: string };
  @ApiProperty({ type: 'integer', minimum: 1 }) seats: number;
  @ApiProperty({ type: 'integer', minimum: 0 }) seatsTaken: number;
  @ApiProperty() cancelled: boolean;
}

export class TrainingSessionsPage extends CountedPage {
  @ApiProperty({ type: [TrainingSessionAnswer] }) items: readonly TrainingSessionAnswer[];
}

export class TrainingSeatAnswer {
  @ApiProperty({ format: 'uuid' }) sessionId: string;
  @ApiProperty({ format: 'uuid' }) trainingId: string;
  @ApiProperty({ format: 'uuid', description: 'Who holds the session.' }) organisationId: string;
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ format: 'uuid', description: 'For whom they acted when they took it.' }) forOrganisationId: string;
  @ApiProperty({ format: 'date-time', description: 'When the session begins.' }) from: string;
  @ApiProperty({ enum: SEAT_STATUSES }) status: SeatStatus;
  @ApiProperty({ format: 'date-time' }) takenAt: string;
}

export class TrainingSeatsPage extends ListPage {
  @ApiProperty({ type: [TrainingSeatAnswer] }) items: readonly TrainingSeatAnswer[];
}
