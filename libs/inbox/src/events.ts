import { eventFamily, type Event } from '@hewu/kernel/src/event.js';
import type { MatchAlert } from '@hewu/platform/src/match-letters.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';

/*
 * Stored and published. A shape, once recorded, keeps its meaning: add a new type, or a version with an upcast.
 *
 * What waits is derived from the events of all contexts and recorded nowhere; here stand only what the inbox itself decides:
 * house deadlines, letters, and what a person prefers. Persons are ids. No text of a mail, no address and no word of a mail
 * server stands in an event. Instants are ISO 8601 in UTC with milliseconds.
 */

/**
 * Until when something that waits should be done, where its own context sets no time: counted by a rule from the day on which
 * it began to wait. It is the house's own deadline; nothing becomes invalid when it passes.
 */
export type DeadlineSet = Event<
  'DeadlineSet',
  {
    readonly deadlineId: string;
    /** The place in the inbox. */
    readonly dutyId: string;
    /** `<subject>:<what>:<round>`, where two places tell the same with `:<slot>` behind it: what waits there now. */
    readonly dutyKey: string;
    readonly since: string;
    readonly dueAt: string;
    readonly rule: AppliedRule;
    /** Counted over days whose holidays were not published yet. */
    readonly provisional: boolean;
    readonly calendarVersion: string;
  }
>;

/** The working calendar changed, and with it the end; by the same rule, from the same day. Only while the duty waits. */
export type DeadlineRecounted = Event<'DeadlineRecounted', Pick<DeadlineSet['data'], 'deadlineId' | 'dutyId' | 'dutyKey' | 'dueAt' | 'provisional' | 'calendarVersion'>>;

export type DeadlineEvent = DeadlineSet | DeadlineRecounted;

export const deadlineEvents = eventFamily<DeadlineEvent>('deadline', { DeadlineSet: { version: 1 }, DeadlineRecounted: { version: 1 } });

/** Why a person is written to: something began to wait for them, its time comes near, it has passed, or there is news that asks for nothing. */
export const LETTER_KINDS = ['waiting', 'reminder', 'escalation', 'news'] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

/** Such a letter tells of a deadline, and says nothing any more once that is another. */
export const isOfTime = (kind: LetterKind | 'digest'): boolean => kind === 'reminder' || kind === 'escalation';

/** How often a person wants mail: each letter at once, one digest a day or a week, or none. */
export const FREQUENCIES = ['at_once', 'daily', 'weekly', 'off'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

type AboutLetter = { readonly letterId: string; readonly personId: string };

/** There is a letter: from now on it stands among the person's letters in the application, whether or not it is ever mailed. */
export type LetterQueued = Event<
  'LetterQueued',
  AboutLetter & {
    readonly kind: LetterKind;
    /** What the letter tells, once: with the person it makes the letter's id. */
    readonly fact: string;
    readonly dutyId: string;
    readonly dutyKey: string;
    /** Word for what is to be done, such as `listing_review`. */
    readonly what: string;
    /** For whom the person would do it; null where it is a region's. */
    readonly organisationId: string | null;
    /** GB/T 2260 division, where it is a region's. */
    readonly region: string | null;
    readonly href: string;
    readonly dueAt: string | null;
    /** By which rule a reminder goes out so many days before; null for other kinds. */
    readonly rule: AppliedRule | null;
    readonly queuedAt: string;
  }
>;

/** A saved search of the person found something: news that follows from nothing that waits. What it says is asked when it is sent. */
export type MatchQueued = Event<
  'MatchQueued',
  AboutLetter & {
    /** Of all that found it the one that wants to be told soonest. */
    readonly searchId: string;
    /** With the person it makes the letter's id. */
    readonly subjectId: string;
    readonly alert: MatchAlert;
    readonly href: string;
    readonly queuedAt: string;
  }
>;

/** An invitation to a calendar program: the person booked something, or what they booked changed. What it says is asked when it is sent. */
export type InvitationQueued = Event<
  'InvitationQueued',
  AboutLetter & {
    /** With the state of it that is told, `sequence`, and the person it makes the letter's id. */
    readonly bookingId: string;
    readonly sequence: number;
    readonly href: string;
    readonly queuedAt: string;
  }
>;

/** The person gets one mail a day or week: the letter waits for it. */
export type LetterHeld = Event<'LetterHeld', AboutLetter & { readonly frequency: 'daily' | 'weekly'; readonly until: string }>;

/** One mail with several letters. */
export type DigestQueued = Event<'DigestQueued', AboutLetter & { readonly encloses: readonly string[]; readonly queuedAt: string }>;

/** From now on the letter goes out with that digest and no more by itself. */
export type LetterEnclosed = Event<'LetterEnclosed', AboutLetter & { readonly digestId: string }>;

/** Recorded before the mail server is spoken to. Without an outcome until `unknownAfter`, the attempt counts as failed. */
export type LetterAttempted = Event<'LetterAttempted', AboutLetter & { readonly attempt: number; readonly attemptedAt: string; readonly unknownAfter: string }>;

/** The mail server took it. */
export type LetterSent = Event<'LetterSent', AboutLetter & { readonly attempt: number; readonly sentAt: string }>;

/** The server could not be reached or spoken to; it said "not now"; it said "never"; or nobody knows, since the sender was cut off. */
export const FAILURES = ['unreachable', 'refused_for_now', 'refused', 'unknown'] as const;
export type Failure = (typeof FAILURES)[number];

export type LetterFailed = Event<'LetterFailed', AboutLetter & { readonly attempt: number; readonly ground: Failure; readonly nextAt: string }>;

export type LetterGivenUp = Event<'LetterGivenUp', AboutLetter & { readonly attempts: number; readonly ground: Failure }>;

/**
 * Not mailed: it was done meanwhile; the person no longer is who does it; they want no mail; they have no address; they were
 * erased; or it lay too long.
 */
export const DROP_GROUNDS = ['done', 'no_longer_theirs', 'unsubscribed', 'no_address', 'erased', 'stale'] as const;
export type DropGround = (typeof DROP_GROUNDS)[number];

export type LetterDropped = Event<'LetterDropped', AboutLetter & { readonly ground: DropGround }>;

export type LetterEvent = LetterQueued | MatchQueued | InvitationQueued | LetterHeld | DigestQueued | LetterEnclosed | LetterAttempted | LetterSent | LetterFailed | LetterGivenUp | LetterDropped;

/** `letter-<id>`, where the id follows from fact and person: one fact, one letter to one person. */
export const letterEvents = eventFamily<LetterEvent>('letter', {
  LetterQueued: { version: 1 },
  MatchQueued: { version: 1 },
  InvitationQueued: { version: 1 },
  LetterHeld: { version: 1 },
  DigestQueued: { version: 1 },
  LetterEnclosed: { version: 1 },
  LetterAttempted: { version: 1 },
  LetterSent: { version: 1 },
  LetterFailed: { version: 1 },
  LetterGivenUp: { version: 1 },
  LetterDropped: { version: 1 },
});

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** All preferences as they stand from now on. */
export type PreferencesSet = Event<'PreferencesSet', { readonly personId: string; readonly language: Language; readonly frequency: Frequency }>;

/** By the link in a letter, without signing in: no more mail. */
export type Unsubscribed = Event<'Unsubscribed', { readonly personId: string }>;

/** A private link to the person's deadlines was made. Only a hash of its token is recorded. */
export type CalendarLinkMade = Event<'CalendarLinkMade', { readonly personId: string; readonly linkId: string; readonly tokenSha256: string }>;

export type CalendarLinkRevoked = Event<'CalendarLinkRevoked', { readonly personId: string; readonly linkId: string; readonly tokenSha256: string }>;

export type PreferencesEvent = PreferencesSet | Unsubscribed | CalendarLinkMade | CalendarLinkRevoked;

/** `preferences-<personId>`. */
export const preferencesEvents = eventFamily<PreferencesEvent>('preferences', {
  PreferencesSet: { version: 1 },
  Unsubscribed: { version: 1 },
  CalendarLinkMade: { version: 1 },
  CalendarLinkRevoked: { version: 1 },
});
