import type { RoomClosedGround, Side } from './events.js';
import type { TransferDocument } from './transfer-document.js';

/** The last four are what a room that is closed waits for, and nothing at all. */
export const STEPS = [
  'offer', 'accept_offer', 'open_notice', 'wait_for_notice', 'decide_objection', 'agree_anew', 'draft_contract', 'sign', 'register', 'record_payment', 'complete', 'end_talks', 'renew_nda', 'renew_interest', 'none',
] as const;
export type NextStep = {
  readonly step: (typeof STEPS)[number];
  readonly owner: Side | 'registrar' | 'clock' | null;
  /** The organisation that owns it; null where a registrar, the clock or nobody does. */
  readonly organisationId: string | null;
  /** Until when it is to be done, or when the time is over that has to be waited for; null where no time is set. */
  readonly until: string | null;
};

/** What must happen before a closed room opens again: the seller frees the achievement or ends the talks, both sign anew, or the buyer asks anew. */
const REOPENS: Readonly<Record<RoomClosedGround, readonly [NextStep['step'], Side]>> = {
  achievement_restricted: ['end_talks', 'seller'],
  nda_not_in_force: ['renew_nda', 'seller'],
  interest_not_accepted: ['renew_interest', 'buyer'],
};

/** What has to happen next and who has to do it, so that nobody waits for somebody who does not know. Pure; there is always an answer. */
export const nextStepOf = (document: TransferDocument): NextStep => {
  const { stage, offers, agreed, notice, earlierObjections, contract, awaited, closedBy, sellerOrganisationId, buyerOrganisationId } = document;
  const step = (name: NextStep['step'], owner: NextStep['owner'], until: string | null = null): NextStep => ({
    step: name, owner, organisationId: owner === 'seller' ? sellerOrganisationId : owner === 'buyer' ? buyerOrganisationId : null, until,
  });
  const [ground] = closedBy;
  if (ground && (stage === 'negotiating' || stage === 'agreed')) return step(...REOPENS[ground]);
  const latest = offers.at(-1);
  const answer = (): NextStep => step('accept_offer', latest!.side === 'seller' ? 'buyer' : 'seller', awaited?.dueAt ?? null);
  switch (stage) {
    case 'left':
    case 'completed':
      return step('none', null);
    case 'negotiating':
      return latest ? answer() : step('offer', 'buyer', awaited?.dueAt ?? null);
    case 'agreed':
      // Said since the agreement: the other side answers it, or goes on with what was agreed; whoever handed that to the contract went on.
      if (latest && awaited) return answer();
      if (!agreed?.noticeRequired || notice?.status === 'closed') return step('draft_contract', 'seller');
      // A new price answers no objection to the former one (`objections_undecided`).
      if (!notice) return earlierObjections.length > 0 ? step('decide_objection', 'seller', earlierObjections[0]!.decideAt) : step('open_notice', 'seller');
      if (notice.status === 'voided') return step('agree_anew', 'seller');
      return notice.objections.length > 0 ? step('decide_objection', 'seller', notice.objections[0]!.decideAt) : step('wait_for_notice', 'clock', notice.closesAt);
    case 'contract': {
      if (!contract || contract.status === 'abandoned') return step('draft_contract', 'seller');
      if (contract.status === 'drafted') return contract.signatures.some(({ side }) => side === 'seller') ? step('sign', 'buyer', agreed?.signBy ?? null) : step('sign', 'seller');
      if (contract.status === 'concluded') return step('register', 'registrar');
      return contract.paidFen < contract.amountFen ? step('record_payment', 'seller') : step('complete', 'seller');
    }
  }
};
