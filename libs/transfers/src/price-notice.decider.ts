import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { priceNoticeEvents, type NoticeEnd, type NoticeOpened, type ObjectionOutcome, type PriceNoticeEvent, type TransferMode, type VoidGround } from './events.js';

export type PriceNoticeCommand =
  | { readonly type: 'OpenNotice'; readonly notice: NoticeOpened['data'] }
  /** `end` is counted by the calendar as it stands now. */
  | { readonly type: 'RecountNotice'; readonly end: NoticeEnd }
  | { readonly type: 'RaiseObjection'; readonly objectionId: string; readonly statement: string; readonly raisedBy: string; readonly raisedForOrganisationId: string | null; readonly now: string }
  | {
      readonly type: 'DecideObjection';
      readonly objectionId: string;
      readonly outcome: ObjectionOutcome;
      readonly reasons: string;
      readonly by: { readonly personId: string; readonly organisationId: string };
    }
  /** By the clock, or when the last objection was decided. */
  | { readonly type: 'CloseNotice'; readonly now: string }
  | { readonly type: 'VoidNotice'; readonly ground: VoidGround };

/** In order of precedence. */
export type PriceNoticeRefusal = 'not_found' | 'notice_too_short' | 'notice_exists' | 'notice_not_open' | 'notice_over' | 'objection_id_taken' | 'objection_unknown' | 'objection_decided' | 'not_impartial';

export const NOTICE_STATUSES = ['open', 'closed', 'voided'] as const;
export type NoticeStatus = (typeof NOTICE_STATUSES)[number];

type Objection = { readonly raisedBy: string; readonly statement: string; readonly outcome: ObjectionOutcome | null; readonly reasons: string | null };

/** Null before it was opened. */
export type PriceNoticeState = {
  readonly noticeId: string;
  readonly transferId: string;
  readonly achievementId: string;
  readonly sellerOrganisationId: string;
  readonly round: number;
  readonly opensOn: string;
  readonly days: number;
  readonly amountFen: number;
  readonly mode: TransferMode;
  readonly end: NoticeEnd;
  readonly status: NoticeStatus;
  readonly involved: readonly string[];
  readonly objections: Readonly<Record<string, Objection>>;
} | null;

type Notice = NonNullable<PriceNoticeState>;
type Answer = readonly PriceNoticeEvent[] | Refusal<PriceNoticeRefusal>;

const evolve = (state: PriceNoticeState, event: PriceNoticeEvent): PriceNoticeState => {
  if (event.type === 'NoticeOpened') {
    const { noticeId, transferId, achievementId, sellerOrganisationId, round, opensOn, days, amountFen, mode, involved } = event.data;
    return { noticeId, transferId, achievementId, sellerOrganisationId, round, opensOn, days, amountFen, mode, end: endOf(event.data), status: 'open', involved, objections: {} };
  }
  if (!state) return null;
  switch (event.type) {
    case 'NoticeRecounted':
      return { ...state, end: endOf(event.data) };
    case 'ObjectionRaised': {
      const { objectionId, raisedBy, statement } = event.data;
      return { ...state, objections: { ...state.objections, [objectionId]: { raisedBy, statement, outcome: null, reasons: null } } };
    }
    case 'ObjectionDecided': {
      const { objectionId, outcome, reasons } = event.data;
      const objection = state.objections[objectionId];
      return objection ? { ...state, objections: { ...state.objections, [objectionId]: { ...objection, outcome, reasons } } } : state;
    }
    case 'NoticeClosed':
      return { ...state, status: 'closed' };
    case 'NoticeVoided':
      return { ...state, status: 'voided' };
  }
};

const decide = (command: PriceNoticeCommand, state: PriceNoticeState): Answer => {
  switch (command.type) {
    case 'OpenNotice':
      return open(command.notice, state);
    case 'RecountNotice': {
      const { end } = command;
      if (state?.status !== 'open' || (end.closesAt === state.end.closesAt && end.provisional === state.end.provisional)) return [];
      return [{ type: 'NoticeRecounted', data: { ...aboutOf(state), ...end } }];
    }
    case 'RaiseObjection':
      return raise(command, state);
    case 'DecideObjection':
      return settle(command, state);
    case 'CloseNotice': {
      // An end that is not certain closes nothing: closed a day early, the notice would be void in law. An open objection keeps it open.
      if (state?.status !== 'open' || command.now < state.end.closesAt || state.end.provisional || openObjections(state) > 0) return [];
      return [{ type: 'NoticeClosed', data: { ...aboutOf(state), round: state.round, closesAt: state.end.closesAt, objections: Object.keys(state.objections).length } }];
    }
    case 'VoidNotice':
      return state?.status === 'open' ? [voided(state, command.ground)] : [];
  }
};

const open = (notice: NoticeOpened['data'], state: PriceNoticeState): Answer => {
  const { atLeastDays } = notice.rule;
  if (!Number.isInteger(notice.days) || notice.days < atLeastDays) return refuse('notice_too_short', { days: notice.days, atLeastDays });
  if (state) return state.days === notice.days ? [] : refuse('notice_exists', { noticeId: state.noticeId, days: state.days });
  return [{ type: 'NoticeOpened', data: notice }];
};

type Of<T extends PriceNoticeCommand['type']> = Extract<PriceNoticeCommand, { type: T }>;

const raise = ({ objectionId, statement, raisedBy, raisedForOrganisationId, now }: Of<'RaiseObjection'>, state: PriceNoticeState): Answer => {
  if (!state) return refuse('not_found');
  const known = objectionOf(state, objectionId);
  if (known) return known.raisedBy === raisedBy && known.statement === statement ? [] : refuse('objection_id_taken');
  if (state.status !== 'open') return refuse('notice_not_open', { status: state.status });
  if (now >= state.end.closesAt && !state.end.provisional) return refuse('notice_over', { closedAt: state.end.closesAt });
  return [{ type: 'ObjectionRaised', data: { ...aboutOf(state), objectionId, statement, raisedBy, raisedForOrganisationId } }];
};

/** The seller's unit decides, through somebody who neither agreed the price, nor opened the notice, nor objected. */
const settle = ({ objectionId, outcome, reasons, by }: Of<'DecideObjection'>, state: PriceNoticeState): Answer => {
  if (!state || state.sellerOrganisationId !== by.organisationId) return refuse('not_found');
  const objection = objectionOf(state, objectionId);
  if (!objection) return refuse('objection_unknown');
  if (objection.outcome) return objection.outcome === outcome && objection.reasons === reasons ? [] : refuse('objection_decided', { outcome: objection.outcome });
  if (state.status !== 'open') return refuse('notice_not_open', { status: state.status });
  if (objection.raisedBy === by.personId || state.involved.includes(by.personId)) return refuse('not_impartial');
  const decided: PriceNoticeEvent = { type: 'ObjectionDecided', data: { ...aboutOf(state), objectionId, outcome, reasons, decidedBy: by.personId } };
  return outcome === 'upheld' ? [decided, voided(state, 'objection_upheld')] : [decided];
};

/** How many objections wait for a decision. */
export const openObjections = ({ objections }: Notice): number => Object.values(objections).filter(({ outcome }) => outcome === null).length;

const objectionOf = ({ objections }: Notice, id: string): Objection | null => (Object.hasOwn(objections, id) ? objections[id]! : null);
const voided = (state: Notice, ground: VoidGround): PriceNoticeEvent => ({ type: 'NoticeVoided', data: { ...aboutOf(state), round: state.round, ground } });
const aboutOf = ({ achievementId, transferId, noticeId }: Notice) => ({ achievementId, transferId, noticeId });
const endOf = ({ closesOn, closesAt, provisional, calendarVersion }: NoticeEnd): NoticeEnd => ({ closesOn, closesAt, provisional, calendarVersion });

/** One price published for objections 公示. Stream `priceNotice-<id>`. */
export const priceNotices: Decider<PriceNoticeState, PriceNoticeCommand, PriceNoticeEvent, PriceNoticeRefusal> = {
  events: priceNoticeEvents, stateVersion: 2, initialState: null, evolve, decide,
};
