import { demandEvents, disclosureEvents, proposalEvents, suggestionEvents, type DeclineReason, type DemandEvent, type DisclosureEvent, type ProposalEvent, type ProposalStage, type SuggestionEvent } from '@hewu/demands/src/events.js';
import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import { idle, slot, waits, type Doer, type DutyTable, type Next } from './duty.js';

type Person = { readonly organisationId: string; readonly personId: string };
type Chosen = { readonly poster: string; readonly open: readonly string[]; readonly over: number };

/** Who speaks for whoever posted a demand. */
export const POSTERS: readonly Doer[] = ['firm_member', 'decision_maker'];

/** Why something was declined, as a sentence goes on. The comment beside it is read where it stands. */
export const DECLINED_BECAUSE: Readonly<Record<DeclineReason, Bilingual>> = {
  too_early: { zh: '成熟度不足', en: 'it is too early' },
  benefit_unclear: { zh: '效益不明确', en: 'its benefit is unclear' },
  commercial_route_unclear: { zh: '商业化路径不明确', en: 'its commercial route is unclear' },
  description_unclear: { zh: '描述不清楚', en: 'its description is unclear' },
  scientific_feedback: { zh: '有科学技术方面的意见', en: 'there is scientific feedback' },
  outside_scope: { zh: '不在需求范围内', en: 'it is outside the scope' },
  cost_or_time: { zh: '成本或时间不合适', en: 'cost or time do not fit' },
  rights_unclear: { zh: '权属不清楚', en: 'its rights are unclear' },
};

const STAGES: Readonly<Record<ProposalStage, Bilingual>> = {
  submitted: { zh: '已提交', en: 'submitted' },
  qualified: { zh: '合格', en: 'qualified' },
  shortlisted: { zh: '入围', en: 'shortlisted' },
  finalist: { zh: '候选', en: 'finalist' },
};

/** Its time for proposals is over; what came in time is chosen from. */
const choose = (demandId: string, known: Chosen): Next<Chosen> => {
  if (!known.over || known.open.length === 0) return idle(known);
  return waits(known, {
    what: 'demand_choice', round: 1, by: { organisationId: known.poster, roles: POSTERS }, href: `/api/v1/demands/${demandId}`,
    sentence: { zh: `需求征集已截止，尚有 ${known.open.length} 份方案待选定`, en: `A demand takes no more proposals, and ${known.open.length} of them wait for a choice` },
  });
};

const proposalHref = (proposalId: string): string => `/api/v1/proposals/${proposalId}`;

/** Proposals, requests to read a confidential demand and suggestions wait for an answer, and whoever asked is told what it was. */
export const demandDuties: DutyTable = {
  whats: {
    proposal_review: { zh: '评审方案', en: 'Review a proposal' },
    demand_choice: { zh: '选定方案', en: 'Choose among the proposals' },
    proposal_advanced: { zh: '方案进入下一轮', en: 'A proposal was advanced', news: true },
    proposal_declined: { zh: '方案未被采纳', en: 'A proposal was declined', news: true },
    proposal_lapsed: { zh: '需求已结束', en: 'The demand of a proposal is over', news: true },
    disclosure_answer: { zh: '答复查阅保密需求的申请', en: 'Answer who asks to read a confidential demand' },
    disclosure_answered: { zh: '查阅申请已答复', en: 'A request to read a demand was answered', news: true },
    suggestion_answer: { zh: '答复推荐', en: 'Answer a suggestion' },
    suggestion_answered: { zh: '推荐已答复', en: 'A suggestion was answered', news: true },
  },
  slots: [
    slot<ProposalEvent, Record<string, never>>('proposal', 'proposalId', [proposalEvents], {
      ProposalSubmitted: ({ data: { proposalId, round, demandOrganisationId } }) =>
        waits({}, {
          what: 'proposal_review', round, by: { organisationId: demandOrganisationId, roles: POSTERS }, dueBy: 'proposal_review_days', href: proposalHref(proposalId),
          sentence: { zh: '收到一份方案，待评审', en: 'A proposal waits for review' },
        }),
      ProposalAdvanced: () => null,
      ProposalDeclined: () => null,
      ProposalWithdrawn: () => null,
      ProposalLapsed: () => null,
    }),
    slot<ProposalEvent, Person>('proposal_news', 'proposalId', [proposalEvents], {
      ProposalSubmitted: ({ data: { organisationId, submittedBy: personId } }) => idle({ organisationId, personId }),
      ProposalAdvanced: ({ data: { proposalId, to } }, known) =>
        known && waits(known, {
          what: 'proposal_advanced', round: to, by: known, href: proposalHref(proposalId),
          sentence: { zh: `您的方案进入：${STAGES[to].zh}`, en: `Your proposal is now: ${STAGES[to].en}` },
        }),
      ProposalDeclined: ({ data: { proposalId, reason } }, known) =>
        known && waits(known, {
          what: 'proposal_declined', round: reason, by: known, href: proposalHref(proposalId),
          sentence: { zh: `您的方案未被采纳：${DECLINED_BECAUSE[reason].zh}`, en: `Your proposal was declined, as ${DECLINED_BECAUSE[reason].en}` },
        }),
      ProposalLapsed: ({ data: { proposalId, ground } }, known) =>
        known && waits(known, { what: 'proposal_lapsed', round: ground, by: known, href: proposalHref(proposalId), sentence: { zh: '您的方案所应征的需求已结束', en: 'The demand that your proposal answers is over' } }),
      ProposalWithdrawn: () => null,
    }),
    slot<DemandEvent | ProposalEvent, Chosen>('demand', 'demandId', [demandEvents, proposalEvents], {
      DemandPosted: ({ data: { organisationId } }) => idle({ poster: organisationId, open: [], over: 0 }),
      ProposalSubmitted: ({ data: { demandId, proposalId } }, known) => known && choose(demandId, { ...known, open: [...known.open, proposalId] }),
      ProposalDeclined: ({ data: { demandId, proposalId } }, known) => known && choose(demandId, { ...known, open: known.open.filter((one) => one !== proposalId) }),
      ProposalWithdrawn: ({ data: { demandId, proposalId } }, known) => known && choose(demandId, { ...known, open: known.open.filter((one) => one !== proposalId) }),
      DemandClosed: ({ data: { demandId, ground } }, known) => known && (ground === 'deadline' ? choose(demandId, { ...known, over: 1 }) : null),
    }),
    slot<DisclosureEvent, Record<string, never>>('disclosure', 'disclosureId', [disclosureEvents], {
      DisclosureRequested: ({ data: { disclosureId, demandId, toOrganisationId } }) =>
        waits({}, {
          what: 'disclosure_answer', round: disclosureId, by: { organisationId: toOrganisationId, roles: POSTERS }, dueBy: 'interest_response_days', href: `/api/v1/demands/${demandId}/disclosures`,
          sentence: { zh: '有单位申请查阅保密需求，待答复', en: 'An organisation asks to read a confidential demand' },
        }),
      DisclosureGranted: () => null,
      DisclosureRefused: () => null,
    }),
    slot<DisclosureEvent, Person>('disclosure_news', 'disclosureId', [disclosureEvents], {
      DisclosureRequested: ({ data: { organisationId, requestedBy: personId } }) => idle({ organisationId, personId }),
      DisclosureGranted: ({ data: { disclosureId, demandId } }, known) =>
        known && waits(known, { what: 'disclosure_answered', round: disclosureId, by: known, href: `/api/v1/demands/${demandId}`, sentence: { zh: '可以查阅该需求的全文了', en: 'You may read the whole demand now' } }),
      DisclosureRefused: ({ data: { disclosureId, demandId } }, known) =>
        known && waits(known, { what: 'disclosure_answered', round: disclosureId, by: known, href: `/api/v1/demands/${demandId}`, sentence: { zh: '发布方未同意查阅该需求的全文', en: 'The poster did not agree that you read the whole demand' } }),
    }),
    slot<SuggestionEvent, Record<string, never>>('suggestion', 'suggestionId', [suggestionEvents], {
      SuggestionSent: ({ data: { suggestionId, addressee, toOrganisationId } }) =>
        waits({}, {
          what: 'suggestion_answer', round: suggestionId, by: { organisationId: toOrganisationId, roles: addressee === 'demand' ? POSTERS : ['transfer_officer'] }, href: `/api/v1/suggestions/${suggestionId}`,
          sentence: addressee === 'demand' ? { zh: '技术经理人为贵单位的需求推荐了成果', en: 'A technology manager suggests a listing for your demand' } : { zh: '技术经理人为贵单位的挂牌推荐了需求', en: 'A technology manager suggests a demand for your listing' },
        }),
      SuggestionAnswered: () => null,
    }),
    slot<SuggestionEvent, Person>('suggestion_news', 'suggestionId', [suggestionEvents], {
      SuggestionSent: ({ data: { fromOrganisationId: organisationId, sentBy: personId } }) => idle({ organisationId, personId }),
      SuggestionAnswered: ({ data: { suggestionId, answer, reason } }, known) =>
        known && waits(known, {
          what: 'suggestion_answered', round: suggestionId, by: known, href: `/api/v1/suggestions/${suggestionId}`,
          sentence: answer === 'interested' || reason === null ? { zh: '对方对您的推荐感兴趣', en: 'Your suggestion found interest' } : { zh: `您的推荐未被接受：${DECLINED_BECAUSE[reason].zh}`, en: `Your suggestion was declined, as ${DECLINED_BECAUSE[reason].en}` },
        }),
    }),
  ],
};
