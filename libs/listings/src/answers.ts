import { ApiProperty } from '@nestjs/swagger';
import type { AchievementDocument, AchievementVersion } from './achievements.projection.js';
import { ASSESSORS, IP_KINDS, IP_STATUSES, SECRECY_TIERS, TRANSFER_MODES, type Advantage, type AchievementContent, type AskedPrice, type Assessor, type IpKind, type IpStatus, type SecrecyTier, type TransferMode } from './events.js';
import { LISTING_STATUSES, type ListingStatus } from './listing.decider.js';
import type { ListingDocument, Step } from './listings.projection.js';

export { WrittenAnswer } from '@hewu/platform/src/written.js';

/** A listing in a list of the public. */
export class ListingCard {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) achievementId: string;
  @ApiProperty({ format: 'uuid' }) organisationId: string;
  @ApiProperty({ example: '500117' }) region: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: String, nullable: true }) titleEn: string | null;
  @ApiProperty() abstract: string;
  @ApiProperty({ type: String, nullable: true }) abstractEn: string | null;
  @ApiProperty() problemSolved: string;
  @ApiProperty() incumbent: string;
  @ApiProperty({ type: 'array', items: { type: 'object', properties: { measure: { type: 'string' }, unit: { type: 'string' }, ours: { type: 'number' }, theirs: { type: 'number' } } } })
  advantages: readonly Advantage[];
  @ApiProperty() industry: string;
  @ApiProperty({ type: [String] }) ipc: readonly string[];
  @ApiProperty({ enum: IP_KINDS, isArray: true }) ipKinds: readonly IpKind[];
  @ApiProperty({ minimum: 1, maximum: 9 }) trl: number;
  @ApiProperty({ enum: TRANSFER_MODES }) mode: TransferMode;
  @ApiProperty({ type: 'object', properties: { kind: { enum: ['asked', 'negotiable'], type: 'string' }, fen: { type: 'integer' } } }) price: AskedPrice;
  @ApiProperty() nextStep: string;
  @ApiProperty({ enum: SECRECY_TIERS }) secrecy: SecrecyTier;
  @ApiProperty({ format: 'date-time' }) publishedAt: string;
  @ApiProperty({ format: 'date-time' }) expiresAt: string;
}

class IpAnswer {
  @ApiProperty({ enum: IP_KINDS }) kind: IpKind;
  @ApiProperty({ enum: IP_STATUSES }) status: IpStatus;
  @ApiProperty({ type: String, nullable: true, description: 'Null where there is none, and behind a confidentiality tier.' }) number: string | null;
  @ApiProperty({ type: String, nullable: true }) title: string | null;
}

class MaturityAnswer {
  @ApiProperty({ minimum: 1, maximum: 9 }) level: number;
  @ApiProperty({ example: 'GB/T 22900-2022' }) edition: string;
  @ApiProperty({ enum: ASSESSORS }) assessor: Assessor;
  @ApiProperty({ type: String, nullable: true, description: 'Null behind a confidentiality tier.' }) evidence: string | null;
}

/** A published listing as anybody reads it. Completers are the unit's and the reviewers' to see. */
export class ListingAnswer extends ListingCard {
  @ApiProperty({ type: [IpAnswer] }) ip: readonly IpAnswer[];
  @ApiProperty({ type: MaturityAnswer }) maturity: MaturityAnswer;
}

/** A listing as its unit, reviewers and auditors read it, in every state. */
export class DeskListing {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) achievementId: string;
  @ApiProperty({ format: 'uuid' }) organisationId: string;
  @ApiProperty() region: string;
  @ApiProperty({ enum: LISTING_STATUSES }) status: ListingStatus;
  @ApiProperty() round: number;
  @ApiProperty({ type: String, nullable: true, description: 'Null before the first submission.' }) title: string | null;
  @ApiProperty({ enum: TRANSFER_MODES }) mode: TransferMode;
  @ApiProperty({ type: 'object', properties: { kind: { enum: ['asked', 'negotiable'], type: 'string' }, fen: { type: 'integer' } } }) price: AskedPrice;
  @ApiProperty() nextStep: string;
  @ApiProperty({ type: Number, nullable: true }) achievementVersion: number | null;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, description: 'The achievement as it was submitted.' }) achievement: AchievementContent | null;
  @ApiProperty({ format: 'date-time' }) draftedAt: string;
  @ApiProperty({ format: 'date-time' }) changedAt: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) publishedAt: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) expiresAt: string | null;
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true }, description: 'What was done by whom, oldest first, with the reason where one was given.' }) steps: readonly Step[];
}

class FacetValue {
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'number' }] }) value: string | number | boolean | null;
  @ApiProperty() count: number;
}

export class ListingFacets {
  @ApiProperty({ type: [FacetValue] }) region: readonly FacetValue[];
  @ApiProperty({ type: [FacetValue], description: 'Sections of GB/T 4754.' }) industry: readonly FacetValue[];
  @ApiProperty({ type: [FacetValue] }) trl: readonly FacetValue[];
  @ApiProperty({ type: [FacetValue] }) mode: readonly FacetValue[];
  @ApiProperty({ type: [FacetValue] }) ip: readonly FacetValue[];
}

export class ListingsPage {
  @ApiProperty({ type: [ListingCard] }) items: readonly ListingCard[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
  @ApiProperty() count: number;
  @ApiProperty({ type: ListingFacets, description: 'For each field, how many would be found; what was chosen in a field does not narrow its own counts.' }) facets: ListingFacets;
}

export class DeskPage {
  @ApiProperty({ type: [DeskListing] }) items: readonly DeskListing[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
  @ApiProperty() count: number;
}

/** An achievement as its unit, reviewers and auditors read it, with all its versions. */
export class AchievementAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) organisationId: string;
  @ApiProperty() region: string;
  @ApiProperty() version: number;
  @ApiProperty({ format: 'date-time' }) draftedAt: string;
  @ApiProperty({ format: 'date-time' }) changedAt: string;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'The newest content.' }) content: AchievementContent;
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true }, description: 'Every version with who recorded it, when and why; oldest first.' }) versions: readonly AchievementVersion[];
}

export class AchievementsPage {
  @ApiProperty({ type: [AchievementAnswer] }) items: readonly AchievementAnswer[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
  @ApiProperty() count: number;
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

/** A version that was restricted stays in its unit, also after a later one is not. */
export const achievementOf = ({ _id, organisationId, region, draftedAt, changedAt, versions }: AchievementDocument, toOwner: boolean): AchievementAnswer => {
  const { version, content } = versions.at(-1)!;
  return { id: _id, organisationId, region, version, draftedAt, changedAt, content, versions: toOwner ? versions : versions.filter((one) => one.content.secrecy !== 'restricted') };
};
