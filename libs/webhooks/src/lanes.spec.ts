import fc from 'fast-check';
import { AT_ONCE, Lanes, type Lane } from './lanes.js';

const now = '2026-03-02T01:00:00.000Z';
const later = '2026-03-02T02:00:00.000Z';

const serve = (lanes: Lanes, at = now): readonly string[] => {
  const served: string[] = [];
  for (let lane = lanes.turn(at); lane; lane = lanes.turn(at)) {
    lanes.began(lane.webhookId);
    served.push(lane.webhookId);
  }
  return served;
};

describe('lanes', () => {
  test('take turns, two messages each at most', () => {
    const lanes = new Lanes();
    for (const id of ['a', 'b', 'c']) lanes.expect(id, `o-${id}`, now);
    expect(serve(lanes)).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
    lanes.ended('b', true);
    expect(serve(lanes)).toEqual(['b']);
  });

  test('wait for their time', () => {
    const lanes = new Lanes();
    lanes.expect('a', 'o', later);
    expect(lanes.turn(now)).toBeNull();
    expect(lanes.turn(later)?.webhookId).toBe('a');
    // What comes earlier counts, and what comes later takes nothing away.
    lanes.expect('a', 'o', now);
    lanes.expect('a', 'o', later);
    expect(lanes.turn(now)?.webhookId).toBe('a');
  });

  test('what comes while one looks is not forgotten', () => {
    const lanes = new Lanes();
    lanes.expect('a', 'o', now);
    const looked = lanes.turn(now) as Lane;
    lanes.expect('a', 'o', now);
    lanes.rest(looked, null);
    expect(lanes.turn(now)?.webhookId).toBe('a');
    lanes.rest(lanes.turn(now)!, null);
    expect(lanes.turn(later)).toBeNull();
  });

  test('of one organisation take no more than its share', () => {
    const lanes = new Lanes();
    for (let n = 0; n < 10; n++) lanes.expect(`a${n}`, 'greedy', now);
    lanes.expect('b', 'modest', now);
    const served = serve(lanes);
    expect(served.filter((id) => id.startsWith('a'))).toHaveLength(AT_ONCE.organisation);
    expect(served.filter((id) => id === 'b')).toHaveLength(AT_ONCE.webhook);
  });

  test('a hundred dead receivers leave half of the places to those that live', () => {
    const lanes = new Lanes();
    for (let n = 0; n < 100; n++) {
      lanes.expect(`dead${n}`, `o${n}`, now);
      lanes.began(`dead${n}`);
      lanes.ended(`dead${n}`, false);
    }
    expect(serve(lanes)).toHaveLength(AT_ONCE.troubled);
    for (let n = 0; n < 20; n++) lanes.expect(`well${n}`, `w${n}`, now);
    expect(serve(lanes).every((id) => id.startsWith('well'))).toBe(true);
    // One that answers again is like all others.
    lanes.ended('dead0', true);
    expect(serve(lanes).length).toBeGreaterThan(0);
  });

  test('whatever comes and ends: no bound is ever broken, and whoever may go is found', () => {
    const step = fc.record({ webhook: fc.integer({ min: 0, max: 60 }), act: fc.constantFrom('expect', 'serve', 'serve', 'end', 'fail') });
    fc.assert(fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
      const lanes = new Lanes();
      const underWay: string[] = [];
      const organisationOf = (id: string): string => `o${Number(id) % 5}`;
      for (const { webhook, act } of steps) {
        const id = String(webhook);
        if (act === 'expect') lanes.expect(id, organisationOf(id), now);
        if (act === 'serve') {
          const lane = lanes.turn(now);
          if (lane) {
            lanes.began(lane.webhookId);
            underWay.push(lane.webhookId);
          }
        }
        if ((act === 'end' || act === 'fail') && underWay.length > 0) lanes.ended(underWay.shift()!, act === 'end');
        const counted = (key: (one: string) => string): number => Math.max(0, ...underWay.map((one) => underWay.filter((other) => key(other) === key(one)).length));
        expect(underWay.length).toBeLessThanOrEqual(AT_ONCE.overall);
        expect(counted((one) => one)).toBeLessThanOrEqual(AT_ONCE.webhook);
        expect(counted(organisationOf)).toBeLessThanOrEqual(AT_ONCE.organisation);
      }
    }));
  });
});
