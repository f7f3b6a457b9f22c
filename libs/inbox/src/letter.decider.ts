import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { letterEvents, type DigestQueued, type DropGround, type Failure, type InvitationQueued, type LetterEvent, type LetterQueued, type MatchQueued } from './events.js';

export type LetterCommand =
  | { readonly type: 'QueueLetter'; readonly data: LetterQueued['data'] }
  | { readonly type: 'QueueMatch'; readonly data: MatchQueued['data'] }
  | { readonly type: 'QueueInvitation'; readonly data: InvitationQueued['data'] }
  | { readonly type: 'QueueDigest'; readonly data: DigestQueued['data'] }
  | { readonly type: 'HoldLetter'; readonly frequency: 'daily' | 'weekly'; readonly until: string }
  | { readonly type: 'EncloseLetter'; readonly digestId: string }
  | { readonly type: 'AttemptLetter'; readonly attempt: number; readonly now: string; readonly unknownAfter: string }
  | { readonly type: 'RecordSent'; readonly attempt: number; readonly now: string }
  /** `nextAt` null: it was the last attempt. */
  | { readonly type: 'RecordFailure'; readonly attempt: number; readonly ground: Failure; readonly nextAt: string | null }
  | { readonly type: 'DropLetter'; readonly ground: DropGround };

/** In order of precedence. All are the sender's own affair; nobody meets them over HTTP. */
export type LetterRefusal = 'letter_unknown' | 'letter_id_taken' | 'letter_settled' | 'letter_enclosed' | 'attempt_stale';

export const LETTER_STATUSES = ['queued', 'held', 'enclosed', 'attempted', 'failed', 'sent', 'given_up', 'dropped'] as const;
export type LetterStatus = (typeof LETTER_STATUSES)[number];

/** Null before it was queued. */
export type LetterState = { readonly letterId: string; readonly personId: string; readonly status: LetterStatus; readonly attempts: number; readonly digestId: string | null } | null;

type Letter = NonNullable<LetterState>;
type Answer = readonly LetterEvent[] | Refusal<LetterRefusal>;

/** Nothing more happens to it. */
const SETTLED: ReadonlySet<LetterStatus> = new Set(['sent', 'given_up', 'dropped']);

const evolve = (state: LetterState, event: LetterEvent): LetterState => {
  switch (event.type) {
    case 'LetterQueued':
    case 'MatchQueued':
    case 'InvitationQueued':
    case 'DigestQueued': {
      const { letterId, personId } = event.data;
      return { letterId, personId, status: 'queued', attempts: 0, digestId: null };
    }
    case 'LetterHeld':
      return state && { ...state, status: 'held' };
    case 'LetterEnclosed':
      return state && { ...state, status: 'enclosed', digestId: event.data.digestId };
    case 'LetterAttempted':
      return state && { ...state, status: 'attempted', attempts: event.data.attempt };
    case 'LetterFailed':
      return state && { ...state, status: 'failed' };
    case 'LetterSent':
      return state && { ...state, status: 'sent' };
    case 'LetterGivenUp':
      return state && { ...state, status: 'given_up' };
    case 'LetterDropped':
      return state && { ...state, status: 'dropped' };
  }
};

const decide = (command: LetterCommand, state: LetterState): Answer => {
  switch (command.type) {
    case 'QueueLetter':
      return state ? same(state, command.data.personId) : [{ type: 'LetterQueued', data: command.data }];
    case 'QueueMatch':
      return state ? same(state, command.data.personId) : [{ type: 'MatchQueued', data: command.data }];
    case 'QueueInvitation':
      return state ? same(state, command.data.personId) : [{ type: 'InvitationQueued', data: command.data }];
    case 'QueueDigest':
      return state ? same(state, command.data.personId) : [{ type: 'DigestQueued', data: command.data }];
    case 'HoldLetter':
    case 'EncloseLetter':
    case 'AttemptLetter':
    case 'RecordSent':
    case 'RecordFailure':
    case 'DropLetter':
      return state ? decideOn(command, state) : refuse('letter_unknown');
  }
};

/** The fact is told to that person already, or the id is somebody else's. */
const same = ({ personId }: Letter, asked: string): Answer => (personId === asked ? [] : refuse('letter_id_taken'));

type OnLetter = Exclude<LetterCommand, { type: 'QueueLetter' | 'QueueMatch' | 'QueueInvitation' | 'QueueDigest' }>;

const decideOn = (command: OnLetter, state: Letter): Answer => {
  const { letterId, personId, status, attempts, digestId } = state;
  const about = { letterId, personId };
  switch (command.type) {
    case 'HoldLetter':
      if (SETTLED.has(status)) return refuse('letter_settled', { status });
      return status === 'queued' ? [{ type: 'LetterHeld', data: { ...about, frequency: command.frequency, until: command.until } }] : [];
    case 'EncloseLetter':
      if (digestId !== null) return digestId === command.digestId ? [] : refuse('letter_enclosed', { digestId });
      // One that was attempted may be in somebody's mailbox already.
      if (SETTLED.has(status) || attempts > 0) return refuse('letter_settled', { status });
      return [{ type: 'LetterEnclosed', data: { ...about, digestId: command.digestId } }];
    case 'AttemptLetter':
      if (SETTLED.has(status)) return refuse('letter_settled', { status });
      if (digestId !== null) return refuse('letter_enclosed', { digestId });
      // Somebody else attempted it meanwhile: whoever counts on from an older state must look again.
      if (command.attempt !== attempts + 1) return refuse('attempt_stale', { attempts });
      return [{ type: 'LetterAttempted', data: { ...about, attempt: command.attempt, attemptedAt: command.now, unknownAfter: command.unknownAfter } }];
    case 'RecordSent':
      // Also when it was given up meanwhile: that it went out is what happened.
      return status === 'sent' ? [] : [{ type: 'LetterSent', data: { ...about, attempt: command.attempt, sentAt: command.now } }];
    case 'RecordFailure':
      if (SETTLED.has(status)) return refuse('letter_settled', { status });
      if (status !== 'attempted' || command.attempt !== attempts) return refuse('attempt_stale', { attempts });
      return command.nextAt === null
        ? [{ type: 'LetterGivenUp', data: { ...about, attempts, ground: command.ground } }]
        : [{ type: 'LetterFailed', data: { ...about, attempt: attempts, ground: command.ground, nextAt: command.nextAt } }];
    case 'DropLetter':
      if (SETTLED.has(status)) return [];
      return digestId === null ? [{ type: 'LetterDropped', data: { ...about, ground: command.ground } }] : refuse('letter_enclosed', { digestId });
  }
};

/** One letter, or one digest, to one person. Stream `letter-<id>`. */
export const letters: Decider<LetterState, LetterCommand, LetterEvent, LetterRefusal> = { events: letterEvents, stateVersion: 1, initialState: null, evolve, decide };
