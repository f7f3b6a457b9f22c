import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsInt, IsISO8601, IsNumber, IsObject, IsOptional, Matches, Max, Min, ValidateNested } from 'class-validator';
import { IsIndustry, IsIpc, Normalised } from '@hewu/identifiers/src/decorators.js';
import { checkIndustry } from '@hewu/identifiers/src/industry.js';
import { checkIpc } from '@hewu/identifiers/src/ipc.js';
import { UUID } from '@hewu/kernel/src/ids.js';
import { OptionalText, Text } from '@hewu/platform/src/plain-text.js';
import type { AchievementClaim } from './achievement-rules.js';
import {
  ASSESSORS, FUNDING_SOURCES, SECRECY_TIERS, SERVICE_GROUNDS, TRL_EDITION,
  type Assessor, type FundingSource, type Maturity, type SecrecyTier, type ServiceGround,
} from './events.js';
import { IpRightBody } from './ip-right.dto.js';
import { OptionalDay } from './optional-day.js';

const ID = { format: 'uuid', pattern: UUID.source } as const;

/** Beyond it lies a mistake; it also keeps every number exact to a hundredth of its unit and readable. */
const LARGEST_MEASURE = 1_000_000_000_000;

class AdvantageBody {
  @Text(60, 'What is measured: 挥发油保留率.')
  measure: string;
  @Text(30, 'Unit of both numbers: %, 元/吨, h.')
  unit: string;
  @ApiProperty({ example: 91, minimum: -LARGEST_MEASURE, maximum: LARGEST_MEASURE, description: 'With this achievement.' })
  @IsNumber({ allowNaN: false, allowInfinity: false })
  @Min(-LARGEST_MEASURE)
  @Max(LARGEST_MEASURE)
  ours: number;
  @ApiProperty({ example: 58, minimum: -LARGEST_MEASURE, maximum: LARGEST_MEASURE, description: 'With the incumbent.' })
  @IsNumber({ allowNaN: false, allowInfinity: false })
  @Min(-LARGEST_MEASURE)
  @Max(LARGEST_MEASURE)
  theirs: number;
}

class MaturityBody {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 9, description: 'Technology readiness level 技术就绪水平 of GB/T 22900-2022.' })
  @IsInt()
  level: number;

  @ApiProperty({ enum: ASSESSORS, description: 'Who assessed it.' })
  @IsIn(ASSESSORS)
  assessor: Assessor;

  @Text(1_000, 'What shows the level: report, line, customer.')
  evidence: string;
}

class CompleterBody {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'Place among the completers 成果完成人, counted from 1.' })
  @IsInt()
  ordinal: number;

  @ApiPropertyOptional({ ...ID, type: String, nullable: true, description: 'A person with an account.' })
  @IsOptional()
  @Matches(UUID)
  personId?: string | null;

  @ApiPropertyOptional({ ...ID, type: String, nullable: true, description: 'Where they belong; for those without account the only thing recorded.' })
  @IsOptional()
  @Matches(UUID)
  organisationId?: string | null;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 10_000, description: '10 000 basis points are 100 %; all shares sum to exactly that.' })
  @IsNumber({ allowNaN: false, allowInfinity: false })
  shareBasisPoints: number;
}

/** Everything an achievement says of itself. */
class AchievementBody {
  @Text(120, 'Title in Chinese.')
  title: string;
  @OptionalText(240, 'Title in English.')
  titleEn?: string | null;
  @Text(2_000, 'Abstract in Chinese.')
  abstract: string;
  @OptionalText(4_000, 'Abstract in English.')
  abstractEn?: string | null;
  @Text(1_000, 'The problem that it solves.')
  problemSolved: string;
  @Text(500, 'What the market uses today.')
  incumbent: string;

  @ApiProperty({ type: [AdvantageBody], minItems: 1, maxItems: 10, description: 'Better than the incumbent, in numbers.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => AdvantageBody)
  advantages: AdvantageBody[];

  @ApiProperty({ enum: SERVICE_GROUNDS, description: 'Why it is, or is not, a service achievement 职务科技成果 (促进科技成果转化法 art. 2).' })
  @IsIn(SERVICE_GROUNDS)
  serviceGround: ServiceGround;

  @ApiProperty({ type: [IpRightBody], maxItems: 50, description: 'Rights in it; none twice.' })
  @IsArray()
  @ArrayMaxSize(50)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => IpRightBody)
  ip: IpRightBody[];

  @ApiProperty({ type: [String], minItems: 1, maxItems: 20, uniqueItems: true, example: ['C11B 1/10'], description: 'International Patent Classification: whole symbols or subclasses.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @Normalised(checkIpc)
  @ArrayUnique()
  @IsIpc({ each: true })
  ipc: string[];

  @ApiProperty({ example: 'C1331', description: 'Industry by GB/T 4754-2017: division, group or class.' })
  @Normalised(checkIndustry)
  @IsIndustry()
  industry: string;

  @ApiProperty({ type: MaturityBody, description: 'How ripe it is.' })
  @IsObject()
  @ValidateNested()
  @Type(() => MaturityBody)
  maturity: MaturityBody;

  @ApiProperty({ type: [CompleterBody], minItems: 1, maxItems: 50, description: 'Who completed it, in order; no person twice.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => CompleterBody)
  completers: CompleterBody[];

  @ApiProperty({ enum: FUNDING_SOURCES, description: 'Who paid for the research.' })
  @IsIn(FUNDING_SOURCES)
  fundingSource: FundingSource;

  @ApiProperty({ enum: SECRECY_TIERS, description: 'Who may see the whole. A restricted achievement never leaves its unit.' })
  @IsIn(SECRECY_TIERS)
  secrecy: SecrecyTier;

  @OptionalDay('Local date on which it was completed; dormancy is counted from it.', '2025-06-30')
  completedOn?: string | null;
}

export class DraftAchievementBody extends AchievementBody {
  @ApiPropertyOptional({ ...ID, description: "The client's own id; otherwise one is made." })
  @IsOptional()
  @Matches(UUID)
  id?: string;
}

/** How ripe it is, looked at again. */
export class AssessMaturityBody extends MaturityBody {
  @ApiProperty({ type: String, format: 'date', example: '2026-02-20', description: 'Local date on which it was looked at; not in the future.' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  @IsISO8601({ strict: true })
  assessedOn: string;
}

export class CorrectAchievementBody extends AchievementBody {
  @Text(500, 'Why it is corrected.')
  reason: string;
}

export const maturityOf = ({ level, assessor, evidence }: MaturityBody): Maturity => ({ level, edition: TRL_EDITION, assessor, evidence });

/** Field by field in one order, so that equal contents have equal text. */
export const contentOf = (body: AchievementBody): AchievementClaim => ({
  title: body.title,
  titleEn: body.titleEn ?? null,
  abstract: body.abstract,
  abstractEn: body.abstractEn ?? null,
  problemSolved: body.problemSolved,
  incumbent: body.incumbent,
  advantages: body.advantages.map(({ measure, unit, ours, theirs }) => ({ measure, unit, ours, theirs })),
  serviceGround: body.serviceGround,
  ip: body.ip.map(({ kind, number, title, status, filedOn, grantedOn, firstUsedOn, woodyOrVine, holderOrganisationId }) => ({
    kind, number: number ?? null, title, status, filedOn: filedOn ?? null, grantedOn: grantedOn ?? null, firstUsedOn: firstUsedOn ?? null, woodyOrVine: woodyOrVine ?? null,
    holderOrganisationId: holderOrganisationId ?? null,
  })),
  ipc: body.ipc,
  industry: body.industry,
  maturity: maturityOf(body.maturity),
  completers: body.completers.map(({ ordinal, personId, organisationId, shareBasisPoints }) => ({ ordinal, personId: personId ?? null, organisationId: organisationId ?? null, shareBasisPoints })),
  fundingSource: body.fundingSource,
  secrecy: body.secrecy,
  completedOn: body.completedOn ?? null,
});
