import type { By } from './bidding-state.decider.js';
import type { Announcement, BidderRegistered, BiddingAnnounced, BidPlaced, DepositConfirmed } from './events.js';

/** What the specs begin with: a bidding of an institute of Hechuan (invented). */
export const about = { biddingId: 'b-1', achievementId: 'a-1' } as const;
export const office: By = { personId: 'p-zhao', organisationId: 'o-institute', region: '500117' };
export const bank: By = { personId: 'p-bank', organisationId: 'o-bank', region: '500117' };
export const bidder = (name: string): By => ({ personId: `p-${name}`, organisationId: `o-${name}`, region: '511622' });

export const announcement: Announcement = {
  listingId: 'l-1', mode: 'assignment', consignorOrganisationId: 'o-institute', region: '500117', startPriceFen: 40_000_000, incrementFen: 500_000, depositFen: 4_000_000, custodianOrganisationId: 'o-bank',
  conditions: '成交后十日内签约', conditionsSha256: 'ab'.repeat(32), reserveSha256: 'cd'.repeat(32), registerUntil: '2026-03-09T09:00:00.000Z', opensAt: '2026-03-10T01:00:00.000Z', closesAt: '2026-03-10T02:00:00.000Z',
  latestCloseAt: '2026-03-10T02:30:00.000Z', extension: { windowSeconds: 300, extendSeconds: 300 }, graceSeconds: 5, excludedOrganisations: [], valuationId: null, rules: [], announcedBy: 'p-zhao',
};
export const announced: BiddingAnnounced = { type: 'BiddingAnnounced', data: { ...about, ...announcement } };
export const registered = (name: string): BidderRegistered => ({
  type: 'BidderRegistered',
  data: { ...about, organisationId: `o-${name}`, region: '511622', custodianOrganisationId: 'o-bank', conditionsSha256: announcement.conditionsSha256, registeredBy: `p-${name}` },
});
export const deposited = (name: string, paddle: number): DepositConfirmed => ({
  type: 'DepositConfirmed',
  data: { ...about, organisationId: `o-${name}`, custodianOrganisationId: 'o-bank', amountFen: 4_000_000, reference: `ref-${name}`, paddle, confirmedBy: 'p-bank' },
});
export const bid = (name: string, paddle: number, ordinal: number, amountFen: number, arrivedAt: string, placedAt = arrivedAt): BidPlaced => ({
  type: 'BidPlaced',
  data: { ...about, bidId: `${name}-${ordinal}`, ordinal, paddle, organisationId: `o-${name}`, amountFen, arrivedAt, placedAt, placedBy: `p-${name}` },
});
