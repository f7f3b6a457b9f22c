import { story, type Story } from './samples.js';

/** The owner's instrument managers, and the operators of the instrument. */
const MANAGER = ['organisation/owner/instrument_manager', 'operator/i-1/owner'];
const USER = { organisationId: 'firm', personId: 'luo' };
const FROM = '2026-03-03T01:00:00.000Z';
const same = { bookingId: 'b-1' };
const slot = { ...same, instrumentId: 'i-1', organisationId: 'firm', personId: 'luo', bookedBy: 'luo', ownerOrganisationId: 'owner', from: FROM, until: '2026-03-03T03:00:00.000Z', confirmed: true, seriesId: null, offerId: null, actId: null };
const booked = (changes: object = {}): Story => story().record('SlotBooked', { ...slot, ...changes });
const requested = (changes: object = {}): Story => booked({ confirmed: false, ...changes });
/** What is told and not to be done. */
const news = (told: Story): readonly object[] => told.open.filter(({ audience }) => audience.length === 0).map(({ what, waiting }) => ({ what, to: waiting?.by, en: waiting?.sentence.en }));

describe('a request', () => {
  test('waits for the owner until the slot begins', () => {
    expect(requested().open).toMatchObject([{ what: 'booking_request', audience: MANAGER, superior: null, dueOrder: FROM, waiting: { key: 'b-1:booking_request:0' } }]);
  });

  test('accepted: the user is told, and has to check in; declined, or never answered: the user is told', () => {
    const accepted = requested().record('BookingConfirmed', same);
    expect(accepted.waits).toEqual(['check_in', 'booking_accepted']);
    expect(news(accepted)).toEqual([{ what: 'booking_accepted', to: USER, en: 'Your request for 2026-03-03 09:00 was accepted' }]);
    expect(news(requested().record('BookingDeclined', { ...same, ground: 'owner', reason: 'not to be mailed' }))).toEqual([{ what: 'booking_declined', to: USER, en: 'Your request for 2026-03-03 09:00 was declined' }]);
    expect(news(requested().record('BookingDeclined', { ...same, ground: 'not_answered' }))).toEqual([{ what: 'booking_declined', to: USER, en: 'Your request for 2026-03-03 09:00 was not answered in time and lapsed' }]);
  });

  test('that is moved is asked anew, once', () => {
    const moved = requested().record('BookingMoved', { ...same, from: '2026-03-04T01:00:00.000Z', confirmed: false, by: 'user' });
    expect(moved.open).toMatchObject([{ what: 'booking_request', dueOrder: '2026-03-04T01:00:00.000Z', waiting: { key: 'b-1:booking_request:1' } }]);
  });

  test('that is part of a series is told with the others in one letter', () => {
    const two = requested({ seriesId: 's-1' }).record('SlotBooked', { ...slot, bookingId: 'b-2', confirmed: false, seriesId: 's-1' });
    expect(two.waits).toEqual(['series_part_request', 'series_request', 'series_part_request']);
    expect(news(two)).toEqual([{ what: 'series_request', to: { organisationId: 'owner', roles: ['instrument_manager'], instrumentIds: ['i-1'] }, en: 'A series of 2 requests waits for an answer' }]);
  });
});

describe('a booking', () => {
  test('made by somebody else is told to whom it was made for', () => {
    expect(news(booked({ bookedBy: 'manager' }))).toEqual([{ what: 'booked_for_you', to: USER, en: 'An instrument was booked for you for 2026-03-03 09:00' }]);
    expect(news(booked())).toEqual([]);
  });

  test('moved or cancelled by others is told, by oneself is not', () => {
    const moved = { ...same, from: '2026-03-03T08:00:00.000Z', previousFrom: FROM };
    expect(news(booked().record('BookingMoved', { ...moved, by: 'outage' }))).toEqual([{ what: 'booking_moved', to: USER, en: 'An outage moved your booking from 2026-03-03 09:00 to 2026-03-03 16:00' }]);
    expect(news(booked().record('BookingMoved', { ...moved, by: 'staff' }).record('BookingCancelled', { ...same, by: 'staff', reason: 'not to be mailed' }))).toEqual([{ what: 'booking_cancelled', to: USER, en: 'The owner cancelled your booking of 2026-03-03 16:00' }]);
    expect(booked().record('BookingMoved', { ...moved, by: 'user' }).waits).toEqual(['check_in']);
    expect(booked().record('BookingCancelled', { ...same, by: 'user' }).documents.size).toBe(0);
  });

  test('given back because another part of its act was declined is told to its user and to its owner', () => {
    const told = booked({ actId: 'x' }).record('BookingCancelled', { ...same, by: 'act' });
    expect(news(told)).toEqual([
      { what: 'booking_cancelled', to: USER, en: 'A refusal of another instrument that you booked with it cancelled your booking of 2026-03-03 09:00' },
      { what: 'act_part_cancelled', to: { organisationId: 'owner', roles: ['instrument_manager'], instrumentIds: ['i-1'] }, en: 'The booking of 2026-03-03 09:00 was given back: another instrument booked with it was declined' },
    ]);
    expect(booked({ actId: 'x' }).record('BookingCancelled', { ...same, by: 'user' }).documents.size).toBe(0);
  });

  test('that an outage took and offers anew is told once, with the offer', () => {
    const told = booked().record('BookingCancelled', { ...same, by: 'outage' }).record('SlotOffered', { offerId: 'b-1', entryId: null, displacedBookingId: 'b-1', organisationId: 'firm', personId: 'luo', from: '2026-03-03T08:00:00.000Z', expiresAt: '2026-03-02T03:00:00.000Z' });
    expect(told.open).toMatchObject([{ what: 'slot_offer', dueOrder: '2026-03-02T03:00:00.000Z', waiting: { by: USER, sentence: { en: 'An outage took your booking; 2026-03-03 16:00 is kept for you instead' } } }]);
  });

  test('missed is told; one who may come earlier is told so', () => {
    expect(news(booked().record('BookingMissed', same))).toEqual([{ what: 'booking_missed', to: USER, en: 'Nobody checked in for your booking of 2026-03-03 09:00' }]);
    const earlier = booked().record('TimeFreed', { bookingId: 'b-0', nextBookingId: 'b-1', from: '2026-03-03T00:10:00.000Z' });
    expect(news(earlier)).toEqual([{ what: 'time_freed', to: USER, en: 'The one before you has finished: the instrument is free from 2026-03-03 08:10, and you may come earlier' }]);
    expect(news(booked().record('TimeFreed', { bookingId: 'b-0', nextBookingId: null }))).toEqual([]);
  });

  test('broken off by others is told, and its use is still to be recorded', () => {
    const told = booked().record('BookingStarted', same).record('UseInterrupted', { ...same, by: 'outage' });
    expect(told.waits).toEqual(['usage_recording', 'use_interrupted']);
    expect(booked().record('BookingStarted', same).record('UseInterrupted', { ...same, by: 'user' }).waits).toEqual(['usage_recording']);
  });

  test('that is overdue is a case for the owner until its use is recorded', () => {
    const told = booked().record('BookingStarted', same).record('BookingOverdue', { ...same, since: '2026-03-03T03:00:00.000Z' });
    expect(told.open).toMatchObject([{ what: 'usage_recording' }, { what: 'overdue_use', audience: MANAGER, waiting: { sentence: { en: 'A use that should have ended at 2026-03-03 11:00 is not recorded' } } }]);
    expect(told.record('UsageRecorded', same).waits).toEqual(['usage_confirmation']);
  });

  test('that runs into an outage is told to its user, and to staff until it has ended or will in time', () => {
    const meets = { ...same, outageId: 'o-1', instrumentId: 'i-1', ownerOrganisationId: 'owner', outageFrom: '2026-03-03T02:00:00.000Z', until: '2026-03-03T03:00:00.000Z' };
    const told = (): Story => booked().record('BookingStarted', same).record('UseMeetsOutage', meets);
    expect(news(told())).toEqual([{ what: 'outage_ahead', to: USER, en: 'The instrument goes out of service at 2026-03-03 10:00: please end your use by then' }]);
    expect(told().open).toContainEqual(expect.objectContaining({ what: 'use_meets_outage', audience: MANAGER, dueOrder: meets.outageFrom }));
    const ended = [['BookingEndChanged', { until: '2026-03-03T02:00:00.000Z' }], ['UseInterrupted', { by: 'staff' }], ['UsageRecorded', {}], ['BookingOverdue', {}]] as const;
    for (const [type, changes] of ended) expect(told().record(type, { ...same, ...changes }).waits).not.toContain('use_meets_outage');
    expect(told().record('BookingEndChanged', { ...same, until: '2026-03-03T02:30:00.000Z' }).waits).toContain('use_meets_outage');
  });

  test('that nobody recorded in time stays a case for the owner until it is', () => {
    const told = booked().record('BookingStarted', same).record('BookingOverdue', { ...same, since: '2026-03-03T03:00:00.000Z' }).record('UseUnrecorded', { ...same, since: '2026-03-03T03:00:00.000Z' });
    expect(told.open).toMatchObject([{ what: 'usage_recording' }, { what: 'unrecorded_use', audience: MANAGER, waiting: { sentence: { en: expect.stringContaining('2026-03-03 11:00 was not recorded in time') } } }]);
    expect(told.record('LateUsageRecorded', same).waits).toEqual(['usage_confirmation']);
  });

  test('whose end moves is to be recorded at its new end', () => {
    expect(booked().record('BookingStarted', same).record('BookingEndChanged', { ...same, until: '2026-03-03T04:00:00.000Z' }).open).toMatchObject([{ what: 'usage_recording', dueOrder: '2026-03-03T04:00:00.000Z' }]);
  });
});

describe('an offer', () => {
  const offer = { offerId: 'e-1', entryId: 'e-1', displacedBookingId: null, organisationId: 'firm', personId: 'luo', from: FROM, expiresAt: '2026-03-02T03:00:00.000Z' };
  const offered = (): Story => story().record('SlotOffered', offer);

  test('waits for its answer until it expires', () => {
    expect(offered().open).toMatchObject([{ what: 'slot_offer', audience: ['person/luo/firm'], superior: null, dueOrder: offer.expiresAt, waiting: { key: 'e-1:slot_offer:2026-03-02T03:00:00.000Z', sentence: { en: 'Time came free for you: 2026-03-03 09:00 is kept for you until then' } } }]);
    expect(offered().record('SlotBooked', { ...slot, offerId: 'e-1' }).waits).not.toContain('slot_offer');
    expect(offered().record('OfferEnded', { offerId: 'e-1', ground: 'declined' }).documents.size).toBe(0);
  });

  test('that lapses or is taken back is told; whoever leaves is not', () => {
    expect(offered().record('OfferEnded', { offerId: 'e-1', ground: 'expired' }).record('WaitingLeft', { entryId: 'e-1', ground: 'let_lapse' }).waits).toEqual(['offer_lapsed']);
    expect(offered().record('OfferEnded', { offerId: 'e-1', ground: 'withdrawn' }).waits).toEqual(['offer_withdrawn']);
    expect(offered().record('OfferEnded', { offerId: 'e-1', ground: 'withdrawn' }).record('WaitingLeft', { entryId: 'e-1', ground: 'left' }).documents.size).toBe(0);
  });
});

test('whoever waits for an instrument that is retired is told so once, also when time was kept for them; whoever leaves or is served is not', () => {
  const waiting = (): Story => story().record('WaitingJoined', { entryId: 'e-1', organisationId: 'firm', personId: 'luo', from: FROM });
  const told = [{ what: 'waiting_ended', to: USER, en: 'The instrument for which you waited for 2026-03-03 09:00 was retired: your waiting has ended' }];
  expect(news(waiting().record('WaitingLeft', { entryId: 'e-1', ground: 'withdrawn' }))).toEqual(told);
  const offer = { offerId: 'e-1', entryId: 'e-1', displacedBookingId: null, organisationId: 'firm', personId: 'luo', from: FROM, expiresAt: FROM };
  expect(news(waiting().record('SlotOffered', offer).record('OfferEnded', { offerId: 'e-1', ground: 'withdrawn' }).record('WaitingLeft', { entryId: 'e-1', ground: 'withdrawn' }))).toEqual(told);
  for (const ground of ['left', 'served', 'time_over']) expect(waiting().record('WaitingLeft', { entryId: 'e-1', ground }).documents.size).toBe(0);
});

test('a series tells what it could not have', () => {
  const skipped = ['2026-03-10', '2026-03-17'].map((on) => ({ on, from: null, until: null, rules: ['slot_taken'] }));
  expect(news(story().record('SeriesBooked', { seriesId: 's-1', bookingIds: ['a', 'b'], skipped, bookedBy: 'luo' }))).toEqual([{ what: 'series_skipped', to: { personIds: ['luo'] }, en: 'Your series has 2 slots; 2 could not be had: 2026-03-10, 2026-03-17' }]);
  expect(story().record('SeriesBooked', { seriesId: 's-1', skipped: [] }).documents.size).toBe(0);
});

test('several instruments that were not had in time are told to whoever wanted them; what was refused was answered', () => {
  const begun = (): Story => story().record('ActBegun', { actId: 'x', organisationId: 'firm', bookedBy: 'luo' });
  expect(news(begun().record('ActAbandoned', { actId: 'x', ground: 'deadline' }))).toMatchObject([{ what: 'act_abandoned', to: USER }]);
  expect(begun().record('ActAbandoned', { actId: 'x', ground: 'refused' }).documents.size).toBe(0);
  expect(begun().record('ActCommitted', { actId: 'x' }).documents.size).toBe(0);
});
