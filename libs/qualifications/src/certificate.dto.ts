import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import type { Day } from '@hewu/calendar/src/days.js';
import { ListPage, ListQuery } from '@hewu/platform/src/lists.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import type { CertificateDocument } from './certificates.projection.js';
import { DayOrNone, IsDay, IsId, OwnId, TrainingScopeBody } from './form.js';
import { isValidOn, lastDayOf } from './validity.decider.js';

export class IssueCertificateBody {
  @OwnId() id?: string;
  @ApiProperty({ format: 'uuid', description: 'Who it is for.' }) @IsId() personId: string;
  @ApiProperty({ format: 'uuid', description: 'Of which of your trainings.' }) @IsId() trainingId: string;
  @ApiProperty({ format: 'date', description: 'The first day on which it is valid; today or before.' }) @IsDay() issuedOn: string;
  @DayOrNone('The last day; null as the training says. It can only be earlier than that.') expiresOn: string | null = null;
  @Text(500, 'On what evidence, when it is not a session here.') evidence: string;
}

export class RevokeCertificateBody {
  @Text(500, 'Why.') reason: string;
}

export class RecogniseBody {
  @OwnId() id?: string;
  @ApiProperty({ format: 'uuid', description: 'Your own training for which they stand.' }) @IsId() trainingId: string;
  @ApiProperty({ format: 'uuid', description: 'Whose certificates.' }) @IsId() issuerOrganisationId: string;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 9, description: "From this level of the issuer's on." }) @IsInt() @Min(1) @Max(9) leastLevel: number;
  @ApiProperty({ type: () => TrainingScopeBody, description: 'For this scope, as the issuer writes it.' }) @ValidateNested() @Type(() => TrainingScopeBody) scope: TrainingScopeBody;
  @ApiProperty({ format: 'date', description: 'The first day on which they count.' }) @IsDay() fromOn: string;
  @DayOrNone('The last day on which they count; null until it is ended.') untilOn: string | null = null;
  @Text(500, 'Why.') reason: string;
}

export class EndRecognitionBody {
  @Text(500, 'Why.') reason: string;
}

export const CERTIFICATE_STATUSES = ['valid', 'lapsed', 'revoked'] as const;

export class CertificateAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ format: 'uuid' }) trainingId: string;
  @ApiProperty({ format: 'uuid' }) issuerOrganisationId: string;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 9 }) level: number;
  @ApiProperty({ type: () => TrainingScopeBody }) scope: TrainingScopeBody;
  @ApiProperty({ format: 'date' }) issuedOn: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Its last day by its term; null: for good.' }) expiresOn: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'It lapses after so many days unused.' }) unusedDays: number | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) lastUsedOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Its last day if it is not used again: by its term or by the days unused, whichever comes first.' }) lastDay: string | null;
  @ApiProperty({ enum: CERTIFICATE_STATUSES, description: 'As of today.' }) status: (typeof CERTIFICATE_STATUSES)[number];
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The session that was passed; null when it was issued on other evidence.' }) sessionId: string | null;
  @ApiProperty({ type: String, nullable: true }) evidence: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was revoked.' }) revocationReason: string | null;
  @ApiProperty({ format: 'date-time' }) issuedAt: string;
}

export class CertificatesPage extends ListPage {
  @ApiProperty({ type: [CertificateAnswer] }) items: readonly CertificateAnswer[];
}

/** A certificate as of a day. */
export const certificateOf = ({ _id: id, revoked, ...shown }: CertificateDocument, today: Day): CertificateAnswer => ({
  id, ...shown, lastDay: lastDayOf(shown), status: revoked ? 'revoked' : isValidOn({ certificateId: id, revoked, ...shown }, today) ? 'valid' : 'lapsed',
});

export class RecognitionsQuery extends ListQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only those of one owner.' }) @IsOptional() @IsId() ownerOrganisationId?: string;
}

export class RecognitionAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid', description: 'Who recognises them.' }) ownerOrganisationId: string;
  @ApiProperty({ format: 'uuid', description: 'For which of its trainings they stand.' }) trainingId: string;
  @ApiProperty({ format: 'uuid', description: 'Whose certificates.' }) issuerOrganisationId: string;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 9 }) leastLevel: number;
  @ApiProperty({ type: () => TrainingScopeBody }) scope: TrainingScopeBody;
  @ApiProperty({ format: 'date' }) fromOn: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The last day on which they count.' }) untilOn: string | null;
  @ApiProperty() reason: string;
  @ApiProperty({ format: 'date-time' }) recognisedAt: string;
}

export class RecognitionsPage extends ListPage {
  @ApiProperty({ type: [RecognitionAnswer] }) items: readonly RecognitionAnswer[];
}
