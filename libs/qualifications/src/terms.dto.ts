import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { UUID } from '@hewu/kernel/src/ids.js';
import { ListPage, ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import { applyDecorators } from '@nestjs/common';
import { OPEN_MODES, type OpenMode } from '@hewu/instruments/src/events.js';
import { TERMS_KINDS, type TermsKind } from './events.js';
import { InBothLanguages, IsDay, IsId, NameInBothBody, OwnId, TextInBothBody } from './form.js';

const MOST = 2_147_483_647;

const SeenVersion = (description: string): PropertyDecorator => applyDecorators(ApiProperty({ type: 'integer', minimum: 0, description }), IsInt(), Min(0), Max(MOST));
const TermsIds = (): PropertyDecorator => applyDecorators(ApiProperty({ type: [String], format: 'uuid', maxItems: 20, description: 'Terms that every user accepts first.' }), IsArray(), ArrayMaxSize(20), ArrayUnique(), Matches(UUID, { each: true, message: 'id_invalid' }));

export class OwnerRequirementsBody {
  @SeenVersion('The version that these follow; 0 when there was none.') version: number;
  @TermsIds() termsIds: string[];
  @Text(500, 'Why.') reason: string;
}

export class InstrumentRequirementsBody extends OwnerRequirementsBody {
  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true, default: null, description: 'For self-operation: a certificate of this training, a higher one of its scope, or one that you recognise for it.' }) @IsOptional() @IsId() trainingId: string | null = null;
}

export class RequirementsAnswer {
  @ApiProperty({ type: 'integer', minimum: 0, description: '0: nothing was ever asked.' }) version: number;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'For self-operation alone.' }) trainingId: string | null;
  @ApiProperty({ type: [String], format: 'uuid' }) termsIds: readonly string[];
  @ApiProperty({ type: [String], format: 'uuid', description: 'What the owner asks for all its instruments.' }) ownerTermsIds: readonly string[];
}

export class QualificationQuery extends PositionQuery {
  @ApiProperty({ format: 'date', description: 'The local day of the use.' }) @IsDay() on: string;
  @ApiPropertyOptional({ enum: OPEN_MODES, default: 'self_operation', description: 'How it would be used.' }) @IsOptional() @IsIn(OPEN_MODES) mode: OpenMode = 'self_operation';
}

export class MissingRequirementAnswer {
  @ApiProperty({ example: 'certificate:019a0000-0000-7000-8000-000000000001', description: '`certificate:<trainingId>` or `terms:<termsId>@<version>`.' }) code: string;
  @ApiProperty({ type: () => NameInBothBody, description: 'What it is called.' }) name: { readonly zh: string; readonly en: string };
  @ApiProperty({ description: 'Where one gets it.' }) href: string;
}

export class AcceptedTermsAnswer {
  @ApiProperty({ format: 'uuid' }) termsId: string;
  @ApiProperty({ type: 'integer', minimum: 1 }) version: number;
}

export class QualificationAnswer {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The certificate on whose strength you would operate it; null when none is needed, or none is there.' }) qualificationId: string | null;
  @ApiProperty({ type: [AcceptedTermsAnswer], description: 'What you accepted, in the version of that day.' }) terms: readonly AcceptedTermsAnswer[];
  @ApiProperty({ type: [MissingRequirementAnswer], description: 'What you would still need.' }) missing: readonly MissingRequirementAnswer[];
  @ApiProperty({ type: [String], example: ['terms:0b8f…@2'], description: 'Everything that is needed, by the same codes, whether or not you have it.' }) required: readonly string[];
}

export class PublishTermsVersionBody {
  @SeenVersion('The version that this follows.') version: number;
  @InBothLanguages(NameInBothBody, 'What it is called.') title: NameInBothBody;
  @InBothLanguages(TextInBothBody, 'What whoever accepts it agrees to.') text: TextInBothBody;
  @ApiProperty({ format: 'date', description: 'The first day on which it holds; today or later.' }) @IsDay() fromOn: string;
}

export class PublishTermsBody {
  @OwnId() id?: string;
  @ApiProperty({ enum: TERMS_KINDS, description: 'Safety, intellectual property of the results, confidentiality, or use in general. It stays.' }) @IsIn(TERMS_KINDS) kind: TermsKind;
  @InBothLanguages(NameInBothBody, 'What it is called.') title: NameInBothBody;
  @InBothLanguages(TextInBothBody, 'What whoever accepts it agrees to.') text: TextInBothBody;
  @ApiProperty({ format: 'date', description: 'The first day on which it holds; today or later.' }) @IsDay() fromOn: string;
}

export class AcceptTermsBody {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'The version that holds today, or one that is to come.' }) @IsInt() @Min(1) @Max(MOST) version: number;
  @ApiProperty({ pattern: '^[0-9a-f]{64}$', description: 'Of the text that was read, as `GET /terms/{id}/versions/{version}` gives it.' }) @Matches(/^[0-9a-f]{64}$/) sha256: string;
}

export class TermsQuery extends ListQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only those of one owner.' }) @IsOptional() @IsId() ownerOrganisationId?: string;
}

export class TermsAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) ownerOrganisationId: string;
  @ApiProperty({ enum: TERMS_KINDS }) kind: TermsKind;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'The latest version.' }) version: number;
  @ApiProperty({ type: () => NameInBothBody }) title: { readonly zh: string; readonly en: string };
  @ApiProperty({ description: 'SHA-256 of kind, title and text.' }) sha256: string;
  @ApiProperty({ format: 'date', description: 'The first day on which it holds.' }) fromOn: string;
  @ApiProperty({ format: 'date-time' }) publishedAt: string;
}

export class TermsPage extends ListPage {
  @ApiProperty({ type: [TermsAnswer] }) items: readonly TermsAnswer[];
}

export class TermsVersionAnswer extends TermsAnswer {
  @ApiProperty({ type: () => TextInBothBody }) text: { readonly zh: string; readonly en: string };
}

export class TermsAcceptanceAnswer {
  @ApiProperty({ format: 'uuid' }) termsId: string;
  @ApiProperty({ format: 'uuid' }) ownerOrganisationId: string;
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ type: 'integer', minimum: 1 }) version: number;
  @ApiProperty() sha256: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'For whom they acted.' }) organisationId: string | null;
  @ApiProperty({ format: 'date-time' }) acceptedAt: string;
}

export class TermsAcceptancesPage extends ListPage {
  @ApiProperty({ type: [TermsAcceptanceAnswer] }) items: readonly TermsAcceptanceAnswer[];
}
