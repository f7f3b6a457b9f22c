import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { priceNoticeEvents, type DecideBy, type NoticeEnd, type NoticeOpened, type ObjectionOutcome, type ObjectionRaised, type PriceNoticeEvent, type TransferMode, type VoidGround } from './events.js';

export type PriceNoticeCommand =
  /** `undecidedBefore`: objections to the notices of earlier prices that nobody has decided about. */
  | { readonly type: 'OpenNotice'; readonly notice: NoticeOpened['data']; readonly undecidedBefore: number }
  /** All of it is counted by the calendar as it stands now. */
  | { readonly type: 'RecountNotice'; readonly end: NoticeEnd; readonly objections: readonly { readonly objectionId: string; readonly decideBy: DecideBy }[] }
  | ({ readonly type: 'RaiseObjection'; readonly now: string } & Pick<ObjectionRaised['data'], 'objectionId' | 'statement' | 'statementSha256' | 'raisedBy' | 'raisedForOrganisationId'> & Counted)
  | {
      readonly type: 'DecideObjection';
      readonly objectionId: string;
      readonly outcome: ObjectionOutcome;
      readonly reasons: string;
      readonly reasonsSha256: string;
      /** `objectorsUnits`: those other units for which objections were raised here, that the person belongs to as well. */
      readonly by: { readonly personId: string; readonly organisationId: string; readonly objectorsUnits: readonly string[] };
    }
  /** By the clock. */
  | { readonly type: 'MarkOverdue'; readonly objectionId: string; readonly now: string }
  /** By the clock, or when the last objection was decided. */
  | { readonly type: 'CloseNotice'; readonly now: string }
  | { readonly type: 'VoidNotice'; readonly ground: VoidGround };

/** What an objection is held to on the day it is raised. */
type Counted = { readonly decideBy: DecideBy; readonly limitRule: NonNullable<ObjectionRaised['data']['limitRule']> };

/** In order of precedence. */
export type PriceNoticeRefusal =
  | 'not_found'
  | 'notice_too_short'
  | 'notice_voided'
  | 'notice_exists'
  | 'objections_undecided'
  | 'objection_id_taken'
  | 'objection_unknown'
  | 'objection_decided'
  | 'notice_not_open'
  | 'notice_over'
  | 'too_many_objections'
  | 'not_impartial';

export const NOTICE_STATUSES = ['open', 'closed', 'voided'] as const;
export type NoticeStatus = (typeof NOTICE_STATUSES)[number];

/** Of the texts only what a repetition is told by. */
type Objection = {
  readonly raisedBy: string;
  readonly raisedForOrganisationId: string | null;
  readonly statementSha256: string;
  /** Null in what was recorded before objections had a time. */
  readonly decideBy: DecideBy | null;
  readonly overdue: boolean;
  readonly outcome: ObjectionOutcome | null;
  readonly reasonsSha256: string | null;
};

/** Null before it was opened. */
export type PriceNoticeState = {
  readonly noticeId: string;
  readonly transferId: string;
  readonly achievementId: string;
  readonly sellerOrganisationId: string;
  readonly region: string;
  readonly round: number;
  readonly opensOn: string;
  readonly days: number;
  readonly amountFen: number;
  readonly mode: TransferMode;
  /** What the sides said, or what was found when it was opened. */
  readonly relatedParty: boolean;
  readonly end: NoticeEnd;
  readonly status: NoticeStatus;
  readonly involved: readonly string[];
  readonly objections: Readonly<Record<string, Objection>>;
} | null;

type Notice = NonNullable<PriceNoticeState>;
type Answer = readonly PriceNoticeEvent[] | Refusal<PriceNoticeRefusal>;

const evolve = (state: PriceNoticeState, event: PriceNoticeEvent): PriceNoticeState => {
  if (event.type === 'NoticeOpened') {
    const { noticeId, transferId, achievementId, sellerOrganisationId, region, round, opensOn, days, amountFen, mode, relatedParty, involved } = event.data;
    return { noticeId, transferId, achievementId, sellerOrganisationId, region, round, opensOn, days, amountFen, mode, relatedParty, end: endOf(event.data), status: 'open', involved, objections: {} };
  }
  if (!state) return null;
  switch (event.type) {
    case 'NoticeRecounted':
      return { ...state, end: endOf(event.data) };
    case 'ObjectionRaised': {
      const { objectionId, raisedBy, raisedForOrganisationId, statementSha256, decideBy } = event.data;
      return { ...state, objections: { ...state.objections, [objectionId]: { raisedBy, raisedForOrganisationId, statementSha256, decideBy, overdue: false, outcome: null, reasonsSha256: null } } };
    }
    case 'ObjectionRecounted':
      return changed(state, event.data.objectionId, { decideBy: event.data.decideBy });
    case 'ObjectionOverdue':
      return changed(state, event.data.objectionId, { overdue: true });
    case 'ObjectionDecided':
      return changed(state, event.data.objectionId, { outcome: event.data.outcome, reasonsSha256: event.data.reasonsSha256 });
    case 'NoticeClosed':
      return { ...state, status: 'closed' };
    case 'NoticeVoided':
      return { ...state, status: 'voided' };
  }
};

const changed = (state: Notice, objectionId: string, change: Partial<Objection>): Notice => {
  const objection = objectionOf(state, objectionId);
  return objection ? { ...state, objections: { ...state.objections, [objectionId]: { ...objection, ...change } } } : state;
};

const decide = (command: PriceNoticeCommand, state: PriceNoticeState): Answer => {
  switch (command.type) {
    case 'OpenNotice':
      return open(command, state);
    case 'RecountNotice':
      return recount(command, state);
    case 'RaiseObjection':
      return raise(command, state);
    case 'DecideObjection':
      return settle(command, state);
    case 'MarkOverdue':
      return markOverdue(command, state);
    case 'CloseNotice': {
      // An end that is not certain closes nothing: closed a day early, the notice would be void in law. An open objection keeps it open.
      if (state?.status !== 'open' || command.now < state.end.closesAt || state.end.provisional || openObjections(state) > 0) return [];
      return [{ type: 'NoticeClosed', data: { ...aboutOf(state), round: state.round, closesAt: state.end.closesAt, objections: Object.keys(state.objections).length } }];
    }
    case 'VoidNotice':
      return state?.status === 'open' ? [voided(state, command.ground)] : [];
  }
};

const open = ({ notice, undecidedBefore }: Of<'OpenNotice'>, state: PriceNoticeState): Answer => {
  const { atLeastDays } = notice.rule;
  if (!Number.isInteger(notice.days) || notice.days < atLeastDays) return refuse('notice_too_short', { days: notice.days, atLeastDays });
  // One price has one notice: after a void one the sides agree anew, be it on the same price, and that has a notice of its own.
  if (state?.status === 'voided') return refuse('notice_voided', { noticeId: state.noticeId });
  if (state) return state.days === notice.days ? [] : refuse('notice_exists', { noticeId: state.noticeId, days: state.days });
  // A new price answers no objection: those to the former one are decided first.
  if (undecidedBefore > 0) return refuse('objections_undecided', { objections: undecidedBefore });
  return [{ type: 'NoticeOpened', data: notice }];
};

type Of<T extends PriceNoticeCommand['type']> = Extract<PriceNoticeCommand, { type: T }>;

/** An objection that was decided, or is overdue already, keeps the time it had. */
const recount = ({ end, objections }: Of<'RecountNotice'>, state: PriceNoticeState): Answer => {
  if (state?.status !== 'open') return [];
  const moved = end.closesAt !== state.end.closesAt || end.provisional !== state.end.provisional;
  return [
    ...(moved ? [{ type: 'NoticeRecounted' as const, data: { ...aboutOf(state), ...end } }] : []),
    ...objections.flatMap(({ objectionId, decideBy }): PriceNoticeEvent[] => {
      const waiting = waitingOf(state, objectionId);
      const same = !waiting || (waiting.decideBy.at === decideBy.at && waiting.decideBy.provisional === decideBy.provisional);
      return same ? [] : [{ type: 'ObjectionRecounted', data: { ...aboutOf(state), objectionId, decideBy } }];
    }),
  ];
};

/** That nobody decided decides nothing. While its end is not certain, nothing is late. */
const markOverdue = ({ objectionId, now }: Of<'MarkOverdue'>, state: PriceNoticeState): Answer => {
  const waiting = state?.status === 'open' ? waitingOf(state, objectionId) : null;
  if (!state || !waiting || waiting.decideBy.provisional || now < waiting.decideBy.at) return [];
  return [{ type: 'ObjectionOverdue', data: { ...aboutOf(state), objectionId, decideBy: waiting.decideBy } }];
};

/** An objection whose time still runs. */
const waitingOf = (state: Notice, id: string): (Objection & { readonly decideBy: DecideBy }) | null => {
  const objection = objectionOf(state, id);
  return objection?.decideBy && objection.outcome === null && !objection.overdue ? { ...objection, decideBy: objection.decideBy } : null;
};

const raise = ({ type: _, now, ...raised }: Of<'RaiseObjection'>, state: PriceNoticeState): Answer => {
  if (!state) return refuse('not_found');
  const { objectionId, raisedBy, statementSha256, limitRule } = raised;
  const known = objectionOf(state, objectionId);
  if (known) return known.raisedBy === raisedBy && known.statementSha256 === statementSha256 ? [] : refuse('objection_id_taken');
  if (state.status !== 'open') return refuse('notice_not_open', { status: state.status });
  if (now >= state.end.closesAt && !state.end.provisional) return refuse('notice_over', { closedAt: state.end.closesAt });
  const open = Object.values(state.objections).filter((other) => other.outcome === null && other.raisedBy === raisedBy).length;
  if (open >= limitRule.amount) return refuse('too_many_objections', { open, atMost: limitRule.amount });
  return [{ type: 'ObjectionRaised', data: { ...aboutOf(state), ...raised } }];
};

/** The seller's unit decides, through somebody who had no part in the achievement, the price or the notice, and objected nothing to it. */
const settle = ({ objectionId, outcome, reasons, reasonsSha256, by }: Of<'DecideObjection'>, state: PriceNoticeState): Answer => {
  if (!state || state.sellerOrganisationId !== by.organisationId) return refuse('not_found');
  const objection = objectionOf(state, objectionId);
  if (!objection) return refuse('objection_unknown');
  if (objection.outcome) return objection.outcome === outcome && objection.reasonsSha256 === reasonsSha256 ? [] : refuse('objection_decided', { outcome: objection.outcome });
  if (state.status === 'closed') return refuse('notice_not_open', { status: state.status });
  if (objectedTo(state, by) || state.involved.includes(by.personId) || sharesUnit(objection, by)) return refuse('not_impartial');
  const decided: PriceNoticeEvent = { type: 'ObjectionDecided', data: { ...aboutOf(state), objectionId, outcome, reasons, reasonsSha256, decidedBy: by.personId } };
  return outcome === 'upheld' && state.status === 'open' ? [decided, voided(state, 'objection_upheld')] : [decided];
};

/** The person objected to the same notice: what they decide of another's objection weighs on their own. */
const objectedTo = ({ objections }: Notice, { personId }: Of<'DecideObjection'>['by']): boolean => Object.values(objections).some(({ raisedBy }) => raisedBy === personId);

/** The person belongs to the objector's unit too, which is another than the seller. */
const sharesUnit = ({ raisedForOrganisationId }: Objection, { objectorsUnits }: Of<'DecideObjection'>['by']): boolean =>
  raisedForOrganisationId !== null && objectorsUnits.includes(raisedForOrganisationId);

/** How many objections wait for a decision. */
export const openObjections = ({ objections }: Notice): number => Object.values(objections).filter(({ outcome }) => outcome === null).length;

const objectionOf = ({ objections }: Notice, id: string): Objection | null => (Object.hasOwn(objections, id) ? objections[id]! : null);
const voided = (state: Notice, ground: VoidGround): PriceNoticeEvent => ({ type: 'NoticeVoided', data: { ...aboutOf(state), round: state.round, ground } });
const aboutOf = ({ achievementId, transferId, noticeId }: Notice) => ({ achievementId, transferId, noticeId });
const endOf = ({ closesOn, closesAt, provisional, calendarVersion }: NoticeEnd): NoticeEnd => ({ closesOn, closesAt, provisional, calendarVersion });

/** One price published for objections 公示. Stream `priceNotice-<id>`. */
export const priceNotices: Decider<PriceNoticeState, PriceNoticeCommand, PriceNoticeEvent, PriceNoticeRefusal> = {
  events: priceNoticeEvents, stateVersion: 4, initialState: null, evolve, decide,
};
