import fc from 'fast-check';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { specification } from '@hewu/kernel/src/testing.js';
import { WHOLE_BASIS_POINTS } from './achievement-rules.js';
import { achievements } from './achievement.decider.js';
import type { AchievementContent, AchievementDrafted, Completer } from './events.js';
import { sampleContent as content } from './samples.js';

const given = specification(achievements);
const today = '2026-03-02';
const wang = { personId: 'p-wang', organisationId: 'o-institute', region: '500117' };
const stranger = { personId: 'p-else', organisationId: 'o-firm', region: '511622' };
const draft = (changes: Partial<AchievementContent> = {}) => ({ type: 'DraftAchievement', achievementId: 'a-1', by: wang, content: { ...content, ...changes }, today, unknownOrganisations: [], unknownPeople: [] }) as const;
const drafted: AchievementDrafted = { type: 'AchievementDrafted', data: { achievementId: 'a-1', organisationId: 'o-institute', region: '500117', draftedBy: 'p-wang', content } };
const right = content.ip[0]!;
const [first, second] = content.completers as readonly [Completer, Completer];

describe('an achievement', () => {
  test('is drafted by a researcher for the unit they belong to', () => given().when(draft()).then(drafted));

  test('drafted twice in the same words stands once', () => given().when(draft()).thenRepeatingIsHarmless());

  test('keeps its id from being used for something else, or by somebody else', () => {
    given(drafted).when(draft({ title: '别的成果' })).thenRefused('achievement_id_taken');
    given(drafted).when({ ...draft(), by: stranger }).thenRefused('achievement_id_taken');
  });

  test('is corrected as a whole, with a reason and the number of the version', () => {
    const better = { ...content, incumbent: '120 ℃ 热油浸提（行业均值）' };
    const correct = { type: 'CorrectAchievement', by: wang, reason: '写明来源', content: better, today, bidsStand: false, addsWhileHeld: false, unknownOrganisations: [], unknownPeople: [] } as const;
    given(drafted).when(correct).then({ type: 'AchievementCorrected', data: { achievementId: 'a-1', version: 2, correctedBy: 'p-wang', reason: '写明来源', content: better } });
    given(drafted).when(correct).thenRepeatingIsHarmless();
    given(drafted).when({ ...correct, content }).thenNothing();
    // Bids bind the unit as they bind whoever made them.
    given(drafted).when({ ...correct, content: { ...content, secrecy: 'restricted' }, bidsStand: true }).thenRefused('bids_stand');
    given(drafted).when({ ...correct, addsWhileHeld: true }).thenRefused('ip_added_while_held');
    given(drafted).when({ ...correct, bidsStand: true }).then({ type: 'AchievementCorrected', data: { achievementId: 'a-1', version: 2, correctedBy: 'p-wang', reason: '写明来源', content: better } });
  });

  test('is not there for another organisation, and not before it was drafted', () => {
    given(drafted).when({ type: 'CorrectAchievement', by: stranger, reason: '试一试', content, today, bidsStand: false, addsWhileHeld: false, unknownOrganisations: [], unknownPeople: [] }).thenRefused('not_found');
    given().when({ type: 'CorrectAchievement', by: wang, reason: '试一试', content, today, bidsStand: false, addsWhileHeld: false, unknownOrganisations: [], unknownPeople: [] }).thenRefused('not_found');
  });

  test.each<[string, Partial<AchievementContent>, Parameters<ReturnType<ReturnType<typeof given>['when']>['thenRefused']>]>([
    ['no completer', { completers: [] }, ['completers_not_in_order']],
    ['completers out of order', { completers: [second, first] }, ['completers_not_in_order']],
    ['a completer who is nobody', { completers: [{ ...first, personId: null, organisationId: null }, second] }, ['completer_unknown', { ordinal: 1 }]],
    ['one person twice', { completers: [first, { ...second, personId: 'p-wang' }] }, ['completer_twice', { ordinal: 2 }]],
    ['a negative share', { completers: [{ ...first, shareBasisPoints: 12_000 }, { ...second, shareBasisPoints: -2_000 }] }, ['share_not_positive', { ordinal: 2 }]],
    ['half a basis point', { completers: [{ ...first, shareBasisPoints: 5_999.5 }, { ...second, shareBasisPoints: 4_000.5 }] }, ['share_not_positive', { ordinal: 1 }]],
    ['99.99 %', { completers: [first, { ...second, shareBasisPoints: 3_999 }] }, ['shares_not_whole', { sumBasisPoints: 9_999, wholeBasisPoints: 10_000 }]],
    ['TRL 10', { maturity: { ...content.maturity, level: 10 } }, ['trl_out_of_scale', { level: 10, from: 1, to: 9 }]],
    ['completion tomorrow', { completedOn: '2026-03-03' }, ['completed_in_future', { today }]],
    ['completion in the year 2999', { completedOn: '2999-01-01' }, ['completed_in_future', { today }]],
    ['completion in the year 202', { completedOn: '0202-05-01' }, ['completed_too_early', { earliest: '1950-01-01' }]],
    ['completion the day before the earliest', { completedOn: '1949-12-31' }, ['completed_too_early', { earliest: '1950-01-01' }]],
    ['a patent without number', { ip: [{ ...right, number: null }] }, ['ip_number_missing']],
    ['an application and the patent granted on it', { ip: [right, { ...right, number: '209910000001.8' }] }, ['ip_number_twice']],
    ['know-how with a number', { ip: [{ ...right, kind: 'know_how', status: 'kept' }] }, ['ip_field_not_of_kind']],
    ['another right with the number of a patent', { ip: [{ ...right, kind: 'other', status: 'granted' }] }, ['ip_field_not_of_kind']],
    ['ZL before a patent only applied for', { ip: [{ ...right, status: 'applied' }] }, ['ip_status_contradicts_number']],
  ])('is not recorded with %s', (_, changes, refusal) => given().when(draft(changes)).thenRefused(...refusal));

  test('names as completers only organisations and people that there are', () => {
    const elsewhere = [first, { ...second, organisationId: 'o-nobody' }];
    given().when({ ...draft({ completers: elsewhere }), unknownOrganisations: ['o-nobody'] }).thenRefused('completer_organisation_unknown', { ordinal: 2 });
    given(drafted).when({ type: 'CorrectAchievement', by: wang, reason: '补充', content: { ...content, completers: elsewhere }, today, bidsStand: false, addsWhileHeld: false, unknownPeople: [], unknownOrganisations: ['o-nobody'] }).thenRefused('completer_organisation_unknown', { ordinal: 2 });
    given().when({ ...draft(), unknownOrganisations: ['o-nobody'] }).then(drafted);
    given().when({ ...draft(), unknownPeople: [content.completers[0]!.personId!] }).thenRefused('completer_person_unknown', { ordinal: 1 });
    given(drafted).when({ type: 'CorrectAchievement', by: wang, reason: '补充', content: { ...content, title: '更名' }, today, bidsStand: false, addsWhileHeld: false, unknownOrganisations: [], unknownPeople: [content.completers[0]!.personId!] }).thenRefused('completer_person_unknown', { ordinal: 1 });
    given().when({ ...draft(), unknownPeople: ['p-nobody'] }).then(drafted);
  });

  test.each([today, '1950-01-01', null])('may have been completed on %s', (completedOn) => given().when(draft({ completedOn })).thenRepeatingIsHarmless());

  test('may rest on know-how, which has no number', () => {
    const knowHow = { ...right, kind: 'know_how', number: null, title: '配方', status: 'kept' } as const;
    given().when(draft({ ip: [knowHow, { ...knowHow, title: '工艺参数' }] })).thenRepeatingIsHarmless();
  });

  /** Cuts of the whole at random places: all lists of positive shares that sum to 10 000. */
  const wholes = fc
    .uniqueArray(fc.integer({ min: 1, max: WHOLE_BASIS_POINTS - 1 }), { maxLength: 19 })
    .map((cuts) => [0, ...cuts.sort((a, b) => a - b), WHOLE_BASIS_POINTS])
    .map((marks) => marks.slice(1).map((mark, place) => mark - marks[place]!));
  const among = (shares: readonly number[]): AchievementContent => ({
    ...content,
    completers: shares.map((shareBasisPoints, place) => ({ ordinal: place + 1, personId: `p-${place}`, organisationId: null, shareBasisPoints })),
  });
  const refusalOf = (shares: readonly number[]): string | null => {
    const decision = achievements.decide(draft(among(shares)), null);
    return isRefusal(decision) ? decision.refused : null;
  };

  test('any division of the whole is recorded, and one basis point more or less on any share is not', () =>
    fc.assert(
      fc.property(wholes, fc.nat(), fc.constantFrom(1, -1), (shares, at, off) => {
        expect(refusalOf(shares)).toBeNull();
        const place = at % shares.length;
        expect(refusalOf(shares.map((share, i) => (i === place ? share + off : share)))).toMatch(/^(?:shares_not_whole|share_not_positive)$/);
      }),
    ));

  test('what is recorded always sums to the whole, whatever was asked', () =>
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer({ min: -10_000, max: 20_000 }), fc.double(), fc.constantFrom(2_500, 5_000)), { maxLength: 5 }), (shares) => {
        const isWhole = shares.length > 0 && shares.every((share) => Number.isInteger(share) && share > 0) && shares.reduce((a, b) => a + b, 0) === WHOLE_BASIS_POINTS;
        expect(refusalOf(shares) === null).toBe(isWhole);
      }),
      { numRuns: 500 },
    ));
});
