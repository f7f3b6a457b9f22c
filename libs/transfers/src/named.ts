import type { Named } from './events.js';
import type { ListingFacts } from './listing-facts.projection.js';
import type { PartyFacts } from './party-facts.projection.js';

type Party = Pick<PartyFacts, 'name' | 'uscc'>;

/** How a contract names the sides and what is transferred, as that stands now; stored with the agreement, so that its draft never changes. */
export const namedOf = ({ name, uscc }: Party, buyer: Party, { title }: Pick<ListingFacts, 'title'>): Named => ({ seller: { name, uscc }, buyer: { name: buyer.name, uscc: buyer.uscc }, title: title ?? '' });
