import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsOptional, IsString, Length } from 'class-validator';
import { IsPlainText } from '@hewu/platform/src/plain-text.js';
import { IsUsccForm, Normalised } from '@hewu/identifiers/src/decorators.js';
import { REGIONS } from '@hewu/identifiers/src/division.js';
import { checkUsccForm } from '@hewu/identifiers/src/uscc.js';
import { ROLES, type Role } from '@hewu/platform/src/actor.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { Searched } from '@hewu/platform/src/searched.js';
import { ORGANISATION_KINDS, type OrganisationKind } from './events.js';
import { ORGANISATION_STATUSES, type OrganisationStatus } from './organisation.decider.js';
import { Trimmed } from './trimmed.js';

const USCC = { maxLength: 64, description: 'Unified social credit code, GB 32100-2015: 18 characters. Small and full-width letters and blanks around it are put right.' } as const;

export class CorrectOrganisationBody {
  @ApiProperty({ minLength: 2, maxLength: 200, example: '重庆市合川区农业科学研究所', description: 'Its name in Chinese, as registered.' }) @Trimmed() @IsString() @Length(2, 200) @IsPlainText() name: string;
  @ApiPropertyOptional({ minLength: 2, maxLength: 200, example: 'Hechuan Institute of Agricultural Sciences', description: 'Its name in English; left out, it has none.' }) @IsOptional() @Trimmed() @IsString() @Length(2, 200) @IsPlainText() nameEn?: string;
  @ApiProperty({ enum: ORGANISATION_KINDS, description: 'What it is (单位类型). Once verified it stays of that kind.' }) @IsIn(ORGANISATION_KINDS) kind: OrganisationKind;
  @ApiProperty({ enum: REGIONS, description: 'GB/T 2260 division where it is: `500117` Hechuan, `511622` Wusheng. That region decides on it.' }) @IsIn(REGIONS) region: string;
}

export class RegisterOrganisationBody extends CorrectOrganisationBody {
  @ApiProperty({ ...USCC, example: '91512081MA62K0260E' }) @Normalised(checkUsccForm) @IsUsccForm() uscc: string;
}

/** Names what was seen, such as a certificate and its number; no personal data. */
export class EvidenceBody {
  @ApiProperty({ minLength: 4, maxLength: 500, example: '事业单位法人证书 事证第150011700123号', description: 'What was seen, such as a certificate and its number; no personal data.' }) @Trimmed() @IsString() @Length(4, 500) @IsPlainText() evidence: string;
}

export class OverrideChecksumBody extends EvidenceBody {
  @ApiProperty({ ...USCC, example: '91350100M000100Y44' }) @Normalised(checkUsccForm) @IsUsccForm() uscc: string;
}

/** Why a region sends an entry back, or stops an organisation from writing. */
export class OrganisationReasonBody {
  @ApiProperty({ minLength: 4, maxLength: 500, example: '名称与法人证书不符', description: 'Why; the people of the organisation read it.' }) @Trimmed() @IsString() @Length(4, 500) @IsPlainText() reason: string;
}

export class GrantRolesBody {
  @ApiProperty({ enum: ROLES, isArray: true, maxItems: ROLES.length, description: 'The whole list: the person’s roles are then exactly these.' }) @IsArray() @ArrayMaxSize(ROLES.length) @IsIn(ROLES, { each: true }) roles: Role[];
  @ApiPropertyOptional({ description: 'Whether the person may administer the organisation (单位管理员); left out, that stays as it is.' }) @IsOptional() @IsBoolean() administrator?: boolean;
}

export class OrganisationsQuery extends ListQuery {
  @Searched('Words of the name, Chinese or English, or the credit code; what is found holds all of them.') q?: string;
  @ApiPropertyOptional({ enum: ORGANISATION_KINDS, description: 'What it is (单位类型).' }) @IsOptional() @IsIn(ORGANISATION_KINDS) kind?: OrganisationKind;
  @ApiPropertyOptional({ enum: REGIONS, description: 'Where it is: `500117` Hechuan, `511622` Wusheng.' }) @IsOptional() @IsIn(REGIONS) region?: string;
  @ApiPropertyOptional({ enum: ORGANISATION_STATUSES, description: 'How far its region is with it.' }) @IsOptional() @IsIn(ORGANISATION_STATUSES) status?: OrganisationStatus;
}
