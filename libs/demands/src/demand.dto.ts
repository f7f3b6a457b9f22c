import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsInt, IsOptional, Matches, Max, Min, ValidateBy } from 'class-validator';
import { isDay } from '@hewu/calendar/src/days.js';
import { IsIndustry, IsIpc, Normalised } from '@hewu/identifiers/src/decorators.js';
import { REGIONS } from '@hewu/identifiers/src/division.js';
import { checkIndustry } from '@hewu/identifiers/src/industry.js';
import { checkIpc } from '@hewu/identifiers/src/ipc.js';
import { UUID } from '@hewu/kernel/src/ids.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { OptionalText, Text } from '@hewu/platform/src/plain-text.js';
import { Searched } from '@hewu/platform/src/searched.js';
import { DEMAND_STATUSES, type DemandStatus } from './demand.decider.js';
import { BUDGET_BANDS, type BudgetBand } from './demands.projection.js';
import { DEMAND_TIERS, type DemandContent, type DemandTier } from './events.js';

/** 10 trillion yuan. */
export const MOST_FEN = 1_000_000_000_000_000;
export const ID = { format: 'uuid', pattern: UUID.source } as const;

/** A day that exists, written `2026-03-04`. */
export const IsDay = (): PropertyDecorator => ValidateBy({ name: 'isDay', validator: { validate: isDay, defaultMessage: () => 'day_invalid' } });

/** Everything a demand says of itself. */
class DemandBody {
  @Text(120, 'Title in Chinese; everybody may read it.')
  title: string;
  @OptionalText(240, 'Title in English.')
  titleEn?: string | null;
  @Text(2_000, 'The problem.')
  problem: string;
  @Text(1_000, 'What has been tried, and why it was not enough.')
  tried: string;

  @ApiPropertyOptional({ type: 'integer', nullable: true, minimum: 1, maximum: MOST_FEN, example: 30_000_000, description: 'What may be spent, in whole fen (CNY); null where none is named.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_FEN)
  budgetFen?: number | null;

  @ApiProperty({ example: 'C1331', description: 'Industry by GB/T 4754-2017: division, group or class.' })
  @Normalised(checkIndustry)
  @IsIndustry()
  industry: string;

  @ApiProperty({ type: [String], uniqueItems: true, maxItems: 10, example: ['C11B'], description: 'International Patent Classification: whole symbols or subclasses; none where it is not known.' })
  @IsArray()
  @ArrayMaxSize(10)
  @Normalised(checkIpc)
  @ArrayUnique()
  @IsIpc({ each: true })
  ipc: string[];

  @ApiProperty({ enum: DEMAND_TIERS, description: 'Who may read problem, attempts and budget: everybody, whom you let in, or whoever signed for confidentiality.' })
  @IsIn(DEMAND_TIERS)
  tier: DemandTier;
}

export class PostDemandBody extends DemandBody {
  @ApiPropertyOptional({ ...ID, description: "The client's own id; otherwise one is made." })
  @IsOptional()
  @Matches(UUID)
  id?: string;

  @ApiProperty({ format: 'date', example: '2026-06-30', description: 'The last day, in Shanghai, on which proposals are taken. It never changes.' })
  @IsDay()
  deadlineOn: string;
}

export class CorrectDemandBody extends DemandBody {
  @Text(500, 'Why it is corrected.')
  reason: string;
}

export class DemandReasonBody {
  @Text(500, 'Why, for its poster to read.')
  reason: string;
}

export class CloseDemandBody {
  @ApiProperty({ enum: ['owner', 'solved'], description: 'Given up, or solved.' })
  @IsIn(['owner', 'solved'])
  ground: 'owner' | 'solved';

  @ApiPropertyOptional({ ...ID, type: String, nullable: true, description: 'The finalist proposal that solved it; null where it was solved otherwise.' })
  @IsOptional()
  @Matches(UUID)
  proposalId?: string | null;

  @Text(500, 'In the poster’s words; proposers read it.')
  reason: string;
}

const SHA256 = /^[0-9a-f]{64}$/;

class AgreementTextBody {
  @ApiPropertyOptional({ type: String, nullable: true, pattern: SHA256.source, description: 'SHA-256 (hex) of the confidentiality agreement that is signed with this; needed where the tier is `after_nda`.' })
  @IsOptional()
  @Matches(SHA256)
  textSha256?: string | null;
}

export class RequestDisclosureBody extends AgreementTextBody {
  @Text(500, 'What it would be read for.')
  purpose: string;
}

export class GrantDisclosureBody extends AgreementTextBody {}

/** Field by field in one order, so that equal contents have equal text. */
export const demandContentOf = ({ title, titleEn, problem, tried, budgetFen, industry, ipc, tier }: DemandBody): DemandContent => ({
  title, titleEn: titleEn ?? null, problem, tried, budgetFen: budgetFen ?? null, industry, ipc, tier,
});

const INDUSTRY = /^[A-T]\d{0,4}$/;
const MONTH = /^[12]\d{3}-(?:0[1-9]|1[0-2])$/;
const ANY = 'What is found has one of them. Repeat the name, or put commas between.';

/** `a,b` as a list. What is no text stays as it came, for the validator to name. */
const Listed = (): PropertyDecorator => Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value), { toClassOnly: true });

export class DemandsQuery extends ListQuery {
  @Searched('A phrase; what is found holds all its words.') q?: string;

  @ApiPropertyOptional({ enum: REGIONS, isArray: true, maxItems: 2, description: `Divisions of the posters. ${ANY}` })
  @IsOptional() @Listed() @IsArray() @ArrayMaxSize(2) @IsIn(REGIONS, { each: true })
  region?: string[];

  @ApiPropertyOptional({ type: 'array', items: { type: 'string', pattern: INDUSTRY.source }, maxItems: 20, example: ['C13', 'C14'], description: `Industries by GB/T 4754: sections, divisions, groups or classes. ${ANY}` })
  @IsOptional() @Listed() @IsArray() @ArrayMaxSize(20) @Matches(INDUSTRY, { each: true })
  industry?: string[];

  @ApiPropertyOptional({ type: 'array', items: { type: 'string', pattern: MONTH.source }, maxItems: 24, example: ['2026-06'], description: `Months of the deadline. ${ANY}` })
  @IsOptional() @Listed() @IsArray() @ArrayMaxSize(24) @Matches(MONTH, { each: true })
  deadline?: string[];

  @ApiPropertyOptional({ enum: BUDGET_BANDS, isArray: true, maxItems: BUDGET_BANDS.length, description: `Budgets: none named, up to 100 000, 500 000, 2 000 000 yuan, above, or not disclosed. ${ANY}` })
  @IsOptional() @Listed() @IsArray() @ArrayMaxSize(BUDGET_BANDS.length) @IsIn(BUDGET_BANDS, { each: true })
  budget?: BudgetBand[];

  @ApiPropertyOptional({ enum: ['newest', 'soonest'], default: 'newest', description: 'Last posted first, or the earliest deadline first.' })
  @IsOptional() @IsIn(['newest', 'soonest'])
  sort: 'newest' | 'soonest' = 'newest';
}

export class DemandDeskQuery extends ListQuery {
  @ApiPropertyOptional({ enum: DEMAND_STATUSES, description: 'Only those that stand so.' }) @IsOptional() @IsIn(DEMAND_STATUSES) status?: DemandStatus;
  @ApiPropertyOptional({ enum: REGIONS, description: 'Division of the poster.' }) @IsOptional() @IsIn(REGIONS) region?: string;
}
