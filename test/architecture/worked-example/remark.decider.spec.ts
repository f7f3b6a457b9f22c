import { specification } from '@hewu/kernel/src/testing.js';
import { remark, type RemarkCommand } from './remark.decider.js';
import type { RemarkEvent, RemarkMade } from './events.js';

const data: RemarkMade['data'] = { remarkId: 'r', instrumentId: 'i', text: '样品台左侧松动', language: 'zh', madeBy: 'p', madeAt: '2026-03-02T01:00:00.000Z' };
const made: RemarkEvent = { type: 'RemarkMade', data };
const withdraw = (personId: string): RemarkCommand => ({ do: 'withdraw', remarkId: 'r', personId, now: '2026-03-03T01:00:00.000Z' });
const given = specification(remark);

test('its author takes a remark back, once', () => {
  given(made).when(withdraw('p')).then({ type: 'RemarkWithdrawn', data: { remarkId: 'r', withdrawnAt: '2026-03-03T01:00:00.000Z' } });
  given(made).when(withdraw('p')).thenRepeatingIsHarmless();
});

test('nobody else does, and what was never said cannot be taken back', () => {
  given(made).when(withdraw('q')).thenRefused('remark_of_another');
  given().when(withdraw('p')).thenRefused('remark_unknown');
});
