import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Event, Recorded } from '@hewu/kernel/src/event.js';
import type { IncidentEvent } from './events.js';
import { incidentsProjection, type IncidentDocument } from './incidents.projection.js';

/** A recorded example, with some fields changed. */
const example = <E extends Event>(type: E['type'], changes: object = {}): Recorded<E> =>
  ({ type, data: { ...(JSON.parse(readFileSync(join(__dirname, 'examples', `${type}.v1.json`), 'utf8')) as object), ...changes }, eventId: 'e', schemaVersion: 1, stream: 's-1', revision: 0, position: '1', recordedAt: '2026-03-02T01:00:00.000Z' }) as unknown as Recorded<E>;

test('an incident is followed from the report to the measures', () => {
  const event = example<IncidentEvent>;
  const story = [event('IncidentReported'), event('IncidentTakenUp', { outageId: null }), event('IncidentTakenUp', { takenUpAt: '2026-03-03T05:00:00.000Z' }), event('IncidentClosed')];
  const after = (n: number): IncidentDocument | null => story.slice(0, n).reduce<IncidentDocument | null>(incidentsProjection.evolve, null);
  expect([1, 2, 3, 4].map((n) => after(n)!.status)).toEqual(['reported', 'taken_up', 'taken_up', 'closed']);
  // Since when it was taken up does not change when an outage follows.
  expect(after(3)).toMatchObject({ outageId: '01953c00-0000-7000-8000-000000000092', takenUpAt: '2026-03-03T03:00:00.000Z' });
  expect(after(4)).toMatchObject({ measures: '更换接头，检查全部水路。', respondBy: '2026-03-05T16:00:00.000Z' });
});
