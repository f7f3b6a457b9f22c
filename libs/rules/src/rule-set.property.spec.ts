import fc from 'fast-check';
import { daysFrom, plusDays, type Day } from '@hewu/calendar/src/days.js';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import type { RuleVersionRecorded } from './events.js';
import { ruleSets, type RecordVersion, type RuleSet } from './rule-set.decider.js';
import { versionsOf } from './rule-set.js';
import { versionOn, type RuleVersion } from './rule-version.js';

const FIRST = '2026-03-02';
/** Wide enough for all the days that attempts can name. */
const HORIZON = daysFrom(plusDays(FIRST, -20), plusDays(FIRST, 260));

/** What officers try one after another: on some day, for some period, sometimes what is refused. */
const attempt = fc.record({
  daysLater: fc.integer({ min: 0, max: 12 }),
  beginsIn: fc.integer({ min: -2, max: 40 }),
  lasts: fc.option(fc.integer({ min: -1, max: 40 }), { nil: null }),
  amount: fc.integer({ min: 13, max: 40 }),
  force: fc.constantFrom('required', 'default', 'permitted'),
  /** 0 is the next version, as it should be. */
  off: fc.constantFrom(0, 0, 0, 0, -1, 1),
});
type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never;
const attempts = fc.array(attempt, { maxLength: 14 });
const place = fc.constantFrom('51' as const, 'CN' as const, '33' as const);

type Step = { readonly today: Day; readonly before: readonly RuleVersion[]; readonly after: readonly RuleVersion[]; readonly event: RuleVersionRecorded | null };

/** Plays the attempts on one stream, as the kernel would. */
const play = (jurisdiction: '51' | 'CN' | '33', tried: readonly Attempt[]): readonly Step[] => {
  let state: RuleSet = ruleSets.initialState;
  let today = FIRST;
  const known = (): readonly RuleVersion[] => versionsOf(jurisdiction, 'price_notice_days', state.versions.price_notice_days ?? []);
  return tried.map(({ daysLater, beginsIn, lasts, amount, force, off }, place) => {
    today = plusDays(today, daysLater);
    const before = known();
    const effectiveFrom = plusDays(today, beginsIn);
    const command: RecordVersion = {
      type: 'RecordVersion', jurisdiction, ruleId: 'price_notice_days', version: (before.at(-1)?.version ?? 0) + 1 + off, amount, force, effectiveFrom, effectiveUntil: lasts === null ? null : plusDays(effectiveFrom, lasts),
      article: '虚构', source: '虚构', verification: 'published', reason: '虚构', by: { personId: 'p-tang', region: '511622' }, today, proposalId: `q-${place}`,
    };
    const decision = ruleSets.decide(command, state);
    let event = isRefusal(decision) ? null : (decision[0] ?? null);
    if (event) state = ruleSets.evolve(state, event);
    if (event?.type === 'RuleVersionProposed') {
      const { ruleId, proposalId } = event.data;
      // Until the other region confirms it, everything is as it was.
      expect(known()).toEqual(before);
      [event] = ruleSets.decide({ type: 'ConfirmVersion', ruleId, proposalId, by: { personId: 'p-zhou', region: '500117' }, today }, state) as readonly [RuleVersionRecorded];
      state = ruleSets.evolve(state, event);
    }
    return { today, before, after: known(), event: event?.type === 'RuleVersionRecorded' ? event : null };
  });
};

describe('whatever officers record', () => {
  test('on any day the newest version holds whose period has that day in it', () => {
    fc.assert(
      fc.property(place, attempts, (jurisdiction, tried) => {
        const versions = play(jurisdiction, tried).at(-1)?.after ?? [];
        // Painted over one another in the order in which they were recorded.
        const painted = new Map<Day, RuleVersion>();
        for (const version of versions) {
          const [from, until] = [version.effectiveFrom ?? HORIZON[0]!, version.effectiveUntil ?? plusDays(HORIZON.at(-1)!, 1)];
          if (from < until) for (const day of daysFrom(from, plusDays(until, -1))) painted.set(day, version);
        }
        for (const day of HORIZON) expect(versionOn(versions, day)).toBe(painted.get(day) ?? null);
      }),
    );
  });

  test('nothing that is recorded changes what held on a day that was over', () => {
    fc.assert(
      fc.property(place, attempts, (jurisdiction, tried) => {
        for (const { today, before, after } of play(jurisdiction, tried)) {
          for (const day of HORIZON.filter((one) => one < today)) expect(versionOn(after, day)).toEqual(versionOn(before, day));
        }
      }),
    );
  });

  test('what is recorded changes some day that is not over; nothing is recorded in vain', () => {
    fc.assert(
      fc.property(place, attempts, (jurisdiction, tried) => {
        const said = (version: RuleVersion | null) => version && [version.amount, version.force, version.article, version.source, version.verification];
        for (const { before, after, event } of play(jurisdiction, tried)) {
          if (event) expect(HORIZON.map((day) => said(versionOn(after, day)))).not.toEqual(HORIZON.map((day) => said(versionOn(before, day))));
        }
      }),
    );
  });

  test('versions rise by one, and none is below the fifteen days', () => {
    fc.assert(
      fc.property(place, attempts, (jurisdiction, tried) => {
        const versions = play(jurisdiction, tried).at(-1)?.after ?? [];
        expect(versions.map(({ version }) => version)).toEqual(versions.map((_, n) => n + 1));
        for (const { amount } of versions) expect(amount).toBeGreaterThanOrEqual(15);
      }),
    );
  });
});
