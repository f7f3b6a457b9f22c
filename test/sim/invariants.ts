import { isDeepStrictEqual } from 'node:util';
import { BookingCheck } from '../../apps/api/src/operator/booking-check.js';
import { actEvents, calendarEvents, usageEvents } from '../../libs/instruments/src/events.js';
import type { ActEvent, CalendarEvent, QuotaEvent, UsageEvent } from '../../libs/instruments/src/events.js';
import { act } from '../../libs/instruments/src/act.decider.js';
import { bookingsProjection, type BookingDocument } from '../../libs/instruments/src/bookings.projection.js';
import { calendar } from '../../libs/instruments/src/calendar.decider.js';
import { explainMoment } from '../../libs/instruments/src/explanation.js';
import { BookingMoment } from '../../libs/instruments/src/explanation-moment.js';
import { lapsed } from '../../libs/instruments/src/lapse.decider.js';
import { quota } from '../../libs/instruments/src/quota.decider.js';
import { quotaIdOf } from '../../libs/instruments/src/quotas.js';
import { subjectOf } from '../../libs/instruments/src/tallies.decider.js';
import { categoryOf, idOf, type Recorded } from '../../libs/kernel/src/event.js';
import { TIMERS, type Timer } from '../../libs/kernel/src/process-steps.js';
import { collectionOf, type AnyProjection } from '../../libs/kernel/src/projection.js';
import type { Document, ReadStore } from '../../libs/kernel/src/read-store.js';
import type { Acknowledged } from './client.js';
import { INSTRUMENTS, OF_PARTNERS, OWNERS, partnerUntil, QUOTAS } from './laboratory.js';
import { PROJECTIONS } from './node.js';

/** All that is left when a month is over. */
export type Remains = { readonly log: readonly Recorded[]; readonly reads: ReadStore; readonly acknowledged: readonly Acknowledged[]; readonly now: string };

/** What must hold at the end of every history, each told as one line; empty when all of it does. */
export const broken = async (remains: Remains): Promise<readonly string[]> => {
  const replayed = new Map(PROJECTIONS.map((projection) => [projection.name, replay(projection, remains.log)]));
  const bookings = replayed.get(bookingsProjection.name) as ReadonlyMap<string, BookingDocument>;
  return [
    ...givenTwice(remains),
    ...lost(remains, bookings),
    ...(await differing(remains, replayed)),
    ...(await timers(remains)),
    ...twice(remains),
    ...acts(remains, bookings),
    ...quotas(remains, bookings),
    ...keptHours(remains, bookings),
    ...explanations(remains, bookings),
  ];
};

/** No instrument is given twice, by the checker that reads the log alone. */
const givenTwice = ({ log }: Remains): readonly string[] => {
  const check = new BookingCheck();
  for (const event of log) check.see(event);
  return check.finish().map((finding) => `no instrument is given twice: ${JSON.stringify(finding)}`);
};

/** Whatever somebody was told is done stands in the log, where they were told it does. */
const lost = ({ log, acknowledged }: Remains, bookings: ReadonlyMap<string, BookingDocument>): readonly string[] => {
  const moves = new Set(log.flatMap((event) => (event.type === 'BookingMoved' ? [moveKey(event.data as { bookingId: string; from: string; until: string })] : [])));
  const ids = new Set(log.flatMap(({ type, data }) => (type === 'SeriesBooked' ? [(data as { seriesId: string }).seriesId] : type === 'ActCommitted' ? [(data as { actId: string }).actId] : [])));
  const there = ({ what, id, from, until }: Acknowledged): boolean => {
    if (what === 'series' || what === 'act') return ids.has(id);
    const booking = bookings.get(id);
    if (what === 'booked') return booking !== undefined;
    const first = booking?.earlierSlots[0] ?? booking;
    return moves.has(moveKey({ bookingId: id, from, until })) || (first?.from === from && first.until === until);
  };
  return acknowledged.filter((one) => !there(one)).map((one) => `what was acknowledged is recorded: ${JSON.stringify(one)}`);
};
const moveKey = ({ bookingId, from, until }: { readonly bookingId: string; readonly from: string; readonly until: string }): string => `${bookingId} ${from} ${until}`;

/** Every read model is what its projection makes of the log, folded once from its beginning. */
const replay = (projection: AnyProjection, log: readonly Recorded[]): ReadonlyMap<string, Document> => {
  const key = projection.key as (event: Recorded) => string | readonly string[] | null;
  const evolve = projection.evolve as (document: Document | null, event: Recorded, id: string) => Document | null;
  const categories = new Set(projection.families.map(({ category }) => category));
  const documents = new Map<string, Document>();
  for (const event of log) {
    if (!categories.has(categoryOf(event.stream))) continue;
    for (const id of [key(event)].flat()) {
      if (id === null) continue;
      const document = evolve(documents.get(id) ?? null, event, id);
      if (document) documents.set(id, document);
      else documents.delete(id);
    }
  }
  return documents;
};

const differing = async ({ reads }: Remains, replayed: ReadonlyMap<string, ReadonlyMap<string, Document>>): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const projection of PROJECTIONS) {
    const wanted = replayed.get(projection.name)!;
    const kept = await reads.getMany(collectionOf(projection), [...wanted.keys()]);
    if ((await reads.count(collectionOf(projection), {})) !== wanted.size) found.push(`projections equal a replay: ${projection.name} holds another number than ${wanted.size}`);
    for (const document of kept) if (!isDeepStrictEqual(document, JSON.parse(JSON.stringify(wanted.get(document._id))))) found.push(`projections equal a replay: ${projection.name} ${document._id}`);
  }
  return found;
};

/** No timer is open that was due, none was refused, and nothing is left on any calendar that one should have done. */
const timers = async ({ reads, log, now }: Remains): Promise<readonly string[]> => {
  const { items } = await reads.find<Timer>(TIMERS, { limit: 100 });
  const left = items.map(({ _id, dueAt, refused }) => `every timer acted: ${_id}, due ${dueAt}, ${refused ?? 'is open'}`);
  const due = INSTRUMENTS.flatMap(({ instrumentId }) => {
    const state = eventsOf<CalendarEvent>(log, `${calendarEvents.category}-${instrumentId}`).reduce(calendar.evolve, calendar.initialState);
    return lapsed(state, { now, holidays: [] }).map(({ type, data }) => `every timer acted: ${type} is still to come on ${instrumentId}: ${JSON.stringify(data)}`);
  });
  const charged = new Set(usage(log).flatMap(({ type, data }) => (type === 'ChargeRaised' ? [data.bookingId] : [])));
  const uncharged = usage(log).filter(({ type, data }) => type === 'UsageConfirmed' && !charged.has(data.bookingId));
  return [...left, ...due, ...uncharged.map(({ data }) => `every process acted: ${data.bookingId} is confirmed and not charged`)];
};

/** What lapses lapses once, what a command did it did once, a usage is charged once. */
const twice = ({ log }: Remains): readonly string[] => {
  const found: string[] = [];
  const ends = new Set<string>();
  const last = new Map<string, string>();
  const commands = new Set<string>();
  for (const { type, stream, data, metadata } of log) {
    const id = ONCE[type] === undefined ? null : `${type} ${String((data as Record<string, unknown>)[ONCE[type]])}`;
    if (id !== null && ends.has(id)) found.push(`what lapses lapses once: ${id}`);
    if (id !== null) ends.add(id);
    const command = `${stream} ${metadata.commandId}`;
    // The events of one append follow each other on their stream.
    if (last.get(stream) !== metadata.commandId && commands.has(command)) found.push(`what a command did it did once: ${type} on ${stream} by ${metadata.commandId}`);
    last.set(stream, metadata.commandId);
    commands.add(command);
  }
  return found;
};
const ONCE: Readonly<Record<string, string>> = { HoldReleased: 'holdId', BookingMissed: 'bookingId', BookingDeclined: 'bookingId', BookingCancelled: 'bookingId', UsageRecorded: 'bookingId', ChargeRaised: 'bookingId', WaitingLeft: 'entryId', ActCommitted: 'actId', ActAbandoned: 'actId' };

/** Of an act all is had or nothing, and nothing is kept for it any more. */
const acts = ({ log }: Remains, bookings: ReadonlyMap<string, BookingDocument>): readonly string[] => {
  const held = new Set<string>();
  for (const { type, data } of log as readonly Recorded<CalendarEvent>[]) {
    if (type === 'SlotHeld') held.add(data.holdId);
    if (type === 'HoldReleased') held.delete(data.holdId);
    if (type === 'SlotBooked' && data.holdId !== null) held.delete(data.holdId);
  }
  const streams = [...new Set(log.filter(({ stream }) => categoryOf(stream) === actEvents.category).map(({ stream }) => stream))];
  return streams.flatMap((stream) => {
    const { data, outcome } = eventsOf<ActEvent>(log, stream).reduce(act.evolve, act.initialState);
    const had = data!.parts.filter(({ bookingId }) => bookings.has(bookingId)).length;
    const kept = data!.parts.filter(({ holdId }) => held.has(holdId)).length;
    const whole = kept === 0 && (outcome === 'committed' ? had === data!.parts.length : outcome === 'abandoned' && had === 0);
    const statuses = data!.parts.map(({ bookingId }) => bookings.get(bookingId)?.status);
    // Of an act of which a part was declined nobody is expected any more.
    if (statuses.includes('declined') && (statuses.includes('booked') || statuses.includes('requested'))) return [`acts are had whole or not at all: ${stream} was declined in part, and is ${statuses.join(', ')}`];
    return whole ? [] : [`acts are had whole or not at all: ${stream} is ${outcome}, ${had} of ${data!.parts.length} had, ${kept} held`];
  });
};

/** Every account says of each booking ahead of its last reservation what the calendars say. */
const quotas = ({ log }: Remains, bookings: ReadonlyMap<string, BookingDocument>): readonly string[] => {
  const owner = OWNERS[0];
  const should = new Map<string, Map<string, string>>();
  for (const booking of bookings.values()) {
    if (booking.ownerOrganisationId !== owner || booking.status === 'cancelled' || booking.status === 'declined') continue;
    for (const limit of QUOTAS) {
      const quotaId = quotaIdOf(owner, subjectOf(limit, booking)!);
      should.set(quotaId, (should.get(quotaId) ?? new Map<string, string>()).set(booking._id, `${booking.from} ${booking.until}`));
    }
  }
  const streams = new Set([...log.filter(({ stream }) => categoryOf(stream) === 'quota').map(({ stream }) => stream), ...[...should.keys()].map((quotaId) => `quota-${quotaId}`)]);
  return [...streams].flatMap((stream) => {
    const history = eventsOf<QuotaEvent>(log, stream);
    const { kept } = history.reduce(quota.evolve, quota.initialState);
    const onAccount = Object.values(kept).flatMap((shelf) => Object.entries(shelf));
    const since = history.reduce((latest, { type, data }) => (type === 'QuotaReserved' && data.reservedAt > latest ? data.reservedAt : latest), '');
    const counted = new Map(onAccount.flatMap(([id, { counts }]) => (counts ? [[id, `${new Date(counts.from).toISOString()} ${new Date(counts.until).toISOString()}`] as const] : [])));
    const ahead = (spans: ReadonlyMap<string, string>): readonly string[] => [...spans].filter(([, span]) => span.slice(25) > since).map(([id, span]) => `${id} ${span}`).sort();
    const [has, wants] = [ahead(counted), ahead(should.get(idOf(stream)) ?? new Map<string, string>())];
    const differ = [...has.filter((one) => !wants.includes(one)).map((one) => `counts ${one}`), ...wants.filter((one) => !has.includes(one)).map((one) => `lacks ${one}`)];
    const pending = onAccount.filter(([, one]) => one.pending !== null).map(([id]) => `still reserves ${id}`);
    return [...differ, ...pending].map((what) => `quotas equal a recount: ${stream} ${what}`);
  });
};

/** Whatever was booked or moved is explained as allowed, by the same list that decided it. A few of each month; those whose rules ask for public holidays are left out. */
const explanations = ({ log }: Remains, bookings: ReadonlyMap<string, BookingDocument>): readonly string[] => {
  const plain = new Set(INSTRUMENTS.filter(({ rules }) => rules.holidays.kept === 'open').map(({ instrumentId }) => instrumentId));
  const some = [...bookings.values()].filter(({ calendarId }) => plain.has(calendarId)).filter((_, n) => n % 50 === 0);
  return some.flatMap(({ _id: id, calendarId }) => {
    const seen = new BookingMoment(id);
    for (const event of eventsOf<CalendarEvent>(log, `${calendarEvents.category}-${calendarId}`)) seen.see(event);
    const wrong = seen.found ? explainMoment(seen.found, { user: { suspendedUntil: null, missing: [] }, quotas: [], holidays: [] }).checks.filter(({ holds, setAside }) => !holds && setAside === null) : [{ rule: 'nothing was found' }];
    return wrong.map(({ rule }) => `a booking is explained as it was decided: ${id} on ${calendarId}: ${seen.found?.kind ?? ''} ${rule}`);
  });
};

/** Weekends of the instrument that keeps them for partners are had by partners alone, whoever booked or moved. */
const keptHours = ({ log }: Remains, bookings: ReadonlyMap<string, BookingDocument>): readonly string[] =>
  eventsOf<CalendarEvent>(log, `${calendarEvents.category}-${OF_PARTNERS}`).flatMap(({ type, data }) => {
    if ((type !== 'SlotBooked' && type !== 'BookingMoved') || data.overrides.length > 0) return [];
    const local = new Date(Date.parse(data.from) + 8 * 3_600_000);
    const { personId } = bookings.get(data.bookingId)!;
    const [weekend, until, on] = [local.getUTCDay() % 6 === 0, partnerUntil(personId), local.toISOString().slice(0, 10)];
    return weekend && (until === undefined || (until !== null && until < on)) ? [`kept hours are kept: ${type} of ${data.bookingId} on ${on}`] : [];
  });

const eventsOf = <E extends CalendarEvent | ActEvent | QuotaEvent>(log: readonly Recorded[], stream: string): readonly Recorded<E>[] => log.filter((event) => event.stream === stream) as readonly unknown[] as readonly Recorded<E>[];
const usage = (log: readonly Recorded[]): readonly Recorded<UsageEvent>[] => log.filter(({ stream }) => categoryOf(stream) === usageEvents.category) as readonly Recorded<UsageEvent>[];
