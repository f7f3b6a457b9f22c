import { Injectable } from '@nestjs/common';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { AchievementContent, TransferMode } from './events.js';
import type { Duplicate } from './listing-command.js';
import { patentsOf } from './listing-document.js';
import { listingsProjection, type ListingDocument } from './listings.projection.js';
import { bandsOf, likenessBasisPoints, pairsOf } from './near-duplicate.js';

export const DUPLICATE_REASONS = ['same_patent', 'near_identical_text'] as const;
export type DuplicateReason = (typeof DUPLICATE_REASONS)[number];

/** Another listing on the market that may be the same, and by what. */
export type Resemblance = {
  readonly listingId: string;
  readonly organisationId: string;
  readonly title: string;
  readonly mode: TransferMode;
  readonly reason: DuplicateReason;
  /** The patent that both have; null when it is the text. */
  readonly patentNumber: string | null;
  /** How alike the texts are; null when it is the patent. */
  readonly likenessBasisPoints: number | null;
};

/** What is compared with what is on the market. `reviewed`: asked by a reviewer, who may know every number. */
export type Compared = {
  readonly listingId: string;
  readonly achievementId: string;
  readonly organisationId: string;
  readonly mode: TransferMode;
  readonly content: AchievementContent;
  readonly reviewed: boolean;
};

/** How many the index gives for each reason, and of how many, the likeliest first, the texts are compared. */
const CANDIDATES = 100;
const COMPARED = 20;

/**
 * What resembles a listing on the market. Only what is published is compared, so that nothing is told of a stranger's draft, and
 * behind a confidentiality tier the number of another unit's patent is told to reviewers alone. It is a warning that explains
 * itself, and a check, no invariant: a patent may have two owners, and it is read from the read model, milliseconds behind.
 */
@Injectable()
export class Duplicates {
  constructor(private readonly models: ReadModels) {}

  /** By patent and by text; `fromBasisPoints`: from which likeness on two texts count as near-identical. */
  async of(compared: Compared, fromBasisPoints: number): Promise<readonly Resemblance[]> {
    const [samePatent, nearText] = await Promise.all([this.samePatent(compared), this.nearText(compared, fromBasisPoints)]);
    return [...samePatent, ...nearText];
  }

  async samePatent(compared: Compared): Promise<readonly Resemblance[]> {
    const patents = patentsOf(compared.content);
    return (await this.candidates('patents', patents, compared))
      .filter(({ organisationId, achievement }) => compared.reviewed || organisationId === compared.organisationId || achievement!.secrecy === 'public')
      .map((document) => told(document, 'same_patent', document.patents.find((number) => patents.includes(number))!, null));
  }

  private async nearText(compared: Compared, fromBasisPoints: number): Promise<readonly Resemblance[]> {
    const pairs = pairsOf(compared.content);
    const bands = bandsOf(pairs);
    const sharedWith = (document: ListingDocument): number => document.bands.filter((band) => bands.includes(band)).length;
    const likeliest = [...(await this.candidates('bands', bands, compared))].sort((one, other) => sharedWith(other) - sharedWith(one)).slice(0, COMPARED);
    return likeliest.flatMap((document) => {
      const likeness = likenessBasisPoints(pairs, pairsOf(document.achievement!));
      return likeness >= fromBasisPoints ? [told(document, 'near_identical_text', null, likeness)] : [];
    });
  }

  /** On the market, and neither the listing itself nor the same achievement in another mode. Asked of an index. */
  private async candidates(field: 'patents' | 'bands', values: readonly string[], { listingId, achievementId, mode }: Compared): Promise<readonly ListingDocument[]> {
    if (values.length === 0) return [];
    const { items } = await this.models.find<ListingDocument>(listingsProjection, { filter: { onMarket: true, [field]: { $in: values } }, limit: CANDIDATES });
    return items.filter((document) => document._id !== listingId && (document.achievementId !== achievementId || document.mode === mode));
  }
}

/** Another unit offers the same patent in the same mode already: that is refused, not only told. */
export const duplicateOf = (found: readonly Resemblance[], { organisationId, mode }: Compared): Duplicate | null => {
  const duplicate = found.find((one) => one.reason === 'same_patent' && one.organisationId !== organisationId && one.mode === mode);
  return duplicate ? { listingId: duplicate.listingId, patentNumber: duplicate.patentNumber! } : null;
};

const told = ({ _id, organisationId, achievement, mode }: ListingDocument, reason: DuplicateReason, patentNumber: string | null, likeness: number | null): Resemblance => ({
  listingId: _id, organisationId, title: achievement!.title, mode, reason, patentNumber, likenessBasisPoints: likeness,
});
