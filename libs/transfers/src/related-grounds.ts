import { relationsOf, type Relation } from '@hewu/rights/src/relations.js';
import type { RelatedGround } from './events.js';
import type { ListingFacts } from './listing-facts.projection.js';
import type { PartyFacts } from './party-facts.projection.js';

const GROUND_OF: Readonly<Record<Relation, RelatedGround>> = { is_completer: 'buyer_is_completer', completer_among_people: 'completer_in_buyer', shares_people: 'shares_people' };

/** Nobody sells to themselves unseen: the buyer completed it, one who did is of its people, or people of the seller are. Asked at the agreement, when its notice is opened, and when a sale has a winner. */
export const relatedGroundsOf = (listing: ListingFacts, seller: PartyFacts, buyer: PartyFacts): readonly RelatedGround[] => relationsOf(buyer, seller, listing).map((relation) => GROUND_OF[relation]);
