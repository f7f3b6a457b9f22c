import { interestEvents, ndaEvents, type InterestEvent, type NdaEvent } from '@hewu/negotiation/src/events.js';
import { AS_IT_WAS, idle, slot, waits, type Doer, type DutyTable, type Slot } from './duty.js';

type Asker = { readonly asker: string };
type Sides = { readonly discloser: string; readonly recipient: string; readonly version: number };

/** Who answers an interest, and who talks, on either side. */
const NEGOTIATORS: readonly Doer[] = ['firm_member', 'transfer_officer', 'decision_maker'];
/** Who signs. Whoever holds a recorded authority is known to their decision maker. */
const SIGNERS: readonly Doer[] = ['decision_maker'];

const interestHref = (interestId: string): string => `/api/v1/interests/${interestId}`;

/** One side's signature under the text that waits. */
const sign = (side: 'discloser' | 'recipient'): Slot =>
  slot<NdaEvent, Sides>(`nda_${side}`, 'ndaId', [ndaEvents], {
    NdaProposed: ({ data: { ndaId, version, discloserOrganisationId: discloser, recipientOrganisationId: recipient } }) => {
      const known = { discloser, recipient, version };
      return waits(known, {
        what: 'nda_signature', round: `${side}:${version}`, by: { organisationId: known[side], roles: SIGNERS }, href: `/api/v1/ndas/${ndaId}`,
        sentence: { zh: `保密协议第 ${version} 版待签署`, en: `Version ${version} of a confidentiality agreement waits for a signature` },
      });
    },
    NdaSigned: ({ data }, known) => (known && data.side === side ? idle(known) : AS_IT_WAS),
    NdaEnded: (_event, known) => known && idle(known),
  });

/** An interest waits for its answer, and whoever asked is told what it was; an agreement waits for each side's signature. */
export const negotiationDuties: DutyTable = {
  whats: {
    interest_answer: { zh: '答复意向', en: 'Answer an expression of interest' },
    interest_answered: { zh: '意向已答复', en: 'An expression of interest was answered', news: true },
    nda_signature: { zh: '签署保密协议', en: 'Sign a confidentiality agreement' },
  },
  slots: [
    slot<InterestEvent, Record<string, never>>('interest', 'interestId', [interestEvents], {
      InterestExpressed: ({ data: { interestId, toOrganisationId, respondBy } }) =>
        waits({}, {
          what: 'interest_answer', round: 1, by: { organisationId: toOrganisationId, roles: NEGOTIATORS }, dueAt: respondBy.at, href: interestHref(interestId),
          sentence: { zh: '有单位对贵单位的挂牌表达意向，待答复', en: 'An organisation is interested in a listing and waits for an answer' },
        }),
      InterestAccepted: () => null,
      InterestDeclined: () => null,
      InterestWithdrawn: () => null,
      InterestLapsed: () => null,
      InterestClosed: () => null,
    }),
    slot<InterestEvent, Asker>('interest_news', 'interestId', [interestEvents], {
      InterestExpressed: ({ data: { byOrganisationId: asker } }) => idle({ asker }),
      InterestAccepted: ({ data: { interestId } }, known) =>
        known && waits(known, { what: 'interest_answered', round: 'accepted', by: { organisationId: known.asker, roles: NEGOTIATORS }, href: interestHref(interestId), sentence: { zh: '意向已被接受', en: 'Your interest was accepted' } }),
      InterestDeclined: ({ data: { interestId } }, known) =>
        known && waits(known, { what: 'interest_answered', round: 'declined', by: { organisationId: known.asker, roles: NEGOTIATORS }, href: interestHref(interestId), sentence: { zh: '意向未被接受', en: 'Your interest was declined' } }),
      InterestLapsed: ({ data: { interestId } }, known) =>
        known && waits(known, { what: 'interest_answered', round: 'lapsed', by: { organisationId: known.asker, roles: NEGOTIATORS }, href: interestHref(interestId), sentence: { zh: '意向逾期未获答复，已失效', en: 'Your interest was not answered in time and lapsed' } }),
      InterestWithdrawn: () => null,
      InterestClosed: () => null,
    }),
    sign('discloser'),
    sign('recipient'),
  ],
};
