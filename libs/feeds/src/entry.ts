import { escaped, feedHead, icalText, utc } from '@hewu/platform/src/ical-text.js';
import type { CalendarPart, InvitationMethod } from '@hewu/platform/src/invitation-letters.js';
import { timeLine, vtimezone } from './vtimezone.js';

export type EntryStatus = 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';

/** Something that takes time, as a calendar program is told of it. */
export type Entry = {
  /** The same for ever, so that a calendar program moves what it has and doubles nothing. */
  readonly uid: string;
  /** Rises with every change. */
  readonly sequence: number;
  readonly createdAt: string;
  readonly changedAt: string;
  readonly from: string;
  readonly until: string;
  /** IANA zone by whose clocks it is shown. */
  readonly zone: string;
  readonly status: EntryStatus;
  readonly summary: string;
  readonly description: string | null;
  readonly location: string | null;
  readonly url: string | null;
  /** An outage keeps its reader from nothing else. */
  readonly transparent: boolean;
};

/** How often a calendar program should look again. */
const LOOK_AGAIN = 'PT15M';

const begin = (method: string): readonly string[] => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Hewu//Feeds//EN', 'CALSCALE:GREGORIAN', `METHOD:${method}`];

/** A zone for each that is named, over all the time that is. */
const zonesOf = (entries: readonly Entry[]): readonly string[] => {
  if (entries.length === 0) return [];
  const from = entries.reduce((least, entry) => (entry.from < least ? entry.from : least), entries[0]!.from);
  const until = entries.reduce((most, entry) => (entry.until > most ? entry.until : most), entries[0]!.until);
  return [...new Set(entries.map(({ zone }) => zone))].sort().flatMap((zone) => vtimezone(zone, from, until));
};

const linesOf = (entry: Entry, ends: readonly string[] = []): readonly string[] => [
  'BEGIN:VEVENT',
  `UID:${escaped(entry.uid)}`,
  `SEQUENCE:${entry.sequence}`,
  `DTSTAMP:${utc(entry.changedAt)}`,
  `CREATED:${utc(entry.createdAt)}`,
  `LAST-MODIFIED:${utc(entry.changedAt)}`,
  timeLine('DTSTART', entry.zone, entry.from),
  timeLine('DTEND', entry.zone, entry.until),
  `STATUS:${entry.status}`,
  `SUMMARY:${escaped(entry.summary)}`,
  ...(entry.description === null ? [] : [`DESCRIPTION:${escaped(entry.description)}`]),
  ...(entry.location === null ? [] : [`LOCATION:${escaped(entry.location)}`]),
  ...(entry.url === null ? [] : [`URL:${entry.url.replace(/[\r\n]/g, '')}`]),
  `TRANSP:${entry.transparent || entry.status === 'CANCELLED' ? 'TRANSPARENT' : 'OPAQUE'}`,
  ...ends,
  'END:VEVENT',
];

/** A feed: everything as it stands now. Pure. */
export const feedText = (name: string, entries: readonly Entry[]): string => icalText([...begin('PUBLISH'), ...feedHead(name, LOOK_AGAIN), ...zonesOf(entries), ...entries.flatMap((entry) => linesOf(entry)), 'END:VCALENDAR']);

/** What may stand in an address of a mail as it is; whatever else would end it, or begin a parameter. */
const mailto = (address: string): string => `mailto:${encodeURIComponent(address).replaceAll('%40', '@').replaceAll('%2B', '+')}`;

/**
 * One invitation, or its withdrawal (RFC 5546, 3.2.2 and 3.2.5), from the house's sender to one person, who has accepted: they
 * booked it. Pure.
 */
export const invitationPart = (method: InvitationMethod, entry: Entry, { organizer, attendee }: { readonly organizer: string; readonly attendee: string }): CalendarPart => {
  const ends = [`ORGANIZER;CN=Hewu:${mailto(organizer)}`, `ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:${mailto(attendee)}`];
  return { method, text: icalText([...begin(method), ...zonesOf([entry]), ...linesOf({ ...entry, status: method === 'CANCEL' ? 'CANCELLED' : entry.status }, ends), 'END:VCALENDAR']) };
};
