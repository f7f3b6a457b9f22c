import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { RuleId, RuleUnit } from '@hewu/rules/src/rule-catalogue.js';
import type { By } from './by.js';
import type { InterestAccepted, InterestExpressed, NdaInForce, NdaProposed, NdaSigned, RespondBy } from './events.js';

/** What the specs begin with: a firm of Wusheng is interested in an achievement of an institute of Hechuan (invented). */
export const firm: By = { personId: 'p-he', organisationId: 'o-firm', region: '511622' };
export const boss: By = { ...firm, personId: 'p-boss' };
export const office: By = { personId: 'p-zhao', organisationId: 'o-institute', region: '500117' };
export const director: By = { ...office, personId: 'p-sun' };
export const stranger: By = { personId: 'p-else', organisationId: 'o-else', region: '500117' };

export const houseRule = (id: RuleId, amount: number, unit: RuleUnit = 'natural_days'): AppliedRule => ({ id, jurisdiction: 'CN', version: 1, amount, unit, force: 'default', article: '合武平台规则', verification: 'proposal' });
/** Seven days after Monday 2 March. */
export const respondBy: RespondBy = {
  startedOn: '2026-03-02', respondOn: '2026-03-09', at: '2026-03-09T16:00:00.000Z', remindAt: '2026-03-06T16:00:00.000Z', provisional: false, calendarVersion: '2024-2026/0',
  rule: houseRule('interest_response_days', 7), reminderRule: houseRule('reminder_days', 3),
};
export const aboutInterest = { interestId: 'i-1', listingId: 'l-1', achievementId: 'a-1', byOrganisationId: 'o-firm', toOrganisationId: 'o-institute' } as const;
export const expressed: InterestExpressed = { type: 'InterestExpressed', data: { ...aboutInterest, round: 1, byRegion: '511622', toRegion: '500117', purpose: '新生产线', respondBy, expressedBy: 'p-he' } };
export const acceptedInterest: InterestAccepted = { type: 'InterestAccepted', data: { ...aboutInterest, acceptedBy: 'p-zhao' } };

export const aboutNda = { ndaId: 'n-1', achievementId: 'a-1', discloserOrganisationId: 'o-institute', recipientOrganisationId: 'o-firm' } as const;
export const hashOf = (digit: string): string => digit.repeat(64);
export const proposed: NdaProposed = {
  type: 'NdaProposed',
  data: { ...aboutNda, round: 1, version: 1, side: 'discloser', textSha256: hashOf('a'), fileId: 'f-1', replacesFileId: null, untilOn: '2029-03-01', rule: houseRule('nda_years', 10, 'years'), proposedBy: 'p-zhao' },
};
export const LEGAL = '民法典 第五百零一条；电子签名法 第十三条';
export const signedBy = ({ personId, organisationId }: By, version = 1, textSha256 = hashOf('a')): NdaSigned => ({
  type: 'NdaSigned',
  data: { ...aboutNda, version, side: organisationId === 'o-institute' ? 'discloser' : 'recipient', organisationId, signerPersonId: personId, signedUnder: { kind: 'decision_maker' }, textSha256, legalBasis: LEGAL },
});
export const ndaInForce: NdaInForce = { type: 'NdaInForce', data: { ...aboutNda, version: 1, textSha256: hashOf('a'), untilOn: '2029-03-01', replacesFileId: null } };
