import type { ChallengeEvent, DemandEvent, DisclosureEvent, ProposalEvent, SuggestionEvent } from '@hewu/demands/src/events.js';
import { says, yuan, type Sentences } from './sentence.js';
import { DECLINED, RECUSED, UNAWARDED, wordOf } from './sentence-words.js';

/* Demands, proposals and challenges. */

type Told = DemandEvent | DisclosureEvent | ProposalEvent | ChallengeEvent | SuggestionEvent;

export const demandsSentences: Sentences<Told> = {
  DemandPosted: ({ content, deadlineOn }) => ({ zh: `发布需求“${content.title}”，征集至 ${deadlineOn}`, en: `The demand "${content.titleEn ?? content.title}" was posted until ${deadlineOn}` }),
  DemandCorrected: ({ version, reason }) => ({ zh: `需求更正为第 ${version} 版：${reason}`, en: `The demand was corrected to version ${version}: ${reason}` }),
  DemandSuspended: ({ reason }) => ({ zh: `需求被暂停：${reason}`, en: `The demand was suspended: ${reason}` }),
  DemandResumed: ({ reason }) => ({ zh: `需求恢复：${reason}`, en: `The demand was resumed: ${reason}` }),
  DemandClosed: ({ ground, reason }) => ({ zh: `需求${{ deadline: '征集截止', owner: '撤回', solved: '已解决' }[ground]}${reason === null ? '' : `：${reason}`}`, en: `The demand was ${{ deadline: 'closed by its deadline', owner: 'given up', solved: 'solved' }[ground]}${reason === null ? '' : `: ${reason}`}` }),
  DisclosureRequested: ({ purpose }) => ({ zh: `申请查阅需求：${purpose}`, en: `Leave to read the demand was asked for: ${purpose}` }),
  DisclosureGranted: ({ textSha256 }) => ({ zh: `同意查阅需求${textSha256 === null ? '' : `，双方签署保密文本 ${textSha256}`}`, en: `Leave to read the demand was given${textSha256 === null ? '' : `, both sides having signed the text ${textSha256}`}` }),
  DisclosureRefused: ({ reason }) => ({ zh: `不同意查阅需求：${reason}`, en: `Leave to read the demand was refused: ${reason}` }),
  ProposalSubmitted: ({ round, content }) => ({ zh: `第 ${round} 次提交方案，技术就绪水平 ${content.trl} 级`, en: `A proposal was submitted, round ${round}, readiness level ${content.trl}` }),
  ProposalCorrected: ({ version }) => ({ zh: `方案更正为第 ${version} 版`, en: `The proposal was corrected to version ${version}` }),
  ProposalAdvanced: ({ to }) => ({ zh: `方案${{ qualified: '合格', shortlisted: '入围', finalist: '进入终选' }[to]}`, en: `The proposal was ${{ qualified: 'found to qualify', shortlisted: 'shortlisted', finalist: 'made a finalist' }[to]}` }),
  ProposalDeclined: ({ reason, comment }) => ({ zh: `方案未被采纳（${wordOf(DECLINED, reason).zh}）：${comment}`, en: `The proposal was declined (${wordOf(DECLINED, reason).en}): ${comment}` }),
  ProposalWithdrawn: ({ reason }) => ({ zh: `方案撤回：${reason}`, en: `The proposal was withdrawn: ${reason}` }),
  ProposalLapsed: ({ ground }) => ({ zh: `需求${ground === 'solved' ? '已解决' : '已撤回'}，方案终止`, en: `The demand was ${ground === 'solved' ? 'solved' : 'given up'}; the proposal lapsed` }),
  ChallengeAnnounced: ({ prizeFen, milestones, entriesUntilOn }) => ({ zh: `张榜：奖金 ${yuan(prizeFen)} 元，里程碑 ${milestones.length} 个，揭榜至 ${entriesUntilOn}`, en: `A challenge was announced: ${yuan(prizeFen)} yuan, ${milestones.length} milestones, entries until ${entriesUntilOn}` }),
  JurorAppointed: says('聘请评审专家', 'A juror was appointed'),
  JurorRecused: ({ ground }) => ({ zh: `评审专家回避（${wordOf(RECUSED, ground).zh}）`, en: `A juror was recused (${wordOf(RECUSED, ground).en})` }),
  TeamEntered: ({ proposalId }) => ({ zh: proposalId === null ? '直接揭榜' : '以终选方案揭榜', en: proposalId === null ? 'A team entered directly' : 'A team entered by its finalist proposal' }),
  TeamAdmitted: says('揭榜方被接纳', 'The team was admitted'),
  TeamTurnedDown: ({ reason, comment }) => ({ zh: `揭榜方未被接纳（${wordOf(DECLINED, reason).zh}）：${comment}`, en: `The team was turned down (${wordOf(DECLINED, reason).en}): ${comment}` }),
  TeamLeft: ({ reason }) => ({ zh: `揭榜方退出：${reason}`, en: `The team left: ${reason}` }),
  MilestoneReported: ({ ordinal, attempt, late }) => ({ zh: `第 ${attempt} 次报告里程碑 ${ordinal}${late ? '（逾期）' : ''}`, en: `Milestone ${ordinal} was reported, attempt ${attempt}${late ? ', late' : ''}` }),
  MilestoneJudged: ({ ordinal, judgement, comment }) => ({ zh: `里程碑 ${ordinal} ${judgement === 'reached' ? '已达到' : '未达到'}：${comment}`, en: `Milestone ${ordinal} was ${judgement === 'reached' ? 'reached' : 'not reached'}: ${comment}` }),
  ScoreGiven: ({ points }) => ({ zh: `评审打分 ${points} 分`, en: `A juror gave ${points} points` }),
  ChallengeAwarded: ({ prizeFen, shares, reasons }) => ({ zh: `定奖：${yuan(prizeFen)} 元由 ${shares.length} 方获得：${reasons}`, en: `The prize of ${yuan(prizeFen)} yuan was awarded to ${shares.length} team${shares.length === 1 ? '' : 's'}: ${reasons}` }),
  ChallengeEndedUnawarded: ({ ground, reason }) => ({ zh: `未授奖而结束（${wordOf(UNAWARDED, ground).zh}）${reason === null ? '' : `：${reason}`}`, en: `The challenge ended without an award (${wordOf(UNAWARDED, ground).en})${reason === null ? '' : `: ${reason}`}` }),
  SuggestionSent: ({ points, note }) => ({ zh: `技术经理人推荐（匹配 ${points} 分）：${note}`, en: `A technology manager suggested a match of ${points} points: ${note}` }),
  SuggestionAnswered: ({ answer, reason }) => ({ zh: answer === 'interested' ? '对推荐有意向' : `不采纳推荐（${wordOf(DECLINED, reason ?? '').zh}）`, en: answer === 'interested' ? 'The suggestion met with interest' : `The suggestion was declined (${wordOf(DECLINED, reason ?? '').en})` }),
};
