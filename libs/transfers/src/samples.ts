import { about, parties } from '@hewu/rights/src/samples.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { RuleId, RuleUnit } from '@hewu/rules/src/rule-catalogue.js';
import { NOTHING_SAID, type ContractDrafted, type DecideBy, type Draft, type Named, type NegotiationOpened, type NoticeOpened, type NoticeRule, type ObjectionDecided, type ObjectionRaised, type OfferMade, type PriceAgreed, type RespondBy } from './events.js';

export { about, parties } from '@hewu/rights/src/samples.js';

/** What the specs begin with: one assignment between an institute of Hechuan and a firm of Wusheng (invented). */
export const seller = { personId: 'p-zhao', organisationId: 'o-institute' } as const;
export const buyer = { personId: 'p-he', organisationId: 'o-firm' } as const;
export const stranger = { personId: 'p-x', organisationId: 'o-x' } as const;

export const noticeRule: NoticeRule = { id: 'CN/price-notice', version: 1, atLeastDays: 15, law: '促进科技成果转化法 第十八条' };
export const institute = { kind: 'research_institute', stateFounded: true } as const;

const houseRule = (id: RuleId, amount: number, unit: RuleUnit): AppliedRule => ({ id, jurisdiction: 'CN', version: 1, amount, unit, force: 'required', article: '合武平台规则', verification: 'proposal' });

/** Ten days after Monday 2 March, reminded of three days before. */
export const respondBy: RespondBy = {
  startedOn: '2026-03-02', respondOn: '2026-03-12', at: '2026-03-12T16:00:00.000Z', remindAt: '2026-03-09T16:00:00.000Z', provisional: false, calendarVersion: '2024-2026/0',
  rule: houseRule('offer_response_days', 10, 'natural_days'), reminderRule: houseRule('reminder_days', 3, 'natural_days'),
};
export const named: Named = { seller: { name: '重庆市合川区食品工程研究院', uscc: '12500117DEM0HC01XU' }, buyer: { name: '武胜县麻味食品有限公司', uscc: '91511622MADEM0WH6X' }, title: '花椒油低温萃取工艺与装备' };
export const opened: NegotiationOpened = { type: 'NegotiationOpened', data: { ...about, ...parties, respondBy } };
export const offered: OfferMade = {
  type: 'OfferMade',
  data: { ...about, version: 1, side: 'buyer', amountFen: 48_000_000, terms: '一次总付', relatedParty: false, offeredBy: 'p-he', conditions: NOTHING_SAID, respondBy },
};
export const agreed: PriceAgreed = {
  type: 'PriceAgreed',
  data: {
    ...about, round: 1, offerVersion: 1, amountFen: 48_000_000, mode: 'assignment', route: 'agreement', source: null, valuationId: null, relatedParty: false, relatedGrounds: [], noticeRule, seller: institute,
    acceptedBy: 'p-zhao', acceptedBySide: 'seller', named,
  },
};
export const noticed: NoticeOpened = {
  type: 'NoticeOpened',
  data: {
    ...about, noticeId: 'n-1', listingId: 'l-1', round: 1, sellerOrganisationId: 'o-institute', region: '500117', buyerOrganisationId: 'o-firm', name: '花椒油低温萃取工艺与装备',
    abstract: '在 45 ℃ 以下萃取花椒油。', mode: 'assignment', amountFen: 48_000_000, relatedParty: false, opensOn: '2026-03-02', days: 15, rule: noticeRule,
    closesOn: '2026-03-17', closesAt: '2026-03-17T16:00:00.000Z', provisional: false, calendarVersion: '2024-2026/0', involved: ['p-zhao', 'p-he'], openedBy: 'p-zhao',
  },
};
export const decisionDays = houseRule('objection_decision_days', 10, 'working_days');
export const limitRule = houseRule('objections_per_person', 3, 'count');
/** Ten working days after Tuesday 10 March. */
export const decideBy: DecideBy = { raisedOn: '2026-03-10', decideOn: '2026-03-24', at: '2026-03-24T16:00:00.000Z', provisional: false, calendarVersion: '2024-2026/0', rule: decisionDays };
export const aboutNotice = { ...about, noticeId: 'n-1' } as const;
export const objection: ObjectionRaised = {
  type: 'ObjectionRaised',
  data: { ...aboutNotice, objectionId: 'x-1', statement: '价格明显偏低', statementSha256: 'h-low', raisedBy: 'p-liu', raisedForOrganisationId: 'o-other', decideBy, limitRule },
};
export const rejected: ObjectionDecided = {
  type: 'ObjectionDecided',
  data: { ...aboutNotice, objectionId: 'x-1', outcome: 'rejected', reasons: '价格经集体研究并有可比交易', reasonsSha256: 'h-reasons', decidedBy: 'p-sun' },
};
export const draft: Draft = {
  contractId: 'c-1', listingId: 'l-1', round: 1, mode: 'assignment', amountFen: 48_000_000, noticeId: 'n-1', sellerOrganisationId: 'o-institute', sellerRegion: '500117',
  buyerOrganisationId: 'o-firm', textSha256: 'ab'.repeat(32),
};
export const drafted: ContractDrafted = { type: 'ContractDrafted', data: { ...about, ...draft, draftedBy: 'p-zhao' } };
