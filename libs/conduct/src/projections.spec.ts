import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Event, Recorded } from '@hewu/kernel/src/event.js';
import type { ConductEvent } from './events.js';
import { suspensionsProjection, type SuspensionDocument } from './suspensions.projection.js';
import { violationsProjection, type ViolationDocument } from './violations.projection.js';

/** A recorded example, with some fields changed. */
const example = <E extends Event>(type: E['type'], changes: object = {}): Recorded<E> =>
  ({ type, data: { ...(JSON.parse(readFileSync(join(__dirname, 'examples', `${type}.v1.json`), 'utf8')) as object), ...changes }, eventId: 'e', schemaVersion: 1, stream: 's-1', revision: 0, position: '1', recordedAt: '2026-03-02T01:00:00.000Z' }) as unknown as Recorded<E>;

const violation = (...events: readonly Recorded<ConductEvent>[]): ViolationDocument | null => events.reduce<ViolationDocument | null>(violationsProjection.evolve, null);
const event = example<ConductEvent>;

test('a violation is followed until its points come back', () => {
  const recorded = event('ViolationRecorded');
  expect(violation(recorded)).toMatchObject({ status: 'counts', points: 4, rule: 'CN/conduct_no_show_points/1', recordedBy: null, appeal: null });
  expect(violation(recorded, recorded)).toEqual(violation(recorded));
  expect(violation(recorded, event('PersonSuspended'))).toMatchObject({ status: 'spent' });
  expect(violation(recorded, event('PersonSuspended'), event('SuspensionLifted', { ground: 'staff' }))).toMatchObject({ status: 'spent' });
  expect(violation(recorded, event('PersonSuspended'), event('SuspensionLifted', { ground: 'appeal' }))).toMatchObject({ status: 'counts' });
  expect(violation(recorded, event('PointsRestored', { ground: 'time' }))).toMatchObject({ status: 'restored' });
  const appealed = violation(recorded, event('AppealLodged', { statement: 'canary' }), event('AppealDecided'), event('PointsRestored'), event('SuspensionLifted', { ground: 'appeal' }));
  expect(appealed).toMatchObject({ status: 'withdrawn', appeal: { upheld: true, reason: '当日停电' } });
  // What somebody said in an appeal is read from the log alone.
  expect(JSON.stringify(appealed)).not.toContain('canary');
  expect(violation(event('PointsRestored'))).toBeNull();
});

test('a violation that the record of the use withdraws counts no more, and those beside it count again', () => {
  const recorded = event('ViolationRecorded');
  expect(violation(recorded, event('PointsRestored', { ground: 'record' }))).toMatchObject({ status: 'withdrawn' });
  expect(violation(recorded, event('PersonSuspended'), event('SuspensionLifted', { ground: 'record' }))).toMatchObject({ status: 'counts' });
  // A suspension that is counted anew rests on what it rested on.
  expect(violation(recorded, event('PersonSuspended'), event('PointsRestored', { ground: 'time' }), event('PersonSuspended', { previousUntilOn: '2027-03-03' }))).toMatchObject({ status: 'restored' });
});

test('a suspension touches each violation it rests on, and is known when it is over', () => {
  expect(violationsProjection.key(event('PersonSuspended', { violationIds: ['a', 'b'] }))).toEqual(['a', 'b']);
  expect(suspensionsProjection.key(event('ViolationRecorded'))).toBeNull();
  expect(suspensionsProjection.evolve(null, event('PersonSuspended'))).toMatchObject({ cappedBy: null });
  const cappedBy = { amount: 365, rule: { jurisdiction: 'CN', id: 'conduct_suspension_ahead_days', version: 1 }, ownerRulesVersion: null };
  expect(suspensionsProjection.evolve(null, event('PersonSuspended', { cappedBy }))).toMatchObject({ cappedBy: { days: 365, rule: 'CN/conduct_suspension_ahead_days/1' } });
  const over = [event('PersonSuspended'), event('SuspensionLifted')].reduce<SuspensionDocument | null>(suspensionsProjection.evolve, null);
  expect(over).toMatchObject({ reached: 3, untilOn: '2026-09-03', lifted: { ground: 'staff', reason: '已接受培训' } });
});
