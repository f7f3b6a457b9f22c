import { ApiProperty } from '@nestjs/swagger';
import { CountedPage, ListPage } from '@hewu/platform/src/lists.js';
import { TRANSFER_MODES, type TransferMode } from '@hewu/listings/src/events.js';
import { REGION } from './demand.answers.js';
import type { DemandDocument } from './demands.projection.js';
import { ADDRESSEES, DECLINE_REASONS, MATCH_REASONS, SUGGESTION_ANSWERS, type Addressee, type DeclineReason, type MatchReason, type SuggestionReply } from './events.js';
import type { ListingProfile } from './listing-profiles.projection.js';
import type { Ranked } from './matches.search.js';
import type { SuggestionDocument } from './suggestions.projection.js';

class MatchReasonAnswer {
  @ApiProperty({ enum: MATCH_REASONS, description: 'What both have: words, IPC subclasses, an industry, a region.' }) kind: MatchReason['kind'];
  @ApiProperty({ type: 'integer', minimum: 1, description: 'What it counts.' }) points: number;
  @ApiProperty({ type: [String], example: ['花椒油', '低温'], description: 'Which they are; of words at most twenty.' }) shared: readonly string[];
}

const POINTS = { type: 'integer', minimum: 0, maximum: 100, description: 'All reasons together.' } as const;

export class MatchedListing {
  @ApiProperty({ format: 'uuid' }) listingId: string;
  @ApiProperty({ format: 'uuid' }) achievementId: string;
  @ApiProperty({ format: 'uuid', description: 'The unit that offers it.' }) organisationId: string;
  @ApiProperty(REGION) region: string;
  @ApiProperty({ description: 'In Chinese.' }) title: string;
  @ApiProperty({ type: String, nullable: true, description: 'In English.' }) titleEn: string | null;
  @ApiProperty({ enum: TRANSFER_MODES, description: 'Mode of transfer.' }) mode: TransferMode;
  @ApiProperty({ type: 'integer', nullable: true, minimum: 1, maximum: 9, description: 'Technology readiness level.' }) trl: number | null;
  @ApiProperty(POINTS) points: number;
  @ApiProperty({ type: [MatchReasonAnswer], description: 'Why, the weightiest first.' }) reasons: readonly MatchReason[];
}

export class MatchedListingsPage extends CountedPage {
  @ApiProperty({ type: [MatchedListing] }) items: readonly MatchedListing[];
}

export class MatchedDemand {
  @ApiProperty({ format: 'uuid' }) demandId: string;
  @ApiProperty({ format: 'uuid', description: 'The organisation that posted it.' }) organisationId: string;
  @ApiProperty(REGION) region: string;
  @ApiProperty({ description: 'In Chinese.' }) title: string;
  @ApiProperty({ format: 'date', description: 'The last day on which proposals are taken.' }) deadlineOn: string;
  @ApiProperty(POINTS) points: number;
  @ApiProperty({ type: [MatchReasonAnswer], description: 'Why, the weightiest first.' }) reasons: readonly MatchReason[];
}

export class MatchedDemandsPage extends CountedPage {
  @ApiProperty({ type: [MatchedDemand] }) items: readonly MatchedDemand[];
}

export class SuggestionAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) demandId: string;
  @ApiProperty({ format: 'uuid' }) listingId: string;
  @ApiProperty({ enum: ADDRESSEES, description: 'Who is asked.' }) addressee: Addressee;
  @ApiProperty({ format: 'uuid', description: 'The organisation that is asked.' }) toOrganisationId: string;
  @ApiProperty({ format: 'uuid', description: 'The technology manager’s organisation.' }) fromOrganisationId: string;
  @ApiProperty(POINTS) points: number;
  @ApiProperty({ type: [MatchReasonAnswer], description: 'Why, as it was when it was sent.' }) reasons: readonly MatchReason[];
  @ApiProperty({ description: 'Of the technology manager.' }) note: string;
  @ApiProperty({ format: 'date-time' }) sentAt: string;
  @ApiProperty({ type: String, nullable: true, enum: SUGGESTION_ANSWERS, description: 'Null until it is answered.' }) answer: SuggestionReply | null;
  @ApiProperty({ type: String, nullable: true, enum: DECLINE_REASONS, description: 'Null unless declined.' }) reason: DeclineReason | null;
  @ApiProperty({ type: String, nullable: true }) comment: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) answeredAt: string | null;
}

export class SuggestionsPage extends ListPage {
  @ApiProperty({ type: [SuggestionAnswer] }) items: readonly SuggestionAnswer[];
}

export const matchedListingOf = ({ points, reasons, document }: Ranked<ListingProfile>): MatchedListing => {
  const { _id: listingId, achievementId, organisationId, region, title, titleEn, mode, trl } = document;
  return { listingId, achievementId, organisationId, region, title, titleEn, mode, trl, points, reasons };
};

export const matchedDemandOf = ({ points, reasons, document }: Ranked<DemandDocument>): MatchedDemand => {
  const { _id: demandId, organisationId, region, title, deadlineOn } = document;
  return { demandId, organisationId, region, title, deadlineOn, points, reasons };
};

export const suggestionOf = ({ _id: id, demandId, listingId, addressee, toOrganisationId, fromOrganisationId, points, reasons, note, sentAt, answer, reason, comment, answeredAt }: SuggestionDocument): SuggestionAnswer => ({
  id, demandId, listingId, addressee, toOrganisationId, fromOrganisationId, points, reasons, note, sentAt, answer, reason, comment, answeredAt,
});
