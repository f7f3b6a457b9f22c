import fc from 'fast-check';
import { plusDays, plusMonths } from '@hewu/calendar/src/days.js';
import { specification } from '@hewu/kernel/src/testing.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import { achievements } from './achievement.decider.js';
import type { AchievementDrafted, AchievementEvent, DormancyCounted, DormancyReached, TransformationRequested } from './events.js';
import { sampleContent as content } from './samples.js';

const given = specification(achievements);
const wang = { personId: 'p-wang', organisationId: 'o-institute', region: '500117' };
const director = { personId: 'p-sun', organisationId: 'o-institute', region: '500117' };
const stranger = { personId: 'p-else', organisationId: 'o-firm', region: '511622' };
const drafted: AchievementDrafted = { type: 'AchievementDrafted', data: { achievementId: 'a-1', organisationId: 'o-institute', region: '500117', draftedBy: 'p-wang', content } };
const rule: AppliedRule = { id: 'dormancy_years', jurisdiction: '50', version: 1, amount: 1, unit: 'years', force: 'required', article: '第二十七条', verification: 'published' };
const answerRule: AppliedRule = { ...rule, id: 'transformation_answer_days', jurisdiction: 'CN', amount: 30, unit: 'natural_days' };

describe('maturity', () => {
  const maturity = { ...content.maturity, level: 5, assessor: 'EXPERT' as const };
  const assess = { type: 'AssessMaturity', by: wang, maturity, assessedOn: '2026-02-27', today: '2026-03-02' } as const;
  const assessed: AchievementEvent = { type: 'AchievementMaturityAssessed', data: { achievementId: 'a-1', version: 2, maturity, levelBefore: 7, assessedOn: '2026-02-27', recordedBy: 'p-wang' } };
  const correct = { type: 'CorrectAchievement', by: wang, reason: '补充', today: '2026-03-02', bidsStand: false, addsWhileHeld: false, unknownOrganisations: [], unknownPeople: [] } as const;

  test('falls by an assessment, which is a version; a correction keeps it', () => {
    given(drafted).when(assess).then(assessed);
    given(drafted).when(assess).thenRepeatingIsHarmless();
    given(drafted).when({ ...correct, content: { ...content, maturity } }).thenRefused('maturity_not_correctable', { level: 7 });
    given(drafted, assessed).when({ ...correct, content: { ...content, incumbent: 'x' } }).thenRefused('maturity_not_correctable', { level: 5 });
    const next = { ...content, incumbent: 'x', maturity };
    given(drafted, assessed).when({ ...correct, content: next }).then({ type: 'AchievementCorrected', data: { achievementId: 'a-1', version: 3, correctedBy: 'p-wang', reason: '补充', content: next } });
  });

  test('is the unit’s to assess, in the scale and not in the future', () => {
    given().when(assess).thenRefused('not_found');
    given(drafted).when({ ...assess, by: stranger }).thenRefused('not_found');
    given(drafted).when({ ...assess, assessedOn: '2026-03-03' }).thenRefused('assessed_in_future', { today: '2026-03-02' });
    given(drafted).when({ ...assess, maturity: { ...maturity, level: 0 } }).thenRefused('trl_out_of_scale', { level: 0, from: 1, to: 9 });
  });
});

describe('dormancy', () => {
  const counted: DormancyCounted = { type: 'DormancyCounted', data: { achievementId: 'a-1', completedOn: '2025-06-30', reachesOn: '2026-06-30', rule } };
  const reached: DormancyReached = { type: 'DormancyReached', data: { achievementId: 'a-1', completedOn: '2025-06-30', reachesOn: '2026-06-30', rule } };
  const implemented: AchievementEvent = { type: 'AchievementImplemented', data: { achievementId: 'a-1', transferId: 't-1', contractId: 'c-1' } };
  const corrected = (completedOn: string | null): AchievementEvent => ({ type: 'AchievementCorrected', data: { achievementId: 'a-1', version: 2, correctedBy: 'p-wang', reason: 'x', content: { ...content, completedOn } } });
  const count = { type: 'CountDormancy', rule } as const;
  const reach = { type: 'ReachDormancy', reachesOn: '2026-06-30', today: '2026-07-01' } as const;
  const requested: TransformationRequested = { type: 'TransformationRequested', data: { achievementId: 'a-1', requestId: 'r-1', requestedBy: 'p-wang', plan: '示范线', answerBy: '2026-08-14', rule: answerRule } };
  const ask = { type: 'RequestTransformation', requestId: 'r-1', by: wang, plan: '示范线', today: '2026-07-15', rule: answerRule } as const;
  const answer = { type: 'AnswerRequest', requestId: 'r-1', by: director, agreed: false, ground: 'under_negotiation', reason: '在谈' } as const;
  const answered: AchievementEvent = { type: 'TransformationAnswered', data: { achievementId: 'a-1', requestId: 'r-1', agreed: false, ground: 'under_negotiation', reason: '在谈', answeredBy: 'p-sun' } };

  test('is counted by the rule of the region, and not where there is none', () => {
    given(drafted).when(count).then(counted);
    given(drafted).when(count).thenRepeatingIsHarmless();
    given(drafted).when({ ...count, rule: null }).thenNothing();
    given(drafted, counted, corrected(null)).when(count).then({ type: 'DormancyCounted', data: { achievementId: 'a-1', completedOn: null, reachesOn: null, rule: null } });
    given(drafted, implemented).when(count).thenNothing();
  });

  test('goes on by the rule it was counted by, whatever rule is recorded later; a corrected completion is counted by the new one', () => {
    const later = { ...rule, version: 2, amount: 3 };
    given(drafted, counted).when({ ...count, rule: later }).thenNothing();
    given(drafted, counted).when({ ...count, rule: null }).thenNothing();
    given(drafted, counted, corrected('2025-09-30')).when({ ...count, rule: later }).then({ type: 'DormancyCounted', data: { achievementId: 'a-1', completedOn: '2025-09-30', reachesOn: '2028-09-30', rule: later } });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 2, maxLength: 6 }), (years) => {
        const events = years.map((amount, n) => ({ ...rule, version: n + 1, amount })).reduce<readonly AchievementEvent[]>((history, applied) => {
          const state = history.reduce(achievements.evolve, achievements.initialState);
          return [...history, ...(achievements.decide({ ...count, rule: applied }, state) as readonly AchievementEvent[])];
        }, [drafted]);
        expect(events).toHaveLength(2);
        expect(events[1]).toMatchObject({ type: 'DormancyCounted', data: { rule: { version: 1 } } });
      }),
    );
  });

  test('comes when the counted day is over, once, and not by an older count', () => {
    given(drafted, counted).when(reach).then(reached);
    given(drafted, counted).when(reach).thenRepeatingIsHarmless();
    given(drafted, counted).when({ ...reach, today: '2026-06-30' }).thenNothing();
    const moved: DormancyCounted = { type: 'DormancyCounted', data: { ...counted.data, completedOn: '2025-09-30', reachesOn: '2026-09-30' } };
    given(drafted, counted, corrected('2025-09-30'), moved).when(reach).thenNothing();
    given(drafted, counted, implemented).when(reach).thenNothing();
  });

  test('ends when a right is granted', () => {
    given(drafted, counted, reached).when({ type: 'MarkImplemented', transferId: 't-1', contractId: 'c-1' }).then(implemented);
    given(drafted).when({ type: 'MarkImplemented', transferId: 't-1', contractId: 'c-1' }).thenRepeatingIsHarmless();
    given(drafted, counted, reached, implemented).when(ask).thenRefused('not_dormant', { reachesOn: '2026-06-30' });
  });

  test('lets a completer ask, one at a time', () => {
    given(drafted, counted, reached).when(ask).then(requested);
    given(drafted, counted, reached).when(ask).thenRepeatingIsHarmless();
    given(drafted, counted).when(ask).thenRefused('not_dormant', { reachesOn: '2026-06-30' });
    given(drafted, counted, reached).when({ ...ask, by: director }).thenRefused('not_completer');
    given(drafted, counted, reached).when({ ...ask, by: stranger }).thenRefused('not_found');
    given(drafted, counted, reached, requested).when({ ...ask, requestId: 'r-2' }).thenRefused('request_open');
    given(drafted, counted, reached, requested).when({ ...ask, plan: '别的' }).thenRefused('request_id_taken');
    given(drafted, counted, reached, requested, answered).when({ ...ask, requestId: 'r-2' }).then({ ...requested, data: { ...requested.data, requestId: 'r-2' } });
  });

  test('has the unit answer with a ground when it says no, and not to itself', () => {
    given(drafted, counted, reached, requested).when(answer).then(answered);
    given(drafted, counted, reached, requested).when(answer).thenRepeatingIsHarmless();
    given(drafted, counted, reached, requested).when({ ...answer, ground: null }).thenRefused('refusal_without_ground');
    given(drafted, counted, reached, requested).when({ ...answer, by: wang }).thenRefused('own_request');
    given(drafted, counted, reached, requested).when({ ...answer, by: stranger }).thenRefused('not_found');
    given(drafted, counted, reached).when(answer).thenRefused('not_found');
    given(drafted, counted, reached, requested, answered).when({ ...answer, agreed: true }).thenRefused('request_answered');
  });

  test('is reached on the day of the same number so many years later and on no day before, whatever the completion', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 10 }), fc.integer({ min: -800, max: 800 }), (days, years, off) => {
        const completedOn = plusDays('1990-01-01', days);
        const reachesOn = plusMonths(completedOn, years * 12);
        const state = [{ ...drafted, data: { ...drafted.data, content: { ...content, completedOn } } }, ...(achievements.decide({ ...count, rule: { ...rule, amount: years } }, achievements.evolve(null, { ...drafted, data: { ...drafted.data, content: { ...content, completedOn } } })) as AchievementEvent[])].reduce(achievements.evolve, achievements.initialState);
        expect(state?.counted?.reachesOn).toBe(reachesOn);
        const today = plusDays(reachesOn, off);
        expect(achievements.decide({ type: 'ReachDormancy', reachesOn, today }, state)).toHaveLength(off > 0 ? 1 : 0);
      }),
    ));
});
