import type { SeriesBooked, SeriesPattern } from './calendar-events.js';
import { book, booked, facts, given, NOW, opened, slot } from './calendar-fixtures.js';
import type { BookSeries } from './series-booking.decider.js';
import { OCCURRENCES_AT_MOST, occurrencesOf } from './series.decider.js';

const ids = Array.from({ length: OCCURRENCES_AT_MOST }, (_, n) => `s${n}`);
const pattern = (more: Partial<SeriesPattern> = {}): SeriesPattern => ({ repeats: 'daily', every: 1, startsOn: '2026-03-02', days: [], at: '09:00', minutes: 120, count: 3, untilOn: null, ...more });
const { bookingId: _, from: __, until: ___, holdId: ____, offerId: _____, actId: ______, overrides: _______, ...data } = book('09:00', '11:00').data;
const series = (more: Partial<SeriesPattern> = {}, rest: Partial<BookSeries> = {}): BookSeries => ({ do: 'book_series', seriesId: 's', pattern: pattern(more), bookingIds: ids, skipConflicts: false, data, facts, ...rest });
const head = (bookingIds: string[], skipped: SeriesBooked['data']['skipped'] = [], more: Partial<SeriesPattern> = {}): SeriesBooked => ({ type: 'SeriesBooked', data: { seriesId: 's', instrumentId: 'sem', organisationId: 'firm', personId: 'li', pattern: pattern(more), bookingIds, skipped, bookedBy: 'li', bookedAt: NOW } });
const one = (day: number, bookingId: string) => booked(`${day} 09:00`, `${day} 11:00`, bookingId, { seriesId: 's' });
const on = (more: Partial<SeriesPattern>, zone = 'Asia/Shanghai'): string[] => occurrencesOf(pattern(more), zone).map((found) => found.on);

describe('the days of a series', () => {
  test('each form, as RFC 5545 has it', () => {
    expect(on({ every: 2 })).toEqual(['2026-03-02', '2026-03-04', '2026-03-06']);
    expect(on({ repeats: 'weekdays', startsOn: '2026-03-06' })).toEqual(['2026-03-06', '2026-03-09', '2026-03-10']);
    expect(on({ repeats: 'weekly', every: 2, days: [1, 7], count: 4 })).toEqual(['2026-03-02', '2026-03-08', '2026-03-16', '2026-03-22']);
    expect(on({ repeats: 'weekly', startsOn: '2026-03-05', days: [1], untilOn: '2026-03-16', count: null })).toEqual(['2026-03-09', '2026-03-16']);
  });

  test('a day that a month lacks is left out and does not count', () => {
    expect(on({ repeats: 'monthly_by_date', startsOn: '2026-01-31' })).toEqual(['2026-01-31', '2026-03-31', '2026-05-31']);
    expect(on({ repeats: 'monthly_by_date', startsOn: '2026-01-29', untilOn: '2026-03-31', count: null })).toEqual(['2026-01-29', '2026-03-29']);
    expect(on({ repeats: 'monthly_by_weekday', startsOn: '2026-01-30' })).toEqual(['2026-01-30', '2026-05-29', '2026-07-31']);
    expect(on({ repeats: 'monthly_by_weekday', startsOn: '2026-03-10', every: 2 })).toEqual(['2026-03-10', '2026-05-12', '2026-07-14']);
  });

  test('each begins at the same local time whatever the clocks do, and a time they skip or repeat names no slot', () => {
    const berlin = (at: string) => occurrencesOf(pattern({ startsOn: '2026-03-28', at }), 'Europe/Berlin').map(({ slot: found, problem }) => problem ?? new Date(found!.from).toISOString().slice(11, 16));
    expect(berlin('09:00')).toEqual(['08:00', '07:00', '07:00']);
    expect(berlin('02:30')).toEqual(['01:30', 'local_time_skipped', '00:30']);
    const autumn = occurrencesOf(pattern({ startsOn: '2026-10-24', at: '02:00' }), 'Europe/Berlin').map(({ problem }) => problem);
    expect(autumn).toEqual([null, 'local_time_repeated', null]);
  });
});

describe('booking a series', () => {
  test('is one act: all of it', () => {
    given(opened()).when(series()).then(head(['s0', 's1', 's2']), one(0, 's0'), one(1, 's1'), one(2, 's2'));
    given(opened(), head(['s0', 's1', 's2']), one(0, 's0'), one(1, 's1'), one(2, 's2')).when(series()).thenRefused('series_id_reused');
  });

  test('or nothing, with every conflict told; or the rest, with the list of what was left out', () => {
    const taken = booked('1 10:00', '1 12:00');
    const [clash, nights] = [{ on: '2026-03-03', ...slot('1 09:00', '1 11:00'), rules: ['slot_taken'] }, { on: '2026-03-07', ...slot('5 09:00', '5 11:00'), rules: ['outside_opening_hours'] }];
    const details = (asked: object, nearestFree: object[], rule: string, limit: unknown) => ({ violations: [{ rule, limit, asked, overridable: rule !== 'slot_taken' }], nearestFree });
    given(opened(), taken).when(series()).thenRefused('series_conflicts', { conflicts: [{ ...clash, details: details(slot('1 09:00', '1 11:00'), [slot('1 12:30', '1 14:30'), slot('1 13:00', '1 15:00'), slot('1 13:30', '1 15:30')], 'slot_taken', 1) }], free: 2 });
    given(opened(), taken).when(series({ count: 6 }, { skipConflicts: true })).then(
      head(['s0', 's2', 's3', 's4'], [clash, nights].map(({ on, from, until, rules }) => ({ on, from, until, rules })), { count: 6 }), one(0, 's0'), one(2, 's2'), one(3, 's3'), one(4, 's4'));
    given(opened(), taken).when(series({ startsOn: '2026-03-03', count: 1 }, { skipConflicts: true })).thenRefused('series_empty');
  });

  test('its own bookings count against the limits as they are made', () => {
    const limits = [{ limitId: 'w', subject: 'person', group: null, measure: 'count', per: 'week', atMost: 2 }] as const;
    given(opened({ limits })).when(series({ count: 4 }, { skipConflicts: true })).then(head(['s0', 's1'], [2, 3].map((day) => ({ on: `2026-03-0${day + 2}`, ...slot(`${day} 09:00`, `${day} 11:00`), rules: ['limit_reached'] })), { count: 4 }), one(0, 's0'), one(1, 's1'));
  });

  test('a pattern that does not hold together, is empty or too long is refused; so is what is no matter of a day', () => {
    for (const wrong of [{ untilOn: '2026-03-09' }, { count: null }, { days: [1] }, { repeats: 'weekly' as const }, { every: 0 }, { repeats: 'weekdays' as const, every: 2 }]) given(opened()).when(series(wrong)).thenRefused('series_pattern_wrong');
    given(opened()).when(series({ count: 10_000 })).thenRefused('series_too_long', { atMost: OCCURRENCES_AT_MOST });
    given(opened()).when(series({ count: null, untilOn: '2029-01-01' })).thenRefused('series_too_long', { atMost: OCCURRENCES_AT_MOST });
    given(opened()).when(series({ count: null, untilOn: '2026-03-01' })).thenRefused('series_pattern_wrong', { fault: 'untilOn: not before startsOn' });
    given(opened()).when(series({ minutes: 0 })).thenRefused('series_conflicts');
    given(opened()).when(series({}, { facts: { ...facts, mayBookFor: false }, skipConflicts: true })).thenRefused('may_not_book_for_others');
    given(opened()).when(series({}, { facts: { ...facts, retired: true } })).thenRefused('instrument_retired');
  });
});
