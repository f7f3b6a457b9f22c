import { contexts } from '../contexts.js';
import { statusPage } from './status-page.js';
import type { Status } from './status.js';

const WIDEST = 'listings (being built as listings_v1_1)';
const END = '0000000000001234';
const model = (name: string, change: object = {}): Status['projections'][number] => ({ name, version: 1, collection: `${name}_v1`, served: true, position: END, parked: null, caughtUp: true, lag: null, ...change });
const status = (change: Partial<Status> = {}): Status => ({ at: '2026-11-25T01:00:00.000Z', end: END, projections: [model('people'), model('bookings')], processes: { position: END, caughtUp: true, lag: null, parked: null }, webhooks: { parked: null }, timers: { open: 3, late: 0, refused: [] }, ...change });

describe('the status for an operator', () => {
  test('says in its first line that all is well, and where everything stands', () =>
    expect(statusPage(status())).toBe(
      ['All is well (2026-11-25T01:00:00.000Z)', `log          ends at ${END}`, `processes    ${END}, up to date; 3 timers open`, 'read models  2 of 2 up to date', '  bookings, people'].join('\n'),
    ));

  test('of what is not, in the first line how much, and below each with its name, position and lag', () => {
    const page = statusPage(
      status({
        projections: [
          model('people'),
          model('bookings', { position: '0000000000001200', caughtUp: false, lag: { events: 34, more: false, seconds: 2 } }),
          model('listings', { collection: 'listings_v1_1', served: false, position: null, caughtUp: false, lag: { events: 10_000, more: true, seconds: 86_400 } }),
          model('charges', { position: '0000000000001000', caughtUp: false, lag: { events: 1, more: false, seconds: 61 }, parked: 'event e-7 of type ChargeRaised has version 9' }),
        ],
        processes: { position: '0000000000001233', caughtUp: false, lag: { events: 1, more: false, seconds: 0 }, parked: null },
        timers: { open: 4, late: 1, refused: [{ id: 't-1', process: 'offers', dueAt: '2026-11-25T00:00:00.000Z', why: 'slot_taken' }] },
      }),
    );
    expect(page.split('\n')).toEqual([
      'Not all is well: 1 read model parked, 1 timer refused, 1 timer late, 2 read models behind, the processes behind (2026-11-25T01:00:00.000Z)',
      `log          ends at ${END}`,
      'processes    0000000000001233, 1 event, 0 s behind; 4 timers open',
      'read models  1 of 4 up to date',
      '  people',
      'behind',
      `  ${'bookings'.padEnd(WIDEST.length)}  0000000000001200  34 events, 2 s behind`,
      `  ${WIDEST}  at the beginning  more than 10000 events, 86400 s behind`,
      'parked: each stands still at an event that it cannot read or fold',
      `  ${'charges'.padEnd(WIDEST.length)}  0000000000001000  1 event, 61 s behind: event e-7 of type ChargeRaised has version 9`,
      'late: more than a minute after their time; the log of the server says why',
      '  1 timer',
      'refused: what was due was not done',
      '  offers  due 2026-11-25T00:00:00.000Z  slot_taken  (t-1)',
    ]);
  });

  test('of processes that met an event of a newer program names it', () => {
    const why = 'written by a newer program (we know version 1): BookingMade version 2 at calendar-1@7 (position 0000000000001234)';
    const page = statusPage(status({ processes: { position: '0000000000001233', caughtUp: false, lag: { events: 1, more: false, seconds: 90 }, parked: why }, webhooks: { parked: why } })).split('\n');
    expect(page[0]).toBe('Not all is well: the processes stand still, the webhooks stand still (2026-11-25T01:00:00.000Z)');
    expect(page.slice(-3)).toEqual(['standing still: nothing that comes after this event is reacted to, or told', `  processes  ${why}`, `  webhooks   ${why}`]);
  });

  test('of the whole product is one screen, and no line is wider than a terminal', () => {
    const names = contexts.flatMap(({ projections }) => projections.map(({ name }) => name));
    const lines = statusPage(status({ projections: names.map((name) => model(name)) })).split('\n');
    expect(names.length).toBeGreaterThan(50);
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(lines.join(' ')).toContain(`${names.length} of ${names.length} up to date`);
  });

  test('of a log without events', () => expect(statusPage(status({ end: null, projections: [], processes: { position: null, caughtUp: true, lag: null, parked: null } }))).toContain('log          ends at nothing, it is empty\nprocesses    at the beginning, up to date'));
});
