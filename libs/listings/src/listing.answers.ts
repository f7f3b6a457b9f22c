import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CountedPage, NumberCount, TextCount } from '@hewu/platform/src/lists.js';
import { AchievementContentAnswer, AdvantageAnswer, REGION } from './achievement.answers.js';
import { ASSESSORS, IP_KINDS, IP_STATUSES, listingEvents, SECRECY_TIERS, TRANSFER_MODES, type AchievementContent, type Advantage, type AskedPrice, type Assessor, type IpKind, type IpStatus, type SecrecyTier, type TransferMode } from './events.js';
import { LISTING_STATUSES, type ListingStatus } from './listing.decider.js';
import type { ListingDocument, Step } from './listings.projection.js';

const MODE = { enum: TRANSFER_MODES, description: 'Mode of transfer; licences by kind: exclusive 独占, sole 排他, ordinary 普通.' } as const;
const NEXT_STEP = { description: 'What a firm that is interested would do first.' } as const;

class AskedPriceAnswer {
  @ApiProperty({ enum: ['asked', 'negotiable'], description: 'Whether a price is named, or open.' }) kind: AskedPrice['kind'];
  @ApiPropertyOptional({ type: 'integer', minimum: 0, example: 48_000_000, description: 'Whole fen (CNY); always there with `asked`, never with `negotiable`.' }) fen?: number;
}

/** A listing in a list of the public. */
export class ListingCard {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid', description: 'The achievement that is offered.' }) achievementId: string;
  @ApiProperty({ format: 'uuid', description: 'The unit that offers it.' }) organisationId: string;
  @ApiProperty(REGION) region: string;
  @ApiProperty({ description: 'In Chinese.' }) title: string;
  @ApiProperty({ type: String, nullable: true, description: 'In English.' }) titleEn: string | null;
  @ApiProperty({ description: 'In Chinese.' }) abstract: string;
  @ApiProperty({ type: String, nullable: true, description: 'In English.' }) abstractEn: string | null;
  @ApiProperty({ description: 'The problem that it solves.' }) problemSolved: string;
  @ApiProperty({ description: 'What the market uses today.' }) incumbent: string;
  @ApiProperty({ type: [AdvantageAnswer], description: 'Better than the incumbent, in numbers.' }) advantages: readonly Advantage[];
  @ApiProperty({ example: 'C1331', description: 'Industry by GB/T 4754-2017: division, group or class.' }) industry: string;
  @ApiProperty({ type: [String], example: ['C11B 1/10'], description: 'International Patent Classification: whole symbols or subclasses.' }) ipc: readonly string[];
  @ApiProperty({ enum: IP_KINDS, isArray: true, description: 'Kinds of right in it, each once.' }) ipKinds: readonly IpKind[];
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 9, description: 'Technology readiness level of GB/T 22900.' }) trl: number;
  @ApiProperty(MODE) mode: TransferMode;
  @ApiProperty({ type: AskedPriceAnswer, description: 'What is asked. What is agreed later stands in the transfer.' }) price: AskedPrice;
  @ApiProperty(NEXT_STEP) nextStep: string;
  @ApiProperty({ enum: SECRECY_TIERS, description: 'Who may see the whole.' }) secrecy: SecrecyTier;
  @ApiProperty({ format: 'date-time' }) publishedAt: string;
  @ApiProperty({ format: 'date-time', description: 'When it goes off the market by itself.' }) expiresAt: string;
}

class ListedIpRightAnswer {
  @ApiProperty({ enum: IP_KINDS, description: 'Kind of right.' }) kind: IpKind;
  @ApiProperty({ enum: IP_STATUSES, description: 'How far it has come: `applied`, then `granted` or `registered`; know-how is `kept` secret.' }) status: IpStatus;
  @ApiProperty({ type: String, nullable: true, example: 'ZL209910000001.8', description: 'As the office writes it. Null where there is none, and unless `secrecy` is `public`.' }) number: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null unless `secrecy` is `public`.' }) title: string | null;
}

class ListedMaturityAnswer {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 9, description: 'Technology readiness level 技术就绪水平.' }) level: number;
  @ApiProperty({ example: 'GB/T 22900-2022', description: 'The edition of the scale that the level is of.' }) edition: string;
  @ApiProperty({ enum: ASSESSORS, description: 'Who assessed it.' }) assessor: Assessor;
  @ApiProperty({ type: String, nullable: true, description: 'What shows the level. Null unless `secrecy` is `public`.' }) evidence: string | null;
}

/** A published listing as anybody reads it. Completers are the unit's and the reviewers' to see. */
export class ListingAnswer extends ListingCard {
  @ApiProperty({ type: [ListedIpRightAnswer], description: 'Rights in it.' }) ip: readonly ListedIpRightAnswer[];
  @ApiProperty({ type: ListedMaturityAnswer, description: 'How ripe it is.' }) maturity: ListedMaturityAnswer;
}

class ListingFacets {
  @ApiProperty({ type: [TextCount], description: 'Divisions of the units.' }) region: readonly TextCount[];
  @ApiProperty({ type: [TextCount], description: 'Sections of GB/T 4754.' }) industry: readonly TextCount[];
  @ApiProperty({ type: [NumberCount], description: 'Technology readiness levels.' }) trl: readonly NumberCount[];
  @ApiProperty({ type: [TextCount], description: 'Modes of transfer.' }) mode: readonly TextCount[];
  @ApiProperty({ type: [TextCount], description: 'Kinds of right; a listing may have several.' }) ip: readonly TextCount[];
}

export class ListingsPage extends CountedPage {
  @ApiProperty({ type: [ListingCard] }) items: readonly ListingCard[];
  @ApiProperty({ type: ListingFacets, description: 'For each field, how many would be found; what was chosen in a field does not narrow its own counts.' }) facets: ListingFacets;
}

class ListingStepAnswer {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ example: '019a0000-0000-7000-8000-000000000001', description: 'Id of a person, or `system:` with the name of a process.' }) by: string;
  @ApiProperty({ enum: Object.keys(listingEvents.specs), description: 'What was done.' }) did: Step['did'];
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How often it had been submitted by then.' }) round: number;
  @ApiProperty({ type: String, nullable: true, description: 'Why, where somebody had to say so.' }) reason: string | null;
}

/** A listing as its unit, reviewers and auditors read it, in every state. */
export class DeskListing {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid', description: 'The achievement that is offered.' }) achievementId: string;
  @ApiProperty({ format: 'uuid', description: 'The unit that offers it.' }) organisationId: string;
  @ApiProperty(REGION) region: string;
  @ApiProperty({ enum: LISTING_STATUSES, description: 'How far it has come.' }) status: ListingStatus;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How often it was submitted.' }) round: number;
  @ApiProperty({ type: String, nullable: true, description: 'In Chinese. Null before the first submission.' }) title: string | null;
  @ApiProperty(MODE) mode: TransferMode;
  @ApiProperty({ type: AskedPriceAnswer, description: 'What is asked.' }) price: AskedPrice;
  @ApiProperty(NEXT_STEP) nextStep: string;
  @ApiProperty({ type: 'integer', minimum: 1, nullable: true, description: 'Which version of the achievement was submitted last. Null before the first submission.' }) achievementVersion: number | null;
  @ApiProperty({ type: AchievementContentAnswer, nullable: true, description: 'The achievement as it was submitted last. Null before the first submission.' }) achievement: AchievementContent | null;
  @ApiProperty({ format: 'date-time' }) draftedAt: string;
  @ApiProperty({ format: 'date-time' }) changedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) publishedAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it goes, or went, off the market by itself. Null before it was published.' }) expiresAt: string | null;
  @ApiProperty({ type: [ListingStepAnswer], description: 'What was done by whom, oldest first.' }) steps: readonly Step[];
}

export class DeskPage extends CountedPage {
  @ApiProperty({ type: [DeskListing] }) items: readonly DeskListing[];
}

/** Only what was submitted can be published, so a published listing has its achievement. */
export const cardOf = ({ _id, achievement, offer, ...document }: ListingDocument): ListingCard => {
  const { title, titleEn, abstract, abstractEn, problemSolved, incumbent, advantages, industry, ipc, secrecy, maturity } = achievement!;
  return {
    id: _id, achievementId: document.achievementId, organisationId: document.organisationId, region: document.region,
    title, titleEn, abstract, abstractEn, problemSolved, incumbent, advantages, industry, ipc, ipKinds: document.ipKinds, trl: maturity.level,
    mode: offer.mode, price: offer.price, nextStep: offer.nextStep, secrecy, publishedAt: document.publishedAt!, expiresAt: document.expiresAt!,
  };
};

/** Behind a confidentiality tier neither numbers and titles of rights nor the evidence are shown: by them it could be looked up. */
export const listingOf = (document: ListingDocument): ListingAnswer => {
  const { ip, maturity, secrecy } = document.achievement!;
  const open = secrecy === 'public';
  return {
    ...cardOf(document),
    ip: ip.map(({ kind, status, number, title }) => ({ kind, status, number: open ? number : null, title: open ? title : null })),
    maturity: { ...maturity, evidence: open ? maturity.evidence : null },
  };
};

export const deskListingOf = ({ _id, achievementId, organisationId, region, status, round, offer, achievementVersion, achievement, draftedAt, changedAt, publishedAt, expiresAt, steps }: ListingDocument): DeskListing => ({
  id: _id, achievementId, organisationId, region, status, round, title: achievement?.title ?? null, ...offer, achievementVersion, achievement, draftedAt, changedAt, publishedAt, expiresAt, steps,
});
