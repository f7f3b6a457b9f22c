import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, ValidateBy, ValidateNested } from 'class-validator';
import { UUID } from '@hewu/kernel/src/ids.js';
import { CountedPage, ListQuery } from '@hewu/platform/src/lists.js';
import { OptionalText, PLAIN, Text } from '@hewu/platform/src/plain-text.js';
import { SAMPLE_CONDITIONS, SAMPLE_ENDS, SAMPLE_HAZARDS, SAMPLE_INCIDENTS, SAMPLE_STORAGE, type SampleCondition, type SampleEnd, type SampleHazard, type SampleIncident, type SampleStorage, type Side } from './events.js';
import { SAMPLE_STAGES, type SampleStage } from './samples.decider.js';
import type { SamplesDocument } from './samples.projection.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';

/** As many samples as somebody labels by hand. */
const SAMPLES_AT_MOST = 200;
const LABEL = 100;

/** Whoever says that there is no danger says so of nothing else. */
const NoneAlone = (): PropertyDecorator =>
  ValidateBy({ name: 'noneAlone', validator: { validate: (value: unknown) => !Array.isArray(value) || value.length < 2 || !value.includes('none'), defaultMessage: () => 'none_stands_alone' } });

export class AnnounceSamplesBody {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: SAMPLES_AT_MOST, description: 'How many.' }) @IsInt() @Min(1) @Max(SAMPLES_AT_MOST) count: number;
  @Text(2_000, 'What they are, and what is to be done with them.') description: string;
  @ApiProperty({ enum: SAMPLE_HAZARDS, isArray: true, minItems: 1, description: 'What staff must know to be safe; `none`, and nothing else, when there is nothing.' }) @IsArray() @ArrayMinSize(1) @ArrayMaxSize(SAMPLE_HAZARDS.length) @ArrayUnique() @IsIn(SAMPLE_HAZARDS, { each: true }) @NoneAlone() hazards: SampleHazard[];
  @ApiProperty({ enum: SAMPLE_STORAGE, description: 'How they are to be kept.' }) @IsIn(SAMPLE_STORAGE) storage: SampleStorage;
  @ApiProperty({ enum: SAMPLE_ENDS, description: 'What is to become of them; `disposal` is the consent to it.' }) @IsIn(SAMPLE_ENDS) wantedEnd: SampleEnd;
}

/** What the samples mean for the use of the booking: they count as its check-in. */
export class SampleUseAnswer extends WrittenAnswer {
  @ApiProperty({ description: 'The use of the booking has begun.' }) useBegun: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Where it has not: the code of what keeps it from beginning now, as a check-in would be refused. Null where it has begun, or begins with its slot.', example: 'check_in_too_early' }) useNotBegunBecause: string | null;
}

const Labels = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: [String], minItems: 1, maxItems: SAMPLES_AT_MOST, description: 'The label of each sample, all different.' }),
    IsArray(), ArrayMinSize(1), ArrayMaxSize(SAMPLES_AT_MOST), IsString({ each: true }), MaxLength(LABEL, { each: true }), Matches(PLAIN, { each: true }),
  );

export class HandOverSamplesBody {
  @Labels() labels: string[];
  @OptionalText(500, 'Anything to know.') note?: string | null;
}

export class ReceivedSampleBody {
  @Text(LABEL, 'Its label.') label: string;
  @ApiProperty({ enum: SAMPLE_CONDITIONS, description: 'As it came; `missing` when it did not.' }) @IsIn(SAMPLE_CONDITIONS) condition: SampleCondition;
  @OptionalText(500, 'What is wrong with it.') note?: string | null;
}

export class ReceiveSamplesBody {
  @ApiProperty({ type: [ReceivedSampleBody], minItems: 1, maxItems: SAMPLES_AT_MOST, description: 'Every sample that was handed over.' }) @IsArray() @ArrayMinSize(1) @ArrayMaxSize(SAMPLES_AT_MOST) @ValidateNested({ each: true }) @Type(() => ReceivedSampleBody) samples: ReceivedSampleBody[];
}

export class SampleResultBody {
  @ApiProperty({ format: 'uuid', description: 'A file of your organisation.' }) @Matches(UUID, { message: 'id_invalid' }) fileId: string;
  @OptionalText(500, 'Anything to know.') note?: string | null;
}

export class ReturnSamplesBody {
  @OptionalText(500, 'How, or where they wait.') note?: string | null;
}

export class DisposeSamplesBody {
  @Text(500, 'How they were disposed of.') method: string;
}

export class SampleIncidentBody {
  @Text(LABEL, 'The label of the sample.') label: string;
  @ApiProperty({ enum: SAMPLE_INCIDENTS, description: 'What happened to it.' }) @IsIn(SAMPLE_INCIDENTS) incident: SampleIncident;
  @Text(2_000, 'How it came about.') description: string;
}

export class SamplesQuery extends ListQuery {
  @ApiPropertyOptional({ enum: ['user', 'owner'], default: 'user', description: "Those that one's own organisation sent in, or those that were sent in to it." }) @IsOptional() @IsIn(['user', 'owner']) side: Side = 'user';
  @ApiPropertyOptional({ enum: SAMPLE_STAGES, description: 'Only those that have come so far.' }) @IsOptional() @IsIn(SAMPLE_STAGES) stage?: SampleStage;
}

export class SampleAnswer {
  @ApiProperty() label: string;
  @ApiProperty({ type: String, enum: SAMPLE_CONDITIONS, nullable: true, description: 'Null until it was received.' }) condition: SampleCondition | null;
  @ApiProperty() note: string;
}

export class SampleIncidentAnswer {
  @ApiProperty() label: string;
  @ApiProperty({ enum: SAMPLE_INCIDENTS }) incident: SampleIncident;
  @ApiProperty() description: string;
  @ApiProperty({ enum: ['user', 'owner'], description: 'Which side reported it.' }) by: Side;
  @ApiProperty({ format: 'date-time' }) at: string;
}

export class SampleResultAnswer {
  @ApiProperty({ format: 'uuid' }) fileId: string;
  @ApiProperty() sha256: string;
  @ApiProperty({ type: 'integer', minimum: 1 }) bytes: number;
  @ApiProperty() mediaType: string;
  @ApiProperty() note: string;
  @ApiProperty({ format: 'date-time' }) recordedAt: string;
}

export class CustodyStepAnswer {
  @ApiProperty({ description: 'The event that was recorded.', example: 'SamplesReceived' }) step: string;
  @ApiProperty({ description: 'Who took the step.' }) by: string;
  @ApiProperty({ format: 'date-time' }) at: string;
}

export class SamplesAnswer {
  @ApiProperty({ format: 'uuid', description: 'The booking for which they are sent in.' }) id: string;
  @ApiProperty({ format: 'uuid' }) instrumentId: string;
  @ApiProperty({ format: 'uuid' }) ownerOrganisationId: string;
  @ApiProperty({ format: 'uuid' }) organisationId: string;
  @ApiProperty({ enum: SAMPLE_STAGES }) stage: SampleStage;
  @ApiProperty({ type: 'integer', minimum: 1 }) count: number;
  @ApiProperty() description: string;
  @ApiProperty({ enum: SAMPLE_HAZARDS, isArray: true }) hazards: readonly SampleHazard[];
  @ApiProperty({ enum: SAMPLE_STORAGE }) storage: SampleStorage;
  @ApiProperty({ enum: SAMPLE_ENDS }) wantedEnd: SampleEnd;
  @ApiProperty({ description: 'The user agrees to the disposal.' }) disposalConsented: boolean;
  @ApiProperty({ type: [SampleAnswer] }) samples: readonly SampleAnswer[];
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How many did not come as they were handed over.' }) discrepancies: number;
  @ApiProperty({ type: [SampleIncidentAnswer] }) incidents: readonly SampleIncidentAnswer[];
  @ApiProperty({ type: [SampleResultAnswer] }) results: readonly SampleResultAnswer[];
  @ApiProperty({ type: [CustodyStepAnswer], description: 'The chain of custody: every step, first the first.' }) custody: readonly CustodyStepAnswer[];
  @ApiProperty({ format: 'date-time' }) announcedAt: string;
}

export class SamplesPage extends CountedPage {
  @ApiProperty({ type: [SamplesAnswer] }) items: readonly SamplesAnswer[];
}

export const samplesOf = ({ _id: id, ...shown }: SamplesDocument): SamplesAnswer => ({ id, ...shown });
