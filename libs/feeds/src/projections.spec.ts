import type { Event, Recorded } from '@hewu/kernel/src/event.js';
import type { CalendarEvent } from '@hewu/instruments/src/events.js';
import type { OrganisationEvent, PersonEvent } from '@hewu/organisations/src/events.js';
import { calendar } from '../../instruments/src/calendar.decider.js';
import { booked, held, monday, move, NOW, offered, opened, staffs } from '../../instruments/src/calendar-fixtures.js';
import type { PersonalFeedsEvent } from './events.js';
import { feedOrganisationsProjection, type FeedOrganisationDocument } from './organisations.projection.js';
import { meets, positionBehind } from './own-calendar-notes.js';
import { feedLinksProjection, ownCalendarsProjection, type OwnCalendarsDocument } from './personal-feeds.projection.js';
import { feedPlacesProjection, feedZonesProjection } from './places.projection.js';
import { feedSlotsProjection, type SlotDocument } from './slots.projection.js';

const recorded = <E extends Event>(event: E, revision: number, stream = 'calendar-sem'): Recorded<E> =>
  ({ ...event, eventId: `e-${revision}`, schemaVersion: 1, stream, revision, position: String(revision).padStart(8, '0'), recordedAt: NOW, metadata: { commandId: 'c', fingerprint: '', correlationId: 'c', causationId: 'c', actor: 'li', onBehalfOf: null, region: null, legalBasis: null, occurredAt: NOW } }) as unknown as Recorded<E>;

/** Folded as the runner folds: every event to every document that it touches. */
const slots = (...events: readonly CalendarEvent[]): ReadonlyMap<string, SlotDocument> => {
  const documents = new Map<string, SlotDocument>();
  events.forEach((event, revision) => {
    const one = recorded(event, revision);
    for (const id of feedSlotsProjection.key(one) as readonly string[]) {
      const next = feedSlotsProjection.evolve(documents.get(id) ?? null, one, id);
      if (next) documents.set(id, next);
    }
  });
  return documents;
};
const shown = (documents: ReadonlyMap<string, SlotDocument>): readonly (readonly [string, string, number])[] => [...documents.values()].map(({ _id, standing, sequence }) => [_id, standing, sequence]);

describe('what calendars elsewhere show of a calendar', () => {
  test('a booking that is over takes no time any more, and one that ended early less', () => {
    expect(shown(slots(opened(), booked(), { type: 'BookingMissed', data: { bookingId: 'b1', graceMinutes: 30, missedAt: NOW } }))).toEqual([['booking:b1', 'cancelled', 2]]);
    const used = slots(opened(), booked(), { type: 'UsageRecorded', data: { bookingId: 'b1', from: monday('09:00'), until: monday('10:00'), minutes: 60, note: '', recordedBy: 'li', recordedAt: NOW } });
    expect(used.get('booking:b1')).toMatchObject({ until: monday('10:00'), sequence: 2 });
    // Longer than its slot, it keeps its end; a check-in changes nothing that a calendar shows.
    expect(slots(opened(), booked(), { type: 'BookingStarted', data: { bookingId: 'b1', until: monday('11:00'), startedAt: NOW } }).get('booking:b1')).toMatchObject({ sequence: 1 });
  });

  test('an offer is answered by the booking that it becomes, and may be made again', () => {
    const accepted = booked('09:00', '11:00', 'b1', { offerId: 'w1' });
    expect(shown(slots(opened(), offered('09:00', '11:00'), accepted))).toEqual([['offer:w1', 'cancelled', 2], ['booking:b1', 'confirmed', 2]]);
    const ended: CalendarEvent = { type: 'OfferEnded', data: { offerId: 'w1', ground: 'expired', endedAt: NOW } };
    expect(shown(slots(opened(), offered('09:00', '11:00'), ended, offered('13:00', '14:00')))).toEqual([['offer:w1', 'tentative', 3]]);
  });

  test('a booking that asks the owner for another slot is tentative there, and what it keeps is taken until they answer', () => {
    const before = [opened({ confirmation: 'owner' }), booked('1 09:00', '1 11:00')];
    const after = (command: object, events: readonly CalendarEvent[]): readonly CalendarEvent[] => [...events, ...(calendar.decide(command as never, events.reduce(calendar.evolve, calendar.initialState)) as readonly CalendarEvent[])];
    const moved = after(move('1 13:00', '1 15:00'), before);
    expect(slots(...moved).get('booking:b1')).toMatchObject({ from: monday('1 13:00'), standing: 'tentative' });
    expect(slots(...moved).get('kept:k1')).toMatchObject({ kind: 'kept', from: monday('1 09:00'), until: monday('1 11:00'), standing: 'confirmed', personId: 'li' });
    const accepted = slots(...after({ do: 'confirm', ...staffs('08:00') }, moved));
    expect([accepted.get('booking:b1')!.standing, accepted.get('kept:k1')!.standing]).toEqual(['confirmed', 'cancelled']);
    const declined = slots(...after({ do: 'decline', ...staffs('08:00'), reason: 'x' }, moved));
    expect(declined.get('booking:b1')).toMatchObject({ from: monday('1 09:00'), standing: 'confirmed' });
    expect(declined.get('kept:k1')!.standing).toBe('cancelled');
    // What is held for a moment before it is booked is no business of a calendar elsewhere.
    expect(shown(slots(opened(), held('09:00', '10:00')))).toEqual([]);
  });

  test('an outage ends when it is ended, or never was', () => {
    const outage: CalendarEvent = { type: 'OutageAnnounced', data: { outageId: 'o1', from: monday('1 08:00'), until: monday('2 08:00'), kind: 'planned', treatment: 'cancel', seriesId: null, reason: 'x', announcedBy: 'chen', announcedAt: NOW } };
    const end = (endedAt: string): CalendarEvent => ({ type: 'OutageEnded', data: { outageId: 'o1', endedBy: 'chen', endedAt } });
    expect(shown(slots(outage, end(NOW)))).toEqual([['outage:o1', 'cancelled', 1]]);
    expect(slots(outage, end(monday('1 12:00'))).get('outage:o1')).toMatchObject({ standing: 'confirmed', until: monday('1 12:00') });
  });

  test('an id that comes again shows the booking that had it first; what is not there changes nothing', () => {
    expect(slots(opened(), booked(), booked('14:00', '15:00')).get('booking:b1')).toMatchObject({ from: monday('09:00'), sequence: 1 });
    expect(shown(slots({ type: 'BookingConfirmed', data: { bookingId: 'b9', missedAt: NOW, confirmedBy: 'chen', confirmedAt: NOW } }))).toEqual([]);
  });
});

test('an organisation’s managers are those who hold the role now', () => {
  const events: readonly OrganisationEvent[] = [
    { type: 'OrganisationRegistered', data: { organisationId: 'o', name: '甲', nameEn: null, kind: 'firm', region: '500117', uscc: 'u', usccOverride: null, registeredBy: 'p', administrator: 'p' } },
    { type: 'RolesGranted', data: { organisationId: 'o', personId: 'p', roles: ['instrument_manager'], administrator: true, grantedBy: 'p' } },
    { type: 'RolesGranted', data: { organisationId: 'o', personId: 'q', roles: ['instrument_manager'], administrator: false, grantedBy: 'p' } },
    { type: 'RolesGranted', data: { organisationId: 'o', personId: 'p', roles: ['researcher'], administrator: true, grantedBy: 'p' } },
    { type: 'OrganisationCorrected', data: { organisationId: 'o', name: '乙', nameEn: 'B', kind: 'firm', region: '500117', correctedBy: 'p' } },
  ];
  const document = events.reduce<FeedOrganisationDocument | null>((before, event, n) => feedOrganisationsProjection.evolve(before, recorded(event, n)), null);
  expect(document).toEqual({ _id: 'o', name: '乙', nameEn: 'B', managers: ['q'] });
});

test('a link is found until it is revoked; a person’s calendars until they are removed or the person erased', () => {
  const made: PersonalFeedsEvent = { type: 'FeedLinkMade', data: { personId: 'p', linkId: 'l', tokenSha256: 'h', subject: { kind: 'own' }, language: 'en' } };
  const link = feedLinksProjection.evolve(null, recorded(made, 1));
  expect(link).toEqual({ _id: 'h', personId: 'p', linkId: 'l', subject: { kind: 'own' }, language: 'en', madeAt: NOW });
  expect(feedLinksProjection.evolve(link, recorded<PersonalFeedsEvent>({ type: 'FeedLinkRevoked', data: { personId: 'p', linkId: 'l', tokenSha256: 'h' } }, 2))).toBeNull();

  const added = (n: number): PersonalFeedsEvent => ({ type: 'OwnCalendarAdded', data: { personId: 'p', ownCalendarId: `c${n}`, address: 'https://calendar.example/secret' } });
  const after = (...events: readonly (PersonalFeedsEvent | PersonEvent)[]): OwnCalendarsDocument | null => events.reduce<OwnCalendarsDocument | null>((before, event, n) => ownCalendarsProjection.evolve(before, recorded(event, n)), null);
  expect(after(added(1), added(2), { type: 'OwnCalendarRemoved', data: { personId: 'p', ownCalendarId: 'c1' } })).toEqual({ _id: 'p', calendars: [{ id: 'c2', addedAt: NOW }], changedAt: '00000002' });
  expect(after(added(1), { type: 'PersonErased', data: { personId: 'p', reason: 'x' } })).toEqual({ _id: 'p', calendars: [], changedAt: '00000001' });
  expect(JSON.stringify(after(added(1)))).not.toContain('secret');
  expect(after({ type: 'PersonErased', data: { personId: 'p', reason: 'x' } })).toBeNull();
});

test('a calendar has a zone, an instrument a name and a place', () => {
  expect(feedZonesProjection.evolve(null, recorded(opened({ zone: 'Europe/Berlin' }), 0))).toEqual({ _id: 'sem', zone: 'Europe/Berlin' });
  const registered = { type: 'InstrumentRegistered', data: { instrumentId: 'i', calendarId: 'sem', ownerOrganisationId: 'o', name: { zh: '甲', en: 'A' }, place: { zh: '乙', en: 'B' } } } as never;
  expect(feedPlacesProjection.evolve(null, recorded(registered, 0) as never)).toEqual({ _id: 'i', calendarId: 'sem', ownerOrganisationId: 'o', name: { zh: '甲', en: 'A' }, place: { zh: '乙', en: 'B' } });
});

test('a span meets those that it shares a moment with', () => {
  const spans = [[10, 20], [30, 40]] as const;
  expect([[0, 10], [0, 11], [19, 30], [20, 30], [25, 31], [40, 50], [0, 99]].map(([from, until]) => meets(spans, from!, until!))).toEqual([false, true, true, false, true, false, true]);
  expect(meets([], 0, 1)).toBe(false);
  expect(positionBehind(positionBehind('5'))).toBe('5~000000002');
});
