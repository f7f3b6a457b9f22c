import { ApiProperty, OmitType } from '@nestjs/swagger';
import { CountedPage, ListPage, NumberCount, TextCount } from '@hewu/platform/src/lists.js';
import { HighlightAnswer, OrderAnswer, WhyAnswer, WordAnswer } from '@hewu/search/src/answers.js';
import { AdvantageAnswer, REGION } from './achievement.answers.js';
import { ASSESSORS, IP_KINDS, IP_STATUSES, SECRECY_TIERS, type AchievementContent, type Advantage, type Assessor, type IpKind, type IpStatus, type SecrecyTier } from './events.js';
import { MARKET_STATES, type ListingDocument, type MarketState } from './listing-document.js';
import type { Viewer } from './listing.dto.js';
import { OfferAnswer, offerShown } from './offer.answers.js';

/** A listing in a list of the public. */
export class ListingCard extends OfferAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid', description: 'The achievement that is offered.' }) achievementId: string;
  @ApiProperty({ format: 'uuid', description: 'The unit that owns it, and would be the seller.' }) organisationId: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Who lists it for that unit, under a mandate; null: the unit itself.' }) agentOrganisationId: string | null;
  @ApiProperty(REGION) region: string;
  @ApiProperty({ enum: MARKET_STATES, description: 'Whether it can be had now, or somebody negotiates or bids for it.' }) state: MarketState;
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
  @ApiProperty({ enum: SECRECY_TIERS, description: 'Who may see the whole.' }) secrecy: SecrecyTier;
  @ApiProperty({ format: 'date-time' }) publishedAt: string;
  @ApiProperty({ format: 'date-time', description: 'When it goes off the market by itself.' }) expiresAt: string;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How often it was renewed since it was published.' }) renewals: number;
}

class ListedIpRightAnswer {
  @ApiProperty({ enum: IP_KINDS, description: 'Kind of right.' }) kind: IpKind;
  @ApiProperty({ enum: IP_STATUSES, description: 'How far it has come: `applied`, then `granted` or `registered`; know-how is `kept` secret.' }) status: IpStatus;
  @ApiProperty({ type: String, nullable: true, example: 'ZL209910000001.8', description: 'As the office writes it. Null where there is none, and for those who may not see the whole.' }) number: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null for those who may not see the whole.' }) title: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The first day on which it no longer holds. Null where that is not known, and for those who may not see the whole.' }) expiresOn: string | null;
}

class ListedMaturityAnswer {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 9, description: 'Technology readiness level 技术就绪水平.' }) level: number;
  @ApiProperty({ example: 'GB/T 22900-2022', description: 'The edition of the scale that the level is of.' }) edition: string;
  @ApiProperty({ enum: ASSESSORS, description: 'Who assessed it.' }) assessor: Assessor;
  @ApiProperty({ type: String, nullable: true, description: 'What shows the level. Null for those who may not see the whole.' }) evidence: string | null;
}

/** A listing on the market as anybody reads it. Completers are the unit's and the reviewers' to see. */
export class ListingAnswer extends ListingCard {
  @ApiProperty({ type: [ListedIpRightAnswer], description: 'Rights in it.' }) ip: readonly ListedIpRightAnswer[];
  @ApiProperty({ type: ListedMaturityAnswer, description: 'How ripe it is.' }) maturity: ListedMaturityAnswer;
  @ApiProperty({ description: 'Whether the reader sees the whole: what is public, or what they were let in to by an accepted interest or a confidentiality agreement.' }) whole: boolean;
}

/** The same before it is on the market. */
export class ListingPreview extends OmitType(ListingAnswer, ['publishedAt', 'expiresAt', 'state']) {
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) publishedAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) expiresAt: string | null;
  @ApiProperty({ enum: MARKET_STATES, type: String, nullable: true, description: 'Null unless it is published.' }) state: MarketState | null;
}

class ListingFacets {
  @ApiProperty({ type: [TextCount], description: 'Divisions of the units.' }) region: readonly TextCount[];
  @ApiProperty({ type: [TextCount], description: 'Sections of the International Patent Classification; a listing may lie in several.' }) field: readonly TextCount[];
  @ApiProperty({ type: [TextCount], description: 'Sections of GB/T 4754.' }) industry: readonly TextCount[];
  @ApiProperty({ type: [NumberCount], description: 'Technology readiness levels.' }) trl: readonly NumberCount[];
  @ApiProperty({ type: [TextCount], description: 'Modes of transfer.' }) mode: readonly TextCount[];
  @ApiProperty({ type: [TextCount], description: 'Prices in steps.' }) price: readonly TextCount[];
  @ApiProperty({ type: [TextCount], description: 'Kinds of right; a listing may have several.' }) ip: readonly TextCount[];
  @ApiProperty({ type: [TextCount], description: 'How far rights have come; a listing may have several.' }) ipStatus: readonly TextCount[];
  @ApiProperty({ type: [TextCount], description: 'Whether they can be had now.' }) state: readonly TextCount[];
}

/** A listing that a search found. */
export class FoundListing extends ListingCard {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How well it matches the phrase; 0 without one.' }) points: number;
  @ApiProperty({ type: [HighlightAnswer], description: 'Texts in which words of the phrase were found.' }) highlights: readonly HighlightAnswer[];
  @ApiProperty({ type: [WhyAnswer], description: 'Why it was found, word by word; empty without a phrase.' }) why: readonly WhyAnswer[];
}

export class ListingsPage extends CountedPage {
  @ApiProperty({ type: [FoundListing] }) items: readonly FoundListing[];
  @ApiProperty({ type: ListingFacets, description: 'For each field, how many would be found; what was chosen in a field does not narrow its own counts.' }) facets: ListingFacets;
  @ApiProperty({ type: OrderAnswer }) order: OrderAnswer;
  @ApiProperty({ type: [WordAnswer], description: 'What became of the words of the phrase.' }) words: readonly WordAnswer[];
}

class LikenessAnswer {
  @ApiProperty({ enum: ['words', 'field', 'industry'], description: 'What both have: words that few have, a subclass of the International Patent Classification, or a group of GB/T 4754.' }) kind: 'words' | 'field' | 'industry';
  @ApiProperty({ type: [String], description: 'Which.' }) shared: readonly string[];
}

export class SimilarListing {
  @ApiProperty({ type: ListingCard }) listing: ListingCard;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'How alike they are; only to compare.' }) points: number;
  @ApiProperty({ type: [LikenessAnswer], description: 'Why.' }) reasons: readonly LikenessAnswer[];
}

export class SimilarListingsPage extends ListPage {
  @ApiProperty({ type: [SimilarListing], description: 'Most alike first, at most twenty.' }) items: readonly SimilarListing[];
}

/** From the most open tier on; a viewer sees the whole of what is as open as they were let in, or more. */
export const seesWhole = ({ secrecy }: AchievementContent, viewer: Viewer): boolean => SECRECY_TIERS.indexOf(secrecy) <= SECRECY_TIERS.indexOf(viewer);

/** Only what was submitted can be published, so what is on the market has its achievement. */
export const cardOf = (document: ListingDocument): ListingCard => {
  const { publishedAt, expiresAt, marketState } = document;
  return { ...shownOf(document, document.achievement!, 'public'), publishedAt: publishedAt!, expiresAt: expiresAt!, state: marketState! };
};

/** As far as the reader was let in. */
export const listingOf = (document: ListingDocument, viewer: Viewer): ListingAnswer => {
  const { publishedAt, expiresAt, marketState, achievement } = document;
  return { ...shownOf(document, achievement!, viewer), ...detailOf(achievement!, viewer), publishedAt: publishedAt!, expiresAt: expiresAt!, state: marketState!, whole: seesWhole(achievement!, viewer) };
};

/** As somebody of another tier would see it, with the achievement as it would be published. */
export const previewOf = (document: ListingDocument, content: AchievementContent, viewer: Viewer): ListingPreview => {
  const { publishedAt, expiresAt, marketState: state } = document;
  return { ...shownOf(document, content, viewer), ...detailOf(content, viewer), publishedAt, expiresAt, state, whole: seesWhole(content, viewer) };
};

const shownOf = (document: ListingDocument, content: AchievementContent, viewer: Viewer): Omit<ListingCard, 'publishedAt' | 'expiresAt' | 'state'> => {
  const { _id, achievementId, organisationId, agentOrganisationId, region, renewals, offer } = document;
  const { title, titleEn, abstract, abstractEn, problemSolved, incumbent, advantages, industry, ipc, ip, secrecy, maturity } = content;
  return {
    id: _id, achievementId, organisationId, agentOrganisationId, region, title, titleEn, abstract, abstractEn, problemSolved, incumbent, advantages, industry, ipc,
    ipKinds: [...new Set(ip.map(({ kind }) => kind))], trl: maturity.level, secrecy, renewals, ...offerShown(offer, seesWhole(content, viewer)),
  };
};

/** Behind a confidentiality tier neither numbers, days and titles of rights nor the evidence are shown: by them it could be looked up. */
const detailOf = (content: AchievementContent, viewer: Viewer): Pick<ListingAnswer, 'ip' | 'maturity'> => {
  const whole = seesWhole(content, viewer);
  return {
    ip: content.ip.map(({ kind, status, number, title, expiresOn }) => ({ kind, status, number: whole ? number : null, title: whole ? title : null, expiresOn: whole ? expiresOn : null })),
    maturity: { ...content.maturity, evidence: whole ? content.maturity.evidence : null },
  };
};
