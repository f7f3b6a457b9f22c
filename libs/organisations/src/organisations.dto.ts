import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { IsRegion, IsUsccForm, Normalised } from '@hewu/identifiers/src/decorators.js';
import { checkUsccForm } from '@hewu/identifiers/src/uscc.js';
import { ROLES, type Role } from '@hewu/platform/src/actor.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { ORGANISATION_KINDS, type OrganisationKind } from './events.js';
import type { OrganisationStatus } from './organisation.decider.js';

const STATUSES: readonly OrganisationStatus[] = ['awaiting', 'returned', 'verified', 'suspended'];
const Trimmed = (): PropertyDecorator => Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value), { toClassOnly: true });

export class CorrectOrganisationBody {
  @ApiProperty({ example: '重庆市合川区农业科学研究所', maxLength: 200 })
  @Trimmed()
  @IsString()
  @Length(2, 200)
  name!: string;

  @ApiPropertyOptional({ example: 'Hechuan Institute of Agricultural Sciences', maxLength: 200 })
  @IsOptional()
  @Trimmed()
  @IsString()
  @Length(2, 200)
  nameEn?: string;

  @ApiProperty({ enum: ORGANISATION_KINDS })
  @IsIn(ORGANISATION_KINDS)
  kind!: OrganisationKind;

  @ApiProperty({ enum: ['500117', '511622'], description: 'GB/T 2260: Hechuan or Wusheng.' })
  @IsRegion()
  region!: string;
}

export class RegisterOrganisationBody extends CorrectOrganisationBody {
  @ApiProperty({ example: '91512081MA62K0260E', description: 'Unified social credit code, GB 32100-2015.' })
  @Normalised(checkUsccForm)
  @IsUsccForm()
  uscc!: string;
}

/** Names what was seen, such as a certificate and its number; no personal data. */
export class EvidenceBody {
  @ApiProperty({ example: '事业单位法人证书 事证第150011700123号', maxLength: 500 })
  @Trimmed()
  @IsString()
  @Length(4, 500)
  evidence!: string;
}

export class OverrideChecksumBody extends EvidenceBody {
  @ApiProperty({ example: '91350100M000100Y44' })
  @Normalised(checkUsccForm)
  @IsUsccForm()
  uscc!: string;
}

export class ReasonBody {
  @ApiProperty({ example: '名称与法人证书不符', maxLength: 500 })
  @Trimmed()
  @IsString()
  @Length(4, 500)
  reason!: string;
}

export class GrantRolesBody {
  @ApiProperty({ enum: ROLES, isArray: true, description: 'The whole list: the person’s roles are then exactly these.' })
  @IsArray()
  @ArrayMinSize(0)
  @ArrayMaxSize(ROLES.length)
  @IsIn(ROLES, { each: true })
  roles!: Role[];

  @ApiPropertyOptional({ description: 'Whether the person may administer the organisation (单位管理员); left out, that stays as it is.' })
  @IsOptional()
  @IsBoolean()
  administrator?: boolean;
}

export class OrganisationsQuery extends ListQuery {
  @ApiPropertyOptional({ description: 'Words of the name, Chinese or English, or the credit code.', maxLength: 100 })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;

  @ApiPropertyOptional({ enum: ORGANISATION_KINDS })
  @IsOptional()
  @IsIn(ORGANISATION_KINDS)
  kind?: OrganisationKind;

  @ApiPropertyOptional({ enum: ['500117', '511622'] })
  @IsOptional()
  @IsRegion()
  region?: string;

  @ApiPropertyOptional({ enum: STATUSES })
  @IsOptional()
  @IsIn(STATUSES)
  status?: OrganisationStatus;
}

export class OrganisationAnswer {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty()
  name!: string;
  @ApiProperty({ type: String, nullable: true })
  nameEn!: string | null;
  @ApiProperty()
  uscc!: string;
  @ApiProperty({ description: 'The check character fails and a platform administrator let the code pass with evidence.' })
  usccOverridden!: boolean;
  @ApiProperty({ enum: ORGANISATION_KINDS })
  kind!: OrganisationKind;
  @ApiProperty({ example: '500117' })
  region!: string;
  @ApiProperty({ enum: STATUSES })
  status!: OrganisationStatus;
  @ApiProperty()
  verified!: boolean;
  @ApiProperty({ format: 'date-time' })
  registeredAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  verifiedAt!: string | null;
}

const COUNTS = { type: 'object', additionalProperties: { type: 'array', items: { type: 'object', properties: { value: { type: 'string' }, count: { type: 'integer' } } } } } as const;

export class OrganisationsAnswer {
  @ApiProperty({ type: [OrganisationAnswer] })
  items!: readonly OrganisationAnswer[];
  @ApiProperty({ type: String, nullable: true })
  next!: string | null;
  @ApiProperty({ description: 'How many there are in all.' })
  count!: number;
  @ApiProperty({ ...COUNTS, description: 'How many of these are of each kind, region and status.' })
  facets!: object;
}

export class MemberAnswer {
  @ApiProperty({ format: 'uuid' })
  personId!: string;
  @ApiProperty({ type: String, nullable: true })
  name!: string | null;
  @ApiProperty()
  erased!: boolean;
  @ApiProperty({ enum: ROLES, isArray: true })
  roles!: readonly string[];
  @ApiProperty()
  administrator!: boolean;
}

export class MembersAnswer {
  @ApiProperty({ type: [MemberAnswer] })
  items!: readonly MemberAnswer[];
  @ApiProperty({ type: String, nullable: true })
  next!: string | null;
}

export { WrittenAnswer } from '@hewu/platform/src/written.js';
