import fc from 'fast-check';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { specification } from '@hewu/kernel/src/testing.js';
import { NOW, of, ruleOf, termsWith, TODAY, violation } from './conduct-fixtures.js';
import { conduct, type ConductCommand, type DecideAppeal, type LodgeAppeal } from './conduct.decider.js';
import { pointsAgainst, suspendedUntil, type ConductState } from './conduct-state.decider.js';
import { CONDUCT_RULE_IDS, CONDUCT_RULES, conductRules, milder, type Amounts, type SetConductRules } from './conduct-rules.decider.js';
import type { ConductEvent, PersonSuspended, ViolationKind, ViolationRecorded } from './events.js';

const given = specification(conduct);
const done = (...commands: readonly ConductCommand[]): readonly ConductEvent[] => {
  const events: ConductEvent[] = [];
  for (const command of commands) {
    const answer = conduct.decide(command, events.reduce(conduct.evolve, conduct.initialState));
    if (isRefusal(answer)) throw new Error(answer.refused);
    events.push(...answer);
  }
  return events;
};
const stateOf = (...commands: readonly ConductCommand[]): ConductState => done(...commands).reduce(conduct.evolve, conduct.initialState);
const recorded = (n: number, kind: ViolationKind, points: number): ViolationRecorded => {
  const { about, terms } = violation(n, kind);
  return { type: 'ViolationRecorded', data: { ...about, points: { ...terms[`conduct_${kind}_points`], amount: points }, restoresOn: '2027-03-02', recordedBy: 'system:conduct', recordedAt: NOW } };
};
const suspended = (n: number, ground: PersonSuspended['data']['ground'], violationIds: readonly string[], untilOn: string): PersonSuspended => {
  const terms = termsWith();
  const reached = { points: terms.conduct_points, violations: terms.conduct_violations, late_cancellations: terms.conduct_late_cancellations }[ground];
  const months = ground === 'late_cancellations' ? terms.conduct_late_months : terms.conduct_suspension_months;
  return { type: 'PersonSuspended', data: { ...of, suspensionId: `s${n}`, ground, reached, months, violationIds, untilOn, suspendedAt: NOW } };
};
const decideBy = { startedOn: TODAY, respondOn: '2026-03-16', at: '2026-03-16T16:00:00.000Z', remindAt: null, provisional: false, calendarVersion: 'x', rule: ruleOf('conduct_appeal_decision_days', 10), reminderRule: ruleOf('reminder_days', 3) };
const appealed = { statement: '停电', statementSha256: 'abc', lodgingRule: ruleOf('conduct_appeal_days', 15), decideBy };
const appeal = (change: Partial<LodgeAppeal> = {}): LodgeAppeal => ({ do: 'appeal', violationId: 'v1', actorId: 'luo', appealed, today: TODAY, now: NOW, ...change });
const decide = (change: Partial<DecideAppeal> = {}): DecideAppeal => ({ do: 'decide', violationId: 'v1', upheld: true, reason: '属实', ownerOrganisationId: 'institute', actorId: 'zhou', terms: termsWith(), suspensionId: 'later', today: TODAY, now: NOW, ...change });

describe('a violation', () => {
  test('is recorded once a booking and kind, with its points', () => {
    given().when(violation(1)).then(recorded(1, 'no_show', 4));
    given().when(violation(1)).thenRepeatingIsHarmless();
    given(...done(violation(1), appeal(), decide())).when(violation(1)).thenNothing();
  });

  test('suspends when points are used up, when there are too many, or too many late cancellations', () => {
    given(...done(violation(1, 'damage'))).when(violation(2, 'unsafe_operation')).then(recorded(2, 'unsafe_operation', 6), suspended(2, 'points', ['v1', 'v2'], '2026-09-02'));
    given(...done(violation(1, 'other'), violation(2, 'other'))).when(violation(3, 'overrun')).then(recorded(3, 'overrun', 2), suspended(3, 'violations', ['v1', 'v2', 'v3'], '2026-09-02'));
    given(...done(violation(1, 'late_cancellation'), violation(2, 'late_cancellation'))).when(violation(3, 'late_cancellation')).then(recorded(3, 'late_cancellation', 2), suspended(3, 'late_cancellations', ['v1', 'v2', 'v3'], '2026-04-02'));
    // Two of one kind and one of the other are neither.
    given(...done(violation(1, 'late_cancellation'), violation(2, 'late_cancellation'))).when(violation(3, 'other')).then(recorded(3, 'other', 1));
  });

  test('counts towards one suspension alone; the next one follows the first', () => {
    const served = stateOf(violation(1, 'damage'), violation(2, 'damage'));
    expect(pointsAgainst(served, TODAY)).toBe(0);
    const [, second] = done(violation(1, 'damage'), violation(2, 'damage'), violation(3, 'damage'), violation(4, 'damage')).filter(({ type }) => type === 'PersonSuspended') as PersonSuspended[];
    expect(second!.data).toMatchObject({ violationIds: ['v3', 'v4'], untilOn: '2027-03-02' });
  });

  test('suspends nobody further ahead than the cap, however many follow each other, and says so', () => {
    const all = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => violation(n, 'damage'));
    const each = done(...all).filter((one): one is PersonSuspended => one.type === 'PersonSuspended').map(({ data: { untilOn, cappedBy } }) => [untilOn, cappedBy?.amount]);
    expect(each).toEqual([['2026-09-02', undefined], ['2027-03-02', undefined], ['2027-03-02', 365], ['2027-03-02', 365]]);
    // Counted from the day of each: who goes on breaking rules is not out sooner than others.
    const later = done(...all.slice(0, 4), violation(9, 'damage', '2026-05-01'), violation(10, 'damage', '2026-05-01')).filter((one): one is PersonSuspended => one.type === 'PersonSuspended');
    expect(later.at(-1)!.data).toMatchObject({ untilOn: '2027-05-01', cappedBy: { rule: { id: 'conduct_suspension_ahead_days' } } });
    const mild = { terms: termsWith({ conduct_suspension_ahead_days: 30 }) };
    expect(suspendedUntil(stateOf(violation(1, 'damage', TODAY, mild), violation(2, 'damage', TODAY, mild)), TODAY)).toBe('2026-03-31T16:00:00.000Z');
  });

  test('that costs nothing by the owner’s rule is recorded and counts for nothing', () => {
    const mild = { terms: termsWith({ conduct_other_points: 0 }) };
    expect(stateOf(...[1, 2, 3, 4].map((n) => violation(n, 'other', TODAY, mild)))).toMatchObject({ suspensions: [], violations: { length: 4 } });
  });

  test('is over on its day, whether or not a timer said so in time', () => {
    const state = stateOf(violation(1, 'damage'), violation(2, 'damage'));
    expect(suspendedUntil(state, '2026-09-01')).toBe('2026-09-01T16:00:00.000Z');
    expect(suspendedUntil(state, '2026-09-02')).toBeNull();
    const events = conduct.decide({ do: 'settle', today: '2027-03-02', now: '2027-03-02T01:00:00.000Z' }, state) as readonly ConductEvent[];
    expect(events.map(({ type }) => type)).toEqual(['PointsRestored', 'PointsRestored', 'SuspensionLifted']);
    expect(conduct.decide({ do: 'settle', today: '2027-03-02', now: NOW }, events.reduce(conduct.evolve, state))).toEqual([]);
    expect(done(violation(1, 'no_show'), violation(2, 'no_show', '2027-03-02')).map(({ type }) => type)).toEqual(['ViolationRecorded', 'PointsRestored', 'ViolationRecorded']);
    given().when({ do: 'settle', today: TODAY, now: NOW }).thenNothing();
  });
});

describe('an appeal', () => {
  test('is lodged once, by whom it concerns, in time', () => {
    const history = done(violation(1));
    given(...history).when(appeal()).then({ type: 'AppealLodged', data: { ...of, violationId: 'v1', ...appealed, lodgedAt: NOW } });
    given(...history).when(appeal()).thenRepeatingIsHarmless();
    given(...history).when(appeal({ actorId: 'wu' })).thenRefused('violation_unknown');
    given(...history).when(appeal({ violationId: 'v9' })).thenRefused('violation_unknown');
    given().when(appeal()).thenRefused('violation_unknown');
    given(...history).when(appeal({ today: '2026-03-17' })).then({ type: 'AppealLodged', data: { ...of, violationId: 'v1', ...appealed, lodgedAt: NOW } });
    given(...history).when(appeal({ today: '2026-03-18' })).thenRefused('appeal_too_late', { lastDay: '2026-03-17' });
    given(...history, ...done(violation(1), appeal()).slice(1)).when(appeal({ appealed: { ...appealed, statementSha256: 'other' } })).thenRefused('appeal_lodged');
    given(...done(violation(1), appeal(), decide())).when(appeal()).thenRefused('violation_restored');
  });

  test('is decided once, by somebody who neither broke the rule nor said so', () => {
    const history = done(violation(1, 'damage', TODAY, { by: 'chen' }), appeal());
    given(...history).when(decide({ ownerOrganisationId: 'rival' })).thenRefused('violation_unknown');
    given(...history).when(decide({ actorId: 'chen' })).thenRefused('decides_own_appeal');
    given(...history).when(decide({ actorId: 'luo' })).thenRefused('decides_own_appeal');
    given(...done(violation(1))).when(decide()).thenRefused('appeal_not_lodged');
    given(...done(violation(1))).when(decide({ violationId: 'v9' })).thenRefused('violation_unknown');
    given(...history).when(decide({ upheld: false })).then({ type: 'AppealDecided', data: { ...of, violationId: 'v1', upheld: false, reason: '属实', decidedBy: 'zhou', decidedAt: NOW } });
    given(...history).when(decide({ upheld: false })).thenRepeatingIsHarmless();
    given(...done(violation(1), appeal(), decide({ upheld: false }))).when(decide()).thenRefused('appeal_decided');
    given(...done(violation(1), appeal(), decide())).when(decide()).thenRefused('violation_restored');
  });

  test('that is upheld lifts what rests on it; the rest counts again, and may be enough by itself', () => {
    const three = [violation(1, 'damage'), violation(2, 'damage')];
    const after = stateOf(...three, appeal(), decide());
    expect(after.suspensions).toEqual([]);
    expect(pointsAgainst(after, TODAY)).toBe(6);
    const history = done(violation(1, 'no_show'), violation(2, 'no_show'), violation(3, 'no_show'), violation(4, 'damage'), appeal());
    const decided = conduct.decide(decide(), history.reduce(conduct.evolve, conduct.initialState)) as readonly ConductEvent[];
    expect(decided.map(({ type }) => type)).toEqual(['AppealDecided', 'PointsRestored', 'SuspensionLifted', 'PersonSuspended']);
    expect(decided.at(-1)).toMatchObject({ data: { suspensionId: 'later', ground: 'points', violationIds: ['v2', 'v3', 'v4'] } });
  });
});

describe('what followed a suspension that falls', () => {
  const six = [1, 2, 3, 4, 5, 6].map((n) => violation(n));
  const ends = (events: readonly ConductEvent[]): readonly string[] => events.reduce(conduct.evolve, conduct.initialState).suspensions.map(({ untilOn }) => untilOn);
  const lift = { do: 'lift', suspensionId: 's3', reason: '已培训', ownerOrganisationId: 'institute', actorId: 'chen', today: '2026-04-01', now: '2026-04-01T01:00:00.000Z' } as const;

  test('begins on its own day when an appeal brought that down, and tells until when it was to last', () => {
    expect(ends(done(...six))).toEqual(['2026-09-02', '2027-03-02']);
    const fallen = done(...six, appeal(), decide());
    expect(ends(fallen)).toEqual(['2026-09-02']);
    expect(fallen.slice(-4).map(({ type }) => type)).toEqual(['AppealDecided', 'PointsRestored', 'SuspensionLifted', 'PersonSuspended']);
    expect(fallen.at(-1)).toMatchObject({ data: { suspensionId: 's6', violationIds: ['v4', 'v5', 'v6'], untilOn: '2026-09-02', previousUntilOn: '2027-03-02', suspendedAt: NOW } });
    // The later one alone fell: the first stays as it is.
    expect(ends(done(...six, appeal({ violationId: 'v4' }), decide({ violationId: 'v4' })))).toEqual(['2026-09-02']);
  });

  test('begins with the lifting by staff, and never before what was served is over', () => {
    expect(ends(done(...six, lift))).toEqual(['2026-10-01']);
    // The first was served; the second falls; the third was counted after both, up to the cap.
    const nine = [...six, ...[7, 8, 9].map((n) => violation(n, 'no_show', '2026-08-20'))];
    const late = { today: '2026-09-03', now: '2026-09-03T01:00:00.000Z' };
    const appealed = appeal({ violationId: 'v4' });
    expect(ends(done(...nine))).toEqual(['2026-09-02', '2027-03-02', '2027-08-20']);
    expect(ends(done(...six, appealed, ...nine.slice(6), decide({ violationId: 'v4', ...late })))).toEqual(['2027-03-02']);
  });
});

describe('a violation that the calendar saw', () => {
  const withdraw = (n: number): ConductCommand => ({ do: 'withdraw', violationId: `v${n}`, terms: termsWith(), suspensionId: 'later', today: TODAY, now: NOW });

  test('is withdrawn by the record of the use, and with it what rests on it', () => {
    given(...done(violation(1, 'overrun'))).when(withdraw(1)).then({ type: 'PointsRestored', data: { ...of, violationId: 'v1', points: 2, ground: 'record', restoredAt: NOW } });
    given(...done(violation(1, 'overrun'))).when(withdraw(1)).thenRepeatingIsHarmless();
    given().when(withdraw(1)).thenNothing();
    // It does not come back by the calendar's word, and what staff said no record takes back.
    given(...done(violation(1, 'overrun'), withdraw(1))).when(violation(1, 'overrun')).thenNothing();
    given(...done(violation(1, 'overrun', TODAY, { by: 'chen' }))).when(withdraw(1)).thenNothing();
    const fallen = done(violation(1), violation(2), violation(3, 'overrun'), withdraw(3));
    expect(fallen.at(-1)).toMatchObject({ type: 'SuspensionLifted', data: { suspensionId: 's3', ground: 'record', liftedBy: 'system:conduct' } });
    expect(pointsAgainst(fallen.reduce(conduct.evolve, conduct.initialState), TODAY)).toBe(8);
  });
});

test('a suspension is lifted by staff of the owner, not by oneself', () => {
  const history = done(violation(1, 'damage'), violation(2, 'damage'));
  const lift = { do: 'lift', suspensionId: 's2', reason: '已培训', ownerOrganisationId: 'institute', actorId: 'chen', today: TODAY, now: NOW } as const;
  given(...history).when(lift).then({ type: 'SuspensionLifted', data: { ...of, suspensionId: 's2', violationIds: ['v1', 'v2'], ground: 'staff', reason: '已培训', liftedBy: 'chen', liftedAt: NOW } });
  given(...history).when(lift).thenRepeatingIsHarmless();
  given(...history).when({ ...lift, ownerOrganisationId: 'rival' }).thenRefused('suspension_unknown');
  given(...history).when({ ...lift, suspensionId: 's9' }).thenRefused('suspension_unknown');
  given(...history).when({ ...lift, actorId: 'luo' }).thenRefused('lifts_own_suspension');
  given().when(lift).thenRefused('suspension_unknown');
});

describe('in any order of violations, appeals and days', () => {
  const KINDS: readonly ViolationKind[] = ['no_show', 'late_cancellation', 'overrun', 'damage', 'unsafe_operation', 'other'];
  const step = fc.record({ kind: fc.constantFrom(...KINDS), days: fc.integer({ min: 0, max: 60 }), what: fc.constantFrom('record', 'record', 'appeal', 'settle'), upheld: fc.boolean(), which: fc.nat(20) });

  test('every point recorded is there or has come back; nobody is below what suspends without being suspended; nothing counts twice', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let state = conduct.initialState;
        let day = Date.parse('2026-01-01T00:00:00.000Z');
        const events: ConductEvent[] = [];
        const act = (command: ConductCommand): void => {
          const answer = conduct.decide(command, state);
          if (isRefusal(answer)) return;
          events.push(...answer);
          state = answer.reduce(conduct.evolve, state);
        };
        for (const [n, { kind, days, what, upheld, which }] of steps.entries()) {
          day += days * 86_400_000;
          const today = new Date(day).toISOString().slice(0, 10);
          const when = { today, now: `${today}T01:00:00.000Z` };
          if (what === 'record') act({ ...violation(n, kind, today), suspensionId: `s${n}` });
          if (what === 'settle') act({ do: 'settle', ...when });
          if (what === 'appeal') {
            act(appeal({ violationId: `v${which}`, ...when }));
            act(decide({ violationId: `v${which}`, upheld, suspensionId: `s${n}`, ...when }));
          }
          const of = <T extends ConductEvent['type']>(type: T): readonly Extract<ConductEvent, { type: T }>[] => events.filter((one): one is Extract<ConductEvent, { type: T }> => one.type === type);
          const total = of('ViolationRecorded').reduce((sum, { data }) => sum + data.points.amount, 0);
          const back = of('PointsRestored').reduce((sum, { data }) => sum + data.points, 0);
          expect(state.violations.reduce((sum, { points }) => sum + points, 0)).toBe(total - back);
          expect(new Set(of('PointsRestored').map(({ data }) => data.violationId)).size).toBe(of('PointsRestored').length);
          const free = state.violations.filter(({ suspensionId }) => suspensionId === null);
          expect(free.reduce((sum, { points }) => sum + points, 0)).toBeLessThan(12);
          expect(free.filter(({ kind: one }) => one === 'late_cancellation').length).toBeLessThan(3);
          expect(free.filter(({ kind: one }) => one !== 'late_cancellation').length).toBeLessThan(3);
          const upheldAway = new Set(of('SuspensionLifted').filter(({ data }) => data.ground === 'appeal').map(({ data }) => data.suspensionId));
          const resting = of('PersonSuspended').filter(({ data }) => data.previousUntilOn === undefined && !upheldAway.has(data.suspensionId)).flatMap(({ data }) => data.violationIds);
          expect(new Set(resting).size).toBe(resting.length);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the rules of an owner', () => {
  const held = specification(conductRules);
  const platform = Object.fromEntries(CONDUCT_RULE_IDS.map((id) => [id, 10])) as Required<Amounts>;
  const set = (rulesVersion: number, amounts: Amounts): SetConductRules => ({ do: 'set', ownerOrganisationId: 'institute', rulesVersion, amounts, platform, reason: '从宽', actorId: 'zhou', now: NOW });
  const first = { type: 'ConductRulesSet', data: { ownerOrganisationId: 'institute', rulesVersion: 1, amounts: { conduct_other_points: 2 }, reason: '从宽', setBy: 'zhou', setAt: NOW } } as const;

  test('are as strict as the platform’s or milder, in versions', () => {
    held().when(set(1, { conduct_other_points: 2 })).then(first);
    held().when(set(1, { conduct_other_points: 2 })).thenRepeatingIsHarmless();
    held().when(set(1, { conduct_other_points: 10, conduct_violations: 10 })).then({ ...first, data: { ...first.data, amounts: { conduct_other_points: 10, conduct_violations: 10 } } });
    held(first).when(set(3, {})).thenRefused('conduct_rules_version_taken', { next: 2 });
    held(first).when(set(1, {})).thenRefused('conduct_rules_version_taken', { next: 2 });
    held().when(set(1, { conduct_other_points: 11, conduct_violations: 9 })).thenRefused('conduct_rules_stricter', { rules: [{ rule: 'conduct_other_points', asked: 11, platform: 10 }, { rule: 'conduct_violations', asked: 9, platform: 10 }] });
  });

  test('the milder of two is one of them, and neither is milder than it', () => {
    fc.assert(fc.property(fc.constantFrom(...CONDUCT_RULE_IDS), fc.nat(100), fc.nat(100), (rule, a, b) => {
      const chosen = milder(rule, a, b);
      expect([a, b]).toContain(chosen);
      expect(CONDUCT_RULES[rule] === 'less' ? chosen <= Math.min(a, b) : chosen >= Math.max(a, b)).toBe(true);
    }));
  });
});
