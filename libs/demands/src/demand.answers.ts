import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { CountedPage, TextCount } from '@hewu/platform/src/lists.js';
import { DEMAND_STATUSES, type DemandStatus } from './demand.decider.js';
import { BUDGET_BANDS, contentNow, type BudgetBand, type DemandDocument, type DemandVersion } from './demands.projection.js';
import { DISCLOSURE_STATUSES, type DisclosureStatus } from './disclosure.decider.js';
import type { DisclosureDocument } from './disclosures.projection.js';
import { CLOSING_GROUNDS, DEMAND_TIERS, type ClosingGround, type DemandContent, type DemandTier } from './events.js';

export const REGION = { example: '511622', description: 'GB/T 2260 division: `500117` Hechuan, `511622` Wusheng.' } as const;
const TIER = { enum: DEMAND_TIERS, description: 'Who may read problem, attempts and budget.' } as const;
const BUDGET = { type: 'integer', nullable: true, minimum: 1, example: 30_000_000 } as const;
const INDUSTRY = { example: 'C1331', description: 'Industry by GB/T 4754-2017.' } as const;
const IPC: ApiPropertyOptions = { type: [String], example: ['C11B'], description: 'International Patent Classification.' };

/** A demand in a list. What the caller may not read is null. */
export class DemandCard {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid', description: 'The organisation that posted it.' }) organisationId: string;
  @ApiProperty({ ...REGION, description: `Of the poster. ${REGION.description}` }) region: string;
  @ApiProperty({ enum: DEMAND_STATUSES, description: '`choosing`: the deadline is over, the poster chooses.' }) status: DemandStatus;
  @ApiProperty({ description: 'In Chinese.' }) title: string;
  @ApiProperty({ type: String, nullable: true, description: 'In English.' }) titleEn: string | null;
  @ApiProperty(TIER) tier: DemandTier;
  @ApiProperty({ description: 'Whether this caller reads the whole. Otherwise problem, attempts and budget are null.' }) whole: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'The problem.' }) problem: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'What has been tried, and why it was not enough.' }) tried: string | null;
  @ApiProperty({ ...BUDGET, description: 'Whole fen (CNY); null where none is named, too.' }) budgetFen: number | null;
  @ApiProperty({ enum: BUDGET_BANDS, description: 'The budget in steps, by which it is counted.' }) budgetBand: BudgetBand;
  @ApiProperty(INDUSTRY) industry: string;
  @ApiProperty(IPC) ipc: readonly string[];
  @ApiProperty({ format: 'date', description: 'The last day on which proposals are taken.' }) deadlineOn: string;
  @ApiProperty({ format: 'date-time', description: 'When that day is over.' }) deadlineAt: string;
  @ApiProperty({ format: 'date-time' }) postedAt: string;
  @ApiProperty({ type: 'integer', minimum: 1, description: '1, then one more with each correction.' }) version: number;
}

class DemandContentAnswer {
  @ApiProperty({ description: 'In Chinese.' }) title: string;
  @ApiProperty({ type: String, nullable: true, description: 'In English.' }) titleEn: string | null;
  @ApiProperty({ description: 'The problem.' }) problem: string;
  @ApiProperty({ description: 'What has been tried.' }) tried: string;
  @ApiProperty({ ...BUDGET, description: 'Whole fen (CNY); null where none is named.' }) budgetFen: number | null;
  @ApiProperty(INDUSTRY) industry: string;
  @ApiProperty(IPC) ipc: readonly string[];
  @ApiProperty(TIER) tier: DemandTier;
}

class DemandVersionAnswer {
  @ApiProperty({ type: 'integer', minimum: 1 }) version: number;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was corrected; null for what was posted.' }) reason: string | null;
  @ApiProperty({ type: DemandContentAnswer }) content: DemandContent;
}

class DemandClosingAnswer {
  @ApiProperty({ enum: CLOSING_GROUNDS, description: 'By its deadline, given up, or solved.' }) ground: ClosingGround;
  @ApiProperty({ type: String, nullable: true, description: 'The poster’s words; null when the system closed it.' }) reason: string | null;
  @ApiProperty({ format: 'date-time' }) at: string;
}

export class DemandAnswer extends DemandCard {
  @ApiProperty({ type: [DemandVersionAnswer], nullable: true, description: 'All versions, oldest first; null unless `whole`.' }) versions: readonly Omit<DemandVersion, 'by'>[] | null;
  @ApiProperty({ type: DemandClosingAnswer, nullable: true, description: 'Null while it takes proposals.' }) closed: DemandClosingAnswer | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why the region’s administrator took it off the market; null while it is not suspended.' }) suspended: string | null;
}

class DemandFacets {
  @ApiProperty({ type: [TextCount], description: 'Divisions of the posters.' }) region: readonly TextCount[];
  @ApiProperty({ type: [TextCount], description: 'Sections of GB/T 4754.' }) industry: readonly TextCount[];
  @ApiProperty({ type: [TextCount], description: 'Months of the deadline.' }) deadline: readonly TextCount[];
  @ApiProperty({ type: [TextCount], description: 'Budgets in steps.' }) budget: readonly TextCount[];
}

export class DemandsPage extends CountedPage {
  @ApiProperty({ type: [DemandCard] }) items: readonly DemandCard[];
  @ApiProperty({ type: DemandFacets, description: 'For each field, how many would be found; what was chosen in a field does not narrow its own counts.' }) facets: DemandFacets;
}

export class DemandDeskPage extends CountedPage {
  @ApiProperty({ type: [DemandAnswer] }) items: readonly DemandAnswer[];
}

export class DisclosureAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) demandId: string;
  @ApiProperty({ format: 'uuid', description: 'Who asks.' }) organisationId: string;
  @ApiProperty({ format: 'uuid', description: 'Whose demand it is.' }) toOrganisationId: string;
  @ApiProperty({ enum: DISCLOSURE_STATUSES }) status: DisclosureStatus;
  @ApiProperty({ description: 'What it would be read for.' }) purpose: string;
  @ApiProperty({ type: String, nullable: true, description: 'SHA-256 (hex) of the agreement; null where none was signed.' }) textSha256: string | null;
  @ApiProperty({ format: 'date-time' }) requestedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null until it is answered.' }) answeredAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was refused.' }) reason: string | null;
}

export class DisclosuresPage extends CountedPage {
  @ApiProperty({ type: [DisclosureAnswer] }) items: readonly DisclosureAnswer[];
}

/** What of a demand a caller reads who sees the whole, or only its head. */
export const demandCardOf = (document: DemandDocument, whole: boolean): DemandCard => {
  const { _id: id, organisationId, region, status, budgetBand, deadlineOn, deadlineAt, postedAt, versions } = document;
  const { title, titleEn, tier, problem, tried, budgetFen, industry, ipc } = contentNow(document);
  return {
    id, organisationId, region, status, title, titleEn, tier, whole, problem: whole ? problem : null, tried: whole ? tried : null, budgetFen: whole ? budgetFen : null,
    budgetBand, industry, ipc, deadlineOn, deadlineAt, postedAt, version: versions.length,
  };
};

export const demandOf = (document: DemandDocument, whole: boolean): DemandAnswer => {
  const { versions, closed, suspended } = document;
  return {
    ...demandCardOf(document, whole),
    versions: whole ? versions.map(({ version, at, reason, content }) => ({ version, at, reason, content })) : null,
    closed: closed && { ground: closed.ground, reason: closed.reason, at: closed.at },
    suspended,
  };
};

export const disclosureOf = ({ _id: id, demandId, organisationId, toOrganisationId, status, purpose, textSha256, requestedAt, answeredAt, reason }: DisclosureDocument): DisclosureAnswer => ({
  id, demandId, organisationId, toOrganisationId, status, purpose, textSha256, requestedAt, answeredAt, reason,
});
