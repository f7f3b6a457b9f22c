import { specification } from '@hewu/kernel/src/testing.js';
import { act, PARTS_AT_MOST, type ActCommand } from './act.decider.js';
import type { ActAbandoned, ActBegun, ActCommitted, ActPart } from './act-events.js';

const NOW = '2026-03-02T01:00:00.000Z';
const DEADLINE = '2026-03-02T01:01:00.000Z';
const part = (n: number): ActPart => ({ instrumentId: `i${n}`, calendarId: `c${n}`, from: '2026-03-03T01:00:00.000Z', until: '2026-03-03T03:00:00.000Z', mode: null, holdId: `h${n}`, bookingId: `b${n}` });
const parts = (count: number): readonly ActPart[] => Array.from({ length: count }, (_, n) => part(n));
const data = { actId: 'a', organisationId: 'firm', personId: 'li', bookedBy: 'li', parts: parts(2) };
const begin = (more: Partial<ActBegun['data']> = {}): ActCommand => ({ do: 'begin', data: { ...data, ...more }, now: NOW, deadlineAt: DEADLINE });
const begun: ActBegun = { type: 'ActBegun', data: { ...data, deadlineAt: DEADLINE, begunAt: NOW } };
const committed: ActCommitted = { type: 'ActCommitted', data: { actId: 'a', committedAt: NOW } };
const abandoned: ActAbandoned = { type: 'ActAbandoned', data: { actId: 'a', ground: 'deadline', refused: [], abandonedAt: NOW } };
const given = specification(act);

test('an act is begun once, over two to ten instruments, each once', () => {
  given().when(begin()).then(begun);
  given().when(begin()).thenRepeatingIsHarmless();
  given(begun).when(begin({ organisationId: 'rival' })).thenRefused('act_id_reused');
  given(begun).when(begin({ personId: 'another' })).thenRefused('act_id_reused');
  given(begun).when(begin({ parts: begun.data.parts.map((one) => ({ ...one, mode: one.mode === null ? ('sample_drop' as const) : null })) })).thenRefused('act_id_reused');
  given(begun).when(begin({ parts: parts(3) })).thenRefused('act_id_reused');
  for (const wrong of [parts(1), parts(PARTS_AT_MOST + 1), [part(0), { ...part(1), calendarId: 'c0' }]]) given().when(begin({ parts: wrong })).thenRefused('act_parts_wrong', { atLeast: 2, atMost: PARTS_AT_MOST });
});

test('it is decided once: what was committed is not abandoned any more, and the reverse', () => {
  const commit: ActCommand = { do: 'commit', now: NOW };
  const abandon: ActCommand = { do: 'abandon', ground: 'deadline', refused: [], now: NOW };
  given().when(commit).thenRefused('act_unknown');
  given(begun).when(commit).then(committed);
  given(begun).when(commit).thenRepeatingIsHarmless();
  given(begun).when(abandon).then(abandoned);
  given(begun).when(abandon).thenRepeatingIsHarmless();
  given(begun, committed).when(abandon).thenNothing();
  given(begun, abandoned).when(commit).thenRefused('act_abandoned');
});
