import { Injectable } from '@nestjs/common';
import { StoreUnavailable } from '@hewu/kernel/src/event-store.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { relationsOf, type Completers, type Relation } from '@hewu/rights/src/relations.js';
import type { ExclusionGround, Tie } from './events.js';
import { biddingListingsProjection, type BiddingListing } from './listing-facts.projection.js';
import { biddingPartiesProjection, type BiddingParty } from './party-facts.projection.js';

/** Who sells what, and who may not buy it. */
export type Sale = { readonly listingId: string; readonly consignorOrganisationId: string; readonly custodianOrganisationId: string | null; readonly excludedOrganisations: readonly string[] };

/**
 * Whether an organisation may bid or buy: the consignor may not bid, nor have others bid for it (拍卖法 art. 30). Asked at the
 * registration; what ties a bidder later is asked at each bid and marked (docs/decisions/0014). By what the registers say at that
 * moment; decisions keep the ground, no list of persons.
 */
@Injectable()
export class Eligibility {
  constructor(private readonly models: ReadModels) {}

  /** Null when nothing stands against it. */
  async groundAgainst(organisationId: string, sale: Sale): Promise<ExclusionGround | null> {
    const { bidder, consignor, listing } = await this.facts(organisationId, sale);
    return groundAgainst(bidder, consignor, listing, sale);
  }

  /** All that ties it, in the order of `TIES`. */
  async ties(organisationId: string, sale: Sale): Promise<readonly Tie[]> {
    const { bidder, consignor, listing } = await this.facts(organisationId, sale);
    return relationsOf(bidder, consignor, listing).map(tieOf);
  }

  /** Those of the other bidders with which it shares people, in the order of their ids. */
  async tiedBidders(organisationId: string, bidders: readonly string[]): Promise<readonly string[]> {
    const others = bidders.filter((other) => other !== organisationId);
    if (others.length === 0) return [];
    const parties = await this.models.getMany<BiddingParty>(biddingPartiesProjection, [organisationId, ...others]);
    const people = new Set(parties.get(organisationId)?.members);
    return others.filter((other) => parties.get(other)?.members.some((personId) => people.has(personId))).sort();
  }

  private async facts(organisationId: string, sale: Sale) {
    const [listing, parties] = await Promise.all([
      this.models.get<BiddingListing>(biddingListingsProjection, sale.listingId),
      this.models.getMany<BiddingParty>(biddingPartiesProjection, [organisationId, sale.consignorOrganisationId]),
    ]);
    const [bidder, consignor] = [parties.get(organisationId), parties.get(sale.consignorOrganisationId)];
    if (!listing || !bidder || !consignor) throw new StoreUnavailable(`the read models behind the sale of ${sale.listingId} have not caught up`);
    return { bidder, consignor, listing };
  }
}

/** The first ground that applies. Pure. */
export const groundAgainst = (
  bidder: Pick<BiddingParty, '_id' | 'members'>,
  consignor: Pick<BiddingParty, 'members'>,
  completers: Completers,
  { consignorOrganisationId, custodianOrganisationId, excludedOrganisations }: Omit<Sale, 'listingId'>,
): ExclusionGround | null => {
  if (bidder._id === consignorOrganisationId) return 'consignor';
  if (bidder._id === custodianOrganisationId) return 'custodian';
  if (excludedOrganisations.includes(bidder._id)) return 'named_by_consignor';
  const [relation] = relationsOf(bidder, consignor, completers);
  return relation ? tieOf(relation) : null;
};

const tieOf = (relation: Relation): Tie => (relation === 'completer_among_people' ? 'completer_in_bidder' : relation);
