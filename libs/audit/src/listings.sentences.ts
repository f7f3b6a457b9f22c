import type { AchievementEvent, ListingEvent, MandateEvent, WithdrawalGround } from '@hewu/listings/src/events.js';
import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import { says, type Sentences } from './sentence.js';
import { ASSESSOR, HOLDER, MANDATE_ENDED, MODE, REQUEST_REFUSED, SUSPENDED, TIER, wordOf } from './sentence-words.js';

/* Achievements and their listings. */

/** Why a listing went off the market; only its office gives a reason of its own. */
const WITHDRAWN: Readonly<Record<WithdrawalGround, (reason: string) => Bilingual>> = {
  owner: (reason) => ({ zh: `挂牌撤回：${reason}`, en: `The listing was withdrawn: ${reason}` }),
  achievement_restricted: says('成果转为限制公开，挂牌撤下', 'The achievement became restricted and the listing was taken down'),
  right_granted: says('权利已让与他人，挂牌撤下', 'What was granted leaves no room for it: the listing was taken down'),
  mandate_ended: says('委托终止，挂牌撤下', 'The mandate ended and the listing was taken down'),
};

type Told = AchievementEvent | ListingEvent | MandateEvent;

export const listingsSentences: Sentences<Told> = {
  AchievementDrafted: ({ content }) => ({ zh: `起草成果“${content.title}”`, en: `The achievement "${content.titleEn ?? content.title}" was drafted` }),
  AchievementCorrected: ({ version, reason }) => ({ zh: `成果更正为第 ${version} 版：${reason}`, en: `The achievement was corrected to version ${version}: ${reason}` }),
  AchievementMaturityAssessed: ({ version, levelBefore, maturity: { level, assessor, evidence } }) => ({
    zh: `成熟度重新评估：${levelBefore} 级改为 ${level} 级（${wordOf(ASSESSOR, assessor).zh}），第 ${version} 版：${evidence}`,
    en: `Maturity was assessed anew: from level ${levelBefore} to ${level} (${wordOf(ASSESSOR, assessor).en}), version ${version}: ${evidence}`,
  }),
  AchievementImplemented: says('成果已实施转化', 'The achievement is used: a right in it was granted'),
  DormancyCounted: ({ completedOn, reachesOn }) =>
    reachesOn === null
      ? { zh: '不再计算闲置期', en: 'Dormancy is not counted any more' }
      : { zh: `${completedOn} 完成，至 ${reachesOn} 未实施即为闲置`, en: `Completed on ${completedOn}: dormant when nobody uses it until ${reachesOn}` },
  DormancyReached: ({ reachesOn, rule }) => ({ zh: `至 ${reachesOn} 仍未实施转化，成果闲置（${rule.article}）`, en: `Not used until ${reachesOn}: the achievement lies dormant (${rule.article})` }),
  TransformationRequested: ({ answerBy }) => ({ zh: `成果完成人书面申请实施转化，单位应于 ${answerBy} 前答复`, en: `A completer asked to transform it; the unit answers by ${answerBy}` }),
  TransformationAnswered: ({ agreed, ground, reason }) => ({ zh: agreed ? `单位同意完成人实施转化：${reason}` : `单位未同意（${wordOf(REQUEST_REFUSED, ground ?? '').zh}）：${reason}`, en: agreed ? `The unit agreed to the completer's transformation: ${reason}` : `The unit did not agree (${wordOf(REQUEST_REFUSED, ground ?? '').en}): ${reason}` }),
  AchievementFileAttached: ({ mediaType, bytes, sha256, tier }) => ({ zh: `附上文件（${mediaType}，${bytes} 字节，${wordOf(TIER, tier).zh}，SHA-256 ${sha256}）`, en: `A file was attached (${mediaType}, ${bytes} bytes, ${wordOf(TIER, tier).en}, SHA-256 ${sha256})` }),
  AchievementFileRemoved: ({ reason }) => ({ zh: `移除附件：${reason}`, en: `A file was taken off: ${reason}` }),
  MandateGranted: ({ modes, fromOn, untilOn }) => ({ zh: `委托他人挂牌（${modes.map((mode) => wordOf(MODE, mode).zh).join('、')}），${fromOn} 至 ${untilOn}`, en: `A mandate to list was given (${modes.map((mode) => wordOf(MODE, mode).en).join(', ')}), ${fromOn} to ${untilOn}` }),
  MandateEnded: ({ ground, reason }) => ({ zh: `挂牌委托终止（${wordOf(MANDATE_ENDED, ground).zh}）${reason === null ? '' : `：${reason}`}`, en: `The mandate to list ended (${wordOf(MANDATE_ENDED, ground).en})${reason === null ? '' : `: ${reason}`}` }),
  ListingDrafted: ({ offer }) => ({ zh: `起草挂牌（${wordOf(MODE, offer.mode).zh}）`, en: `A listing was drafted (${wordOf(MODE, offer.mode).en})` }),
  ListingCorrected: says('修改挂牌', 'The listing was changed'),
  ListingSubmitted: ({ round }) => ({ zh: `第 ${round} 次提交审核`, en: `The listing was submitted, round ${round}` }),
  ListingReturned: ({ reason }) => ({ zh: `审核退回：${reason}`, en: `The listing was returned: ${reason}` }),
  ListingPublished: ({ expiresAt }) => ({ zh: `挂牌发布，有效期至 ${expiresAt}`, en: `The listing was published until ${expiresAt}` }),
  ListingRenewed: ({ expiresAt, months }) => ({ zh: `挂牌续期 ${months} 个月，至 ${expiresAt}`, en: `The listing was renewed for ${months} months, until ${expiresAt}` }),
  ListingSuspended: ({ ground, reason }) => ({ zh: `挂牌暂停（${wordOf(SUSPENDED, ground).zh}）：${reason}`, en: `The listing was suspended (${wordOf(SUSPENDED, ground).en}): ${reason}` }),
  ListingResumed: ({ reason }) => ({ zh: `挂牌恢复：${reason}`, en: `The listing was resumed: ${reason}` }),
  ListingTaken: ({ holder }) => holder.kind === 'ip_number' ? { zh: `同一编号的权利经另一成果被占用（${wordOf(MODE, holder.mode).zh}），挂牌暂不可洽谈`, en: `The right is held by way of another achievement with the same number (${wordOf(MODE, holder.mode).en}): the listing cannot be asked for` } : ({ zh: `权利被占用（${wordOf(HOLDER, holder.kind).zh}，${wordOf(MODE, holder.mode).zh}），挂牌暂不可洽谈`, en: `The right is held by a ${wordOf(HOLDER, holder.kind).en} (${wordOf(MODE, holder.mode).en}): the listing cannot be asked for` }),
  ListingFreed: says('权利释放，挂牌恢复可洽谈', 'The right is free again, and the listing with it'),
  ListingContracted: ({ mode }) => ({ zh: `挂牌成交（${wordOf(MODE, mode).zh}）`, en: `A contract was signed about what was listed (${wordOf(MODE, mode).en})` }),
  ListingWithdrawn: ({ ground, reason }) => WITHDRAWN[ground](reason ?? ''),
  ListingExpired: says('挂牌到期', 'The listing expired'),
};
