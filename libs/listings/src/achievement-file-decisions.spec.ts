import { specification } from '@hewu/kernel/src/testing.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import { moreClosed } from './achievement-file-decisions.js';
import { achievements } from './achievement.decider.js';
import { SECRECY_TIERS, type AchievementDrafted, type AchievementFileAttached, type AchievementFileRemoved, type SecrecyTier } from './events.js';
import { sampleContent as content } from './samples.js';

const given = specification(achievements);
const rule: AppliedRule = { id: 'achievement_files', jurisdiction: 'CN', version: 1, amount: 10, unit: 'count', force: 'required', article: '合武平台规则', verification: 'proposal' };
const wang = { personId: 'p-wang', organisationId: 'o-institute', region: '500117' };
const stranger = { personId: 'p-else', organisationId: 'o-firm', region: '511622' };
const drafted = (secrecy: SecrecyTier = 'public'): AchievementDrafted => ({ type: 'AchievementDrafted', data: { achievementId: 'a-1', organisationId: 'o-institute', region: '500117', draftedBy: 'p-wang', content: { ...content, secrecy } } });
const file = (fileId = 'f-1') => ({ fileId, sha256: 'a'.repeat(64), bytes: 1_000, mediaType: 'application/pdf' }) as const;
const attach = (tier: SecrecyTier = 'public', fileId = 'f-1') => ({ type: 'AttachFile', by: wang, file: file(fileId), tier, rule }) as const;
const attached = (tier: SecrecyTier = 'public', fileId = 'f-1'): AchievementFileAttached => ({ type: 'AchievementFileAttached', data: { achievementId: 'a-1', ...file(fileId), tier, attachedBy: 'p-wang', rule } });
const remove = { type: 'RemoveFile', by: wang, fileId: 'f-1', reason: '报告已更新' } as const;
const removed: AchievementFileRemoved = { type: 'AchievementFileRemoved', data: { achievementId: 'a-1', fileId: 'f-1', removedBy: 'p-wang', reason: '报告已更新' } };

describe('the files of an achievement', () => {
  test('are attached once, and once more after they were removed', () => {
    given(drafted()).when(attach()).then(attached());
    given(drafted()).when(attach()).thenRepeatingIsHarmless();
    given(drafted(), attached(), removed).when(attach()).then(attached());
    given(drafted(), attached()).when(attach('restricted')).thenRefused('file_tier_differs', { tier: 'public' });
  });

  test('are for its own unit to attach and to remove', () => {
    given(drafted()).when({ ...attach(), by: stranger }).thenRefused('not_found');
    given().when(attach()).thenRefused('not_found');
    given(drafted(), attached()).when({ ...remove, by: stranger }).thenRefused('not_found');
    given(drafted(), attached()).when(remove).then(removed);
    given(drafted()).when(remove).thenRefused('not_found');
    given(drafted(), attached(), removed).when(remove).thenRefused('not_found');
  });

  test('are ten at most; a removed one makes room', () => {
    const nine = Array.from({ length: 9 }, (_, n) => attached('public', `f-${n + 2}`));
    given(drafted(), ...nine).when(attach()).then(attached());
    given(drafted(), ...nine, attached('public', 'f-11')).when(attach()).thenRefused('too_many_files', { mostFiles: 10 });
    given(drafted(), ...nine, attached('public', 'f-11')).when({ ...attach(), rule: { ...rule, version: 2, amount: 11 } }).then({ ...attached(), data: { ...attached().data, rule: { ...rule, version: 2, amount: 11 } } });
    given(drafted(), ...nine, attached()).when(attach()).thenNothing();
    given(drafted(), ...nine, attached(), removed).when(attach('public', 'f-99')).then(attached('public', 'f-99'));
  });

  test.each(SECRECY_TIERS.flatMap((secrecy, at) => SECRECY_TIERS.map((tier, place) => [tier, secrecy, place >= at] as const)))('%s on one that is %s: %s', (tier, secrecy, may) => {
    if (may) given(drafted(secrecy)).when(attach(tier)).then(attached(tier));
    else given(drafted(secrecy)).when(attach(tier)).thenRefused('file_tier_too_open', { tier, mostOpen: secrecy });
    expect(moreClosed(tier, secrecy)).toBe(may ? tier : secrecy);
  });
});
