import { HOUR, MINUTE, plus } from '@hewu/kernel/src/clock.js';
import { seal, unseal } from '@hewu/kernel/src/key-vault.js';
import type { Document, Index } from '@hewu/kernel/src/read-store.js';
import type { BusyTimes, Spans } from './busy-spans.js';
import type { OwnCalendarFault, Validators } from './fetching.js';

/**
 * How far a calendar of somebody's own has been read: a working note of the reader, kept in the read store and written by it
 * alone. When they are busy is sealed under their key, and so is what the other side's answers said of themselves: with the key
 * gone there is nothing left to read. `_id` is the calendar's.
 */
export type OwnCalendarNote = Document & {
  readonly personId: string;
  readonly addedAt: string;
  readonly dueAt: string;
  readonly lastAttemptAt: string | null;
  /** When it was found as it is known: read, or told to be unchanged. */
  readonly lastReadAt: string | null;
  readonly fault: OwnCalendarFault | null;
  readonly lastStatus: number | null;
  /** Attempts without success since the last one that had it. */
  readonly failures: number;
  readonly entries: number;
  readonly skipped: number;
  readonly sealed: string | null;
};

/** What is sealed. `reckonedAt`: when occurrences were followed; what repeats reaches further as time goes on, though its text is the same. */
export type Known = Validators & { readonly spans: Spans; readonly reckonedAt: string };

export const OWN_CALENDAR_NOTES = 'ownCalendarNotes';
export const noteIndexes: readonly Index[] = [{ fields: ['dueAt'] }, { fields: ['personId'] }];

const EVERY = HOUR;
const PAUSES: readonly number[] = [5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 24 * HOUR];

export const newNote = (id: string, personId: string, addedAt: string, now: string): OwnCalendarNote =>
  ({ _id: id, personId, addedAt, dueAt: now, lastAttemptAt: null, lastReadAt: null, fault: null, lastStatus: null, failures: 0, entries: 0, skipped: 0, sealed: null });

/** After an attempt that had nothing: tried again later and later, and what is known stays known. */
export const failed = (note: OwnCalendarNote, fault: OwnCalendarFault, lastStatus: number | null, now: string): OwnCalendarNote =>
  ({ ...note, lastAttemptAt: now, fault, lastStatus, failures: note.failures + 1, dueAt: plus(now, PAUSES[Math.min(note.failures, PAUSES.length - 1)]!) });

/** After one that had something, or was told that nothing has changed (`times` null). */
export const hadRead = (note: OwnCalendarNote, times: Pick<BusyTimes, 'entries' | 'skipped'> | null, sealed: string | null, now: string): OwnCalendarNote =>
  ({ ...note, lastAttemptAt: now, lastReadAt: now, fault: null, lastStatus: null, failures: 0, dueAt: plus(now, EVERY), ...(times === null ? {} : { entries: times.entries, skipped: times.skipped, sealed }) });

const placeOf = (id: string): string => `own calendar/${id}`;

export const sealKnown = (id: string, known: Known, key: Buffer): string => seal(known, key, placeOf(id));

export const knownOf = ({ _id, sealed }: Pick<OwnCalendarNote, '_id' | 'sealed'>, key: Buffer): Known | null => (sealed === null ? null : (unseal(sealed, key, placeOf(_id)) as Known));

/** Whether [from, until) meets one of the spans, which are in order and apart. */
export const meets = (spans: Spans, from: number, until: number): boolean => {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]![1] <= from) low = middle + 1;
    else high = middle;
  }
  return low < spans.length && spans[low]![0] < until;
};

/** A position behind the one at which a note stands, for what happened to it since without an event. */
export const positionBehind = (position: string): string => {
  const [of, count = '0'] = position.split('~') as [string, string?];
  return `${of}~${String(Number(count) + 1).padStart(9, '0')}`;
};
