import type { Parties, RightReserved, RightReservedForSale, ValuationRecorded } from './events.js';

/** What the specs begin with: one assignment between an institute of Hechuan and a firm of Wusheng (invented). */
export const about = { achievementId: 'a-1', transferId: 't-1' } as const;
export const parties: Parties = {
  listingId: 'l-1', mode: 'assignment', sellerOrganisationId: 'o-institute', sellerRegion: '500117', buyerOrganisationId: 'o-firm', buyerRegion: '511622', openedBy: 'p-he',
};
export const ipNumberIds = ['n-1'] as const;
export const reserved: RightReserved = { type: 'RightReserved', data: { ...about, ...parties, ipNumberIds } };
export const forSale: RightReservedForSale = { type: 'RightReservedForSale', data: { achievementId: 'a-1', holderKind: 'bidding', holderId: 'b-1', mode: 'assignment', sellerOrganisationId: 'o-institute', ipNumberIds } };
export const valued: ValuationRecorded = {
  type: 'ValuationRecorded',
  data: {
    valuationId: 'v-1', achievementId: 'a-1', organisationId: 'o-institute', method: 'income', appraiserUscc: '91500117MADEM0HCX0', appraiserName: '合川某资产评估公司（虚构）', appraisedOn: '2026-02-20', validUntil: '2027-02-20',
    rule: { id: 'valuation_months', jurisdiction: 'CN', version: 1, amount: 12, unit: 'months', force: 'default', article: '合武平台规则', verification: 'proposal' },
    amountFen: 50_000_000, reportSha256: 'cd'.repeat(32), recordedBy: 'p-zhao',
  },
};
