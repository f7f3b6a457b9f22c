import type { Event } from '@hewu/kernel/src/event.js';
import type { TransferMode } from '@hewu/rights/src/events.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { AboutTransfer, NoticeRule, RelatedGround } from './transfer-events.js';

/** When a notice ends, and what that was counted by (Civil Code art. 201, 203). */
export type NoticeEnd = {
  readonly closesOn: string;
  /** 24:00 of that day in Shanghai. */
  readonly closesAt: string;
  /** Runs into a year whose days off are not published: counted again then. */
  readonly provisional: boolean;
  readonly calendarVersion: string;
};

type AboutNotice = AboutTransfer & { readonly noticeId: string };

export type NoticeOpened = Event<
  'NoticeOpened',
  AboutNotice &
    NoticeEnd & {
      readonly listingId: string;
      readonly round: number;
      readonly sellerOrganisationId: string;
      readonly region: string;
      readonly buyerOrganisationId: string;
      readonly name: string;
      readonly abstract: string;
      readonly mode: TransferMode;
      readonly amountFen: number;
      readonly relatedParty: boolean;
      /** What the registers say on that day, after the agreement; absent in what was recorded before it was asked again. */
      readonly relatedGrounds?: readonly RelatedGround[];
      readonly opensOn: string;
      readonly days: number;
      readonly rule: NoticeRule;
      /** Who completed or drafted the achievement, opened the negotiation, agreed the price or opened the notice: they decide no objection. */
      readonly involved: readonly string[];
      readonly openedBy: string;
    }
>;

/** The working calendar changed, and with it the end. */
export type NoticeRecounted = Event<'NoticeRecounted', AboutNotice & NoticeEnd>;

/** Until when an objection must be decided, and what that was counted by. */
export type DecideBy = {
  /** Not counted itself. */
  readonly raisedOn: string;
  readonly decideOn: string;
  /** 24:00 of that day in Shanghai. */
  readonly at: string;
  /** Runs into a year whose days off are not published: counted again then. */
  readonly provisional: boolean;
  readonly calendarVersion: string;
  /** `objection_decision_days`, as it stood when the objection was raised. */
  readonly rule: AppliedRule;
};

export type ObjectionRaised = Event<
  'ObjectionRaised',
  AboutNotice & {
    readonly objectionId: string;
    readonly statement: string;
    /** Of the statement in UTF-8, hex: what a repetition is told by. */
    readonly statementSha256: string;
    readonly raisedBy: string;
    readonly raisedForOrganisationId: string | null;
    /** Null in what was recorded before objections had a time (version 1). */
    readonly decideBy: DecideBy | null;
    /** How many open objections one person may have to one notice; null as `decideBy` is. */
    readonly limitRule: AppliedRule | null;
  }
>;

/** The working calendar changed, and with it the time to decide. */
export type ObjectionRecounted = Event<'ObjectionRecounted', AboutNotice & { readonly objectionId: string; readonly decideBy: DecideBy }>;

/** Its time passed without a decision. Nothing is decided by that: it goes on holding the notice, and the region's registrars see it. */
export type ObjectionOverdue = Event<'ObjectionOverdue', AboutNotice & { readonly objectionId: string; readonly decideBy: DecideBy }>;

export const OBJECTION_OUTCOMES = ['upheld', 'rejected'] as const;
export type ObjectionOutcome = (typeof OBJECTION_OUTCOMES)[number];

export type ObjectionDecided = Event<
  'ObjectionDecided',
  AboutNotice & { readonly objectionId: string; readonly outcome: ObjectionOutcome; readonly reasons: string; /** As of the statement. */ readonly reasonsSha256: string; readonly decidedBy: string }
>;

/** Its time is over and no objection is open. */
export type NoticeClosed = Event<'NoticeClosed', AboutNotice & { readonly round: number; readonly closesAt: string; readonly objections: number }>;

export const VOID_GROUNDS = ['price_changed', 'negotiation_left', 'objection_upheld', 'achievement_restricted'] as const;
export type VoidGround = (typeof VOID_GROUNDS)[number];

export type NoticeVoided = Event<'NoticeVoided', AboutNotice & { readonly round: number; readonly ground: VoidGround }>;
