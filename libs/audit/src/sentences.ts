import type { AccessGroupEvent, BookingProxyEvent } from '@hewu/access/src/events.js';
import type { AuctionEvent, AuctioneerEvent, BiddingEvent } from '@hewu/bidding/src/events.js';
import type { ConductEvent, ConductRulesSet } from '@hewu/conduct/src/events.js';
import type { WorkingCalendarEvent } from '@hewu/calendar/src/events.js';
import type { ChallengeEvent, DemandEvent, DisclosureEvent, ProposalEvent, SuggestionEvent } from '@hewu/demands/src/events.js';
import type { ExpertEntryEvent } from '@hewu/experts/src/events.js';
import type { InvitationEvent, PersonalFeedsEvent } from '@hewu/feeds/src/events.js';
import type { FileEvent } from '@hewu/files/src/events.js';
import type { ImportCancelled, ImportEvent, ImportMode, ImportRefused } from '@hewu/imports/src/events.js';
import { localTime } from '@hewu/calendar/src/local-time.js';
import type { DeadlineEvent, LetterEvent, PreferencesEvent } from '@hewu/inbox/src/events.js';
import type { ActEvent, CalendarEvent, InstrumentEvent, QuotaEvent, QuotaRulesSet, UsageEvent } from '@hewu/instruments/src/events.js';
import type { AchievementEvent, ListingEvent, MandateEvent, WithdrawalGround } from '@hewu/listings/src/events.js';
import type { InterestCloseGround, InterestEvent, NdaEndGround, NdaEvent, SigningAuthorityEvent } from '@hewu/negotiation/src/events.js';
import type { OrganisationEvent, PersonEvent } from '@hewu/organisations/src/events.js';
import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import type { Language } from '@hewu/platform/src/language.js';
import type { CertificateEvent, RecognitionEvent, RequirementsSet, TermsAcceptanceEvent, TermsKind, TermsPublished, TrainingEvent, TrainingOutcome, TrainingSessionEvent } from '@hewu/qualifications/src/events.js';
import type { RuleSetEvent } from '@hewu/rules/src/events.js';
import type { MeasurementEvent, ReadingEvent } from '@hewu/readings/src/events.js';
import type { SampleCondition, SampleEnd, SampleIncident, SamplesEvent } from '@hewu/samples/src/events.js';
import type { SupplyEvent } from '@hewu/supplies/src/events.js';
import type { IncidentEvent } from '@hewu/incidents/src/events.js';
import type { SavedSearchEvent } from '@hewu/search/src/events.js';
import type { IpNumberEvent, RightEvent, ValuationEvent } from '@hewu/rights/src/events.js';
import type { ContractEvent, PriceNoticeEvent, TransferEvent } from '@hewu/transfers/src/events.js';
import type { DeliveryEvent, WebhookEvent } from '@hewu/webhooks/src/events.js';
import { ASSESSOR, CANCELLED, CLOSED, DECLINED, DROPPED, EXCLUDED, FAILED, FILE_HOLDER, FREQUENCY, HOLDER, IMPORTED, JURISDICTION, LANGUAGE, LETTER, MANDATE_ENDED, MODE, PAUSED, RECUSED, RELEASED, REQUEST_REFUSED, ROLE, ROOM_CLOSED, RULE, SUSPENDED, TIER, UNAWARDED, UNIT, VOIDED, wordOf } from './sentence-words.js';

type Known =
  | AccessGroupEvent | BookingProxyEvent | ActEvent | QuotaRulesSet | QuotaEvent
  | ConductEvent | ConductRulesSet | ReadingEvent | MeasurementEvent | SupplyEvent | IncidentEvent
  | WorkingCalendarEvent | RuleSetEvent | OrganisationEvent | PersonEvent | AchievementEvent | ListingEvent | MandateEvent | InstrumentEvent | CalendarEvent | UsageEvent
  | TrainingEvent | TrainingSessionEvent | CertificateEvent | RecognitionEvent | RequirementsSet | TermsPublished | TermsAcceptanceEvent | SamplesEvent
  | DemandEvent | DisclosureEvent | ProposalEvent | ChallengeEvent | SuggestionEvent
  | FileEvent | SavedSearchEvent | ExpertEntryEvent | ImportEvent
  | DeadlineEvent | LetterEvent | PreferencesEvent | PersonalFeedsEvent | InvitationEvent | WebhookEvent | DeliveryEvent
  | InterestEvent | NdaEvent | SigningAuthorityEvent
  | RightEvent | IpNumberEvent | ValuationEvent | BiddingEvent | AuctionEvent | AuctioneerEvent | TransferEvent | PriceNoticeEvent | ContractEvent;

type Sentences = { readonly [T in Known['type']]: (data: Extract<Known, { type: T }>['data']) => Bilingual };

const says = (zh: string, en: string): (() => Bilingual) => () => ({ zh, en });

/** Whole fen as yuan: 4800000 → 48000.00. */
const yuan = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
const sideZh = { seller: '卖方', buyer: '买方' } as const;

const IMPORT_MODE: Readonly<Record<ImportMode, Bilingual>> = { dry_run: { zh: '试运行', en: 'dry run' }, all_or_nothing: { zh: '全部或不导入', en: 'all or nothing' }, good_ones: { zh: '只导入无误的行', en: 'those in order' } };
const IMPORT_GROUND: Readonly<Record<ImportRefused['data']['ground'] | ImportCancelled['data']['ground'], Bilingual>> = {
  rows_faulty: { zh: '有行有误', en: 'rows are faulty' }, role_lost: { zh: '导入者失去所需角色', en: 'whoever imported lost the role' }, file_unreadable: { zh: '文件无法读取', en: 'the file cannot be read' }, asked: { zh: '应要求', en: 'as asked' },
};

const TRAINING_OUTCOME: Readonly<Record<TrainingOutcome, Bilingual>> = { passed: { zh: '合格', en: 'passed' }, attended: { zh: '参加，未合格', en: 'took part' }, absent: { zh: '缺席', en: 'absent' } };
const TERMS_KIND: Readonly<Record<TermsKind, Bilingual>> = { safety: { zh: '安全须知', en: 'Safety terms' }, result_ip: { zh: '成果知识产权约定', en: 'Terms on the rights in results' }, confidentiality: { zh: '保密约定', en: 'Confidentiality terms' }, use: { zh: '使用约定', en: 'Terms of use' } };
const SAMPLE_END: Readonly<Record<SampleEnd, Bilingual>> = { return: { zh: '退回', en: 'to be given back' }, disposal: { zh: '处置', en: 'to be disposed of' } };
const SAMPLE_INCIDENT: Readonly<Record<SampleIncident, Bilingual>> = { lost: { zh: '遗失', en: 'was lost' }, damaged: { zh: '损坏', en: 'was damaged' }, used_up: { zh: '用尽', en: 'was used up' } };
const SAMPLE_CONDITION: Readonly<Record<SampleCondition, string>> = { good: '完好', damaged: '损坏', unlabelled: '无标签', missing: '缺失' };

/** Why a listing went off the market; only its office gives a reason of its own. */
const WITHDRAWN: Readonly<Record<WithdrawalGround, (reason: string) => Bilingual>> = {
  owner: (reason) => ({ zh: `挂牌撤回：${reason}`, en: `The listing was withdrawn: ${reason}` }),
  achievement_restricted: says('成果转为限制公开，挂牌撤下', 'The achievement became restricted and the listing was taken down'),
  right_granted: says('权利已让与他人，挂牌撤下', 'What was granted leaves no room for it: the listing was taken down'),
  mandate_ended: says('委托终止，挂牌撤下', 'The mandate ended and the listing was taken down'),
};

const INTEREST_CLOSED: Readonly<Record<InterestCloseGround, Bilingual>> = {
  by_buyer: { zh: '意向方结束意向', en: 'Whoever was interested ended the interest' },
  by_seller: { zh: '成果单位结束意向', en: 'The unit ended the interest' },
  negotiation_left: { zh: '洽谈退出，意向随之结束', en: 'The talks were left, and with them the interest' },
  achievement_restricted: { zh: '成果转为限制公开，意向结束', en: 'The achievement became restricted, and the interest ended' },
};
const NDA_ENDED: Readonly<Record<NdaEndGround, Bilingual>> = {
  time_over: { zh: '保密协议期满', en: 'The time of the confidentiality agreement was over' },
  notice: { zh: '一方通知终止保密协议', en: 'A side gave notice of the confidentiality agreement' },
  given_up: { zh: '保密协议未签成而放弃', en: 'The confidentiality agreement was given up before both had signed' },
};
const withReason = ({ zh, en }: Bilingual, reason: string | null): Bilingual => (reason === null ? { zh, en } : { zh: `${zh}：${reason}`, en: `${en}: ${reason}` });

const VIOLATION_ZH = { no_show: '爽约', late_cancellation: '临期取消', overrun: '超时占用', damage: '损坏', unsafe_operation: '不安全操作', other: '其他' } as const;

const SEVERITY_ZH = { near_miss: '险情', minor: '轻微', serious: '严重' } as const;

/** What happened, in one sentence. An event type without a sentence does not compile. Names of persons never stand in one. */
const SENTENCES: Sentences = {
  WorkingYearPublished: ({ year }) => ({ zh: `登记了 ${year} 年放假安排`, en: `The working calendar of ${year} was recorded` }),
  WorkingYearAmended: ({ year, reason }) => ({ zh: `更正了 ${year} 年放假安排：${reason}`, en: `The working calendar of ${year} was amended: ${reason}` }),
  RuleVersionRecorded: ({ jurisdiction, ruleId, version, amount, unit, effectiveFrom, reason, proposal }) => ({
    zh: `${proposal ? '经另一地区确认，' : ''}登记规则“${wordOf(JURISDICTION, jurisdiction).zh}·${wordOf(RULE, ruleId).zh}”第 ${version} 版：${amount} ${wordOf(UNIT, unit).zh}，自 ${effectiveFrom} 起：${reason}`,
    en: `Version ${version} of the rule "${wordOf(RULE, ruleId).en}" (${wordOf(JURISDICTION, jurisdiction).en}) was ${proposal ? 'confirmed by the other region and ' : ''}recorded: ${amount} ${wordOf(UNIT, unit).en} from ${effectiveFrom}: ${reason}`,
  }),
  RuleProposalEnded: ({ jurisdiction, ruleId, ground, reason }) =>
    ground === 'lapsed'
      ? { zh: `规则“${wordOf(JURISDICTION, jurisdiction).zh}·${wordOf(RULE, ruleId).zh}”的提议逾期未获确认，失效`, en: `The proposal of the rule "${wordOf(RULE, ruleId).en}" (${wordOf(JURISDICTION, jurisdiction).en}) was not confirmed in time and lapsed` }
      : { zh: `撤回规则“${wordOf(JURISDICTION, jurisdiction).zh}·${wordOf(RULE, ruleId).zh}”的提议：${reason}`, en: `The proposal of the rule "${wordOf(RULE, ruleId).en}" (${wordOf(JURISDICTION, jurisdiction).en}) was taken back: ${reason}` },
  RuleVersionProposed: ({ jurisdiction, ruleId, version, amount, unit, effectiveFrom, reason }) => ({
    zh: `提议规则“${wordOf(JURISDICTION, jurisdiction).zh}·${wordOf(RULE, ruleId).zh}”第 ${version} 版，待另一地区确认：${amount} ${wordOf(UNIT, unit).zh}，自 ${effectiveFrom} 起：${reason}`,
    en: `Version ${version} of the rule "${wordOf(RULE, ruleId).en}" (${wordOf(JURISDICTION, jurisdiction).en}) was proposed, for the other region to confirm: ${amount} ${wordOf(UNIT, unit).en} from ${effectiveFrom}: ${reason}`,
  }),

  ChecksumOverridden: ({ uscc, evidence }) => ({ zh: `凭证据放行统一社会信用代码 ${uscc}：${evidence}`, en: `Credit code ${uscc} was let pass on evidence: ${evidence}` }),
  OrganisationRegistered: ({ name }) => ({ zh: `单位“${name}”登记入驻`, en: `The organisation "${name}" was registered` }),
  OrganisationCorrected: ({ name }) => ({ zh: `单位信息更正为“${name}”`, en: `The organisation's entry was corrected to "${name}"` }),
  OrganisationVerified: ({ evidence }) => ({ zh: `所在地区核验通过：${evidence}`, en: `The region verified the organisation: ${evidence}` }),
  OrganisationReturned: ({ reason }) => ({ zh: `所在地区退回更正：${reason}`, en: `The region returned the entry: ${reason}` }),
  OrganisationSuspended: ({ reason }) => ({ zh: `单位被暂停：${reason}`, en: `The organisation was suspended: ${reason}` }),
  RolesGranted: ({ roles }) => ({ zh: `授予角色：${roles.map((role) => wordOf(ROLE, role).zh).join('、') || '无'}`, en: `Roles were set: ${roles.map((role) => wordOf(ROLE, role).en).join(', ') || 'none'}` }),
  MemberRemoved: says('成员离开单位', 'A member left the organisation'),
  PersonRegistered: says('个人账户开通', 'A person was registered'),
  PersonCorrected: says('个人信息更正', 'A person’s details were corrected'),
  PersonErased: ({ reason }) => ({ zh: `个人信息已删除：${reason}`, en: `A person’s data were erased: ${reason}` }),

  ExpertEntryPublished: says('同意公开专家信息', 'A person let the public find them'),
  ExpertEntryWithdrawn: says('撤回公开的专家信息', 'A person took their public entry back'),
  SearchSaved: says('保存了一个检索', 'A search was saved'),
  SearchChanged: says('更改了保存的检索', 'A saved search was changed'),
  SearchDeleted: says('删除了保存的检索', 'A saved search was deleted'),

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
  FileStored: ({ mediaType, bytes, sha256 }) => ({ zh: `上传文件（${mediaType}，${bytes} 字节，SHA-256 ${sha256}）`, en: `A file was sent (${mediaType}, ${bytes} bytes, SHA-256 ${sha256})` }),
  FileAttached: ({ to: { kind, id } }) => ({ zh: `文件附于 ${wordOf(FILE_HOLDER, kind).zh} ${id}`, en: `The file was attached to ${wordOf(FILE_HOLDER, kind).en} ${id}` }),
  FileDetached: ({ from: { kind, id } }) => ({ zh: `文件不再附于 ${wordOf(FILE_HOLDER, kind).zh} ${id}`, en: `The file is no more attached to ${wordOf(FILE_HOLDER, kind).en} ${id}` }),
  FileDiscarded: says('文件已清除', 'The file was discarded'),
  ImportBegun: ({ kind, mode, rows, sha256 }) => ({ zh: `开始导入 ${wordOf(IMPORTED, kind).zh}（${IMPORT_MODE[mode].zh}），${rows} 行，SHA-256 ${sha256}`, en: `An import of ${wordOf(IMPORTED, kind).en} was begun (${IMPORT_MODE[mode].en}), ${rows} rows, SHA-256 ${sha256}` }),
  ImportCommitted: ({ recorded, alreadyThere, faulty }) => ({ zh: `检查完毕，开始记录：可记录 ${recorded} 行，已存在 ${alreadyThere} 行，有误 ${faulty} 行`, en: `Every row was looked at and recording began: ${recorded} in order, ${alreadyThere} there already, ${faulty} faulty` }),
  ImportChunkRecorded: ({ untilRow, recorded, alreadyThere, faulty }) => ({ zh: `导入至第 ${untilRow} 行：记录 ${recorded} 行，已存在 ${alreadyThere} 行，有误 ${faulty} 行`, en: `Imported up to row ${untilRow}: ${recorded} recorded, ${alreadyThere} there already, ${faulty} faulty` }),
  ImportFinished: ({ mode, recorded, alreadyThere, faulty }) => ({ zh: `${mode === 'dry_run' ? '试运行结束，可记录' : '导入完成，记录'} ${recorded} 行，已存在 ${alreadyThere} 行，有误 ${faulty} 行`, en: `${mode === 'dry_run' ? 'The dry run ended, in order' : 'The import was finished, recorded'}: ${recorded}; there already: ${alreadyThere}; faulty: ${faulty}` }),
  ImportRefused: ({ ground }) => ({ zh: `导入被拒绝，未记录任何内容：${IMPORT_GROUND[ground].zh}`, en: `The import was refused and nothing recorded: ${IMPORT_GROUND[ground].en}` }),
  ImportCancelled: ({ ground, recorded }) => ({ zh: `导入中止（${IMPORT_GROUND[ground].zh}），已记录 ${recorded} 行`, en: `The import was ended (${IMPORT_GROUND[ground].en}) after ${recorded} rows were recorded` }),
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
  ListingContracted: ({ mode }) => ({ zh: `挂牌成交（${wordOf(MODE, mode).zh}）`, en: `What was listed was granted (${wordOf(MODE, mode).en})` }),
  ListingWithdrawn: ({ ground, reason }) => WITHDRAWN[ground](reason ?? ''),
  ListingExpired: says('挂牌到期', 'The listing expired'),

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

  InstrumentRegistered: ({ name }) => ({ zh: `登记仪器“${name.zh}”`, en: `The instrument "${name.en}" was registered` }),
  TariffSet: ({ tariff }) => ({ zh: `收费标准：每小时 ${yuan(tariff.pricePerHourFen)} 元`, en: `Tariff: ${yuan(tariff.pricePerHourFen)} yuan an hour` }),
  InstrumentCorrected: ({ version, reason }) => ({ zh: `仪器信息更正为第 ${version} 版：${reason}`, en: `What is said of the instrument was corrected to version ${version}: ${reason}` }),
  YearlyHoursReported: ({ year, effectiveHours, externalHours }) => ({ zh: `${year} 年有效机时 ${effectiveHours} 小时，对外 ${externalHours} 小时`, en: `Hours of ${year} were reported: ${effectiveHours} effective, ${externalHours} external` }),
  InstrumentAccepted: ({ acceptedOn }) => ({ zh: `仪器于 ${acceptedOn} 验收`, en: `The instrument was accepted on ${acceptedOn}` }),
  ReportingDue: ({ dueOn }) => ({ zh: `应于 ${dueOn} 前报送网络管理平台`, en: `It is to be reported to the network by ${dueOn}` }),
  ReportingLifted: says('更正后不在应共享范围，不再须报送', 'After its correction it need not be reported'),
  ReportedToNetwork: ({ reportedOn, late }) => ({ zh: `于 ${reportedOn} 报送网络管理平台${late ? '，逾期' : ''}`, en: `It was reported to the network on ${reportedOn}${late ? ', late' : ''}` }),
  ReportingBreached: ({ dueOn }) => ({ zh: `至 ${dueOn} 未报送，逾期`, en: `It was not reported by ${dueOn}` }),
  OperatorAppointed: ({ fromOn, untilOn, deputyOf }) => ({ zh: `聘任操作人${deputyOf === null ? '' : '（代理）'}，自 ${fromOn} 起${untilOn === null ? '' : `，至 ${untilOn}`}`, en: `${deputyOf === null ? 'An operator' : 'A deputy'} was appointed from ${fromOn}${untilOn === null ? '' : ` until ${untilOn}`}` }),
  OperatorReleased: ({ ground, reason }) => (ground === 'released' ? { zh: `解除操作人：${reason}`, en: `An operator was released: ${reason}` } : { zh: '操作人离开单位', en: 'An operator left the organisation' }),
  OperatorSucceeded: says('代理人接任操作人', 'A deputy took over as operator'),
  OperatorsMissing: says('仪器已无操作人', 'No operator looks after the instrument any more'),
  InstrumentPhotoAttached: ({ alt }) => ({ zh: `附上照片：${alt.zh}`, en: `A photo was attached: ${alt.en}` }),
  InstrumentDocumentAttached: says('附上仪器文件', 'A document was attached'),
  InstrumentFileRemoved: ({ reason }) => ({ zh: `撤下附件：${reason}`, en: `A photo or document was taken off: ${reason}` }),
  InstrumentRetired: ({ reason }) => ({ zh: `仪器停用：${reason}`, en: `The instrument was retired: ${reason}` }),
  CalendarOpened: says('开放预约', 'The calendar was opened for booking'),
  SlotBooked: ({ from, until, priceFen }) => ({ zh: `预约 ${from} 至 ${until}，${yuan(priceFen)} 元`, en: `Booked from ${from} until ${until}, ${yuan(priceFen)} yuan` }),
  BookingMoved: ({ from, until, returned }) => (returned ? { zh: `改期未成，预约仍在 ${from} 至 ${until}`, en: `The move came to nothing: the booking stands from ${from} until ${until} as before` } : { zh: `预约改至 ${from} 至 ${until}`, en: `The booking was moved to ${from} until ${until}` }),
  BookingCancelled: ({ reason }) => ({ zh: `预约取消：${reason}`, en: `The booking was cancelled: ${reason}` }),
  AccessGroupFounded: ({ name }) => ({ zh: `设立开放分组“${name.zh}”`, en: `The access group "${name.en}" was founded` }),
  AccessGroupMemberAdmitted: ({ untilOn }) => ({ zh: untilOn ? `加入开放分组，至 ${untilOn}` : '加入开放分组', en: untilOn ? `Admitted to an access group until ${untilOn}` : 'Admitted to an access group' }),
  AccessGroupMemberDismissed: ({ reason }) => ({ zh: `移出开放分组：${reason}`, en: `Dismissed from an access group: ${reason}` }),
  BookingProxyAppointed: ({ forPersonId }) => (forPersonId === null ? { zh: '授权为全单位代约', en: 'May book for everybody of the organisation' } : { zh: '授权代约', en: 'May book for a colleague' }),
  InstrumentKeyRegistered: says('登记仪器密钥', 'A key of an instrument was registered'),
  InstrumentKeyRevoked: ({ reason }) => ({ zh: `仪器密钥作废：${reason}`, en: `A key of an instrument was given up: ${reason}` }),
  ReadingsReceived: ({ readings }) => ({ zh: `收到仪器读数 ${readings.length} 条`, en: `The instrument sent ${readings.length} readings` }),
  UsageMeasured: ({ claimedMinutes, measuredMinutes }) => ({ zh: `登记 ${claimedMinutes} 分钟，仪器测得 ${measuredMinutes} 分钟`, en: `${claimedMinutes} minutes were recorded, the instrument measured ${measuredMinutes}` }),
  UsageDiffers: ({ claimedMinutes, measuredMinutes, allowedMinutes }) => ({ zh: `登记 ${claimedMinutes} 分钟与测得 ${measuredMinutes} 分钟相差超过 ${allowedMinutes} 分钟`, en: `${claimedMinutes} recorded and ${measuredMinutes} measured minutes are more than ${allowedMinutes} apart` }),
  DifferenceSettled: ({ reason }) => ({ zh: `机时差异已处理：${reason}`, en: `The difference was looked into: ${reason}` }),
  SupplyListed: ({ name, priceFen }) => ({ zh: `登记耗材“${name.zh}”，单价 ${yuan(priceFen)} 元`, en: `The supply "${name.en}" was listed at ${yuan(priceFen)} yuan` }),
  SupplyTermsChanged: ({ priceFen, threshold }) => ({ zh: `耗材单价改为 ${yuan(priceFen)} 元，库存下限 ${threshold}`, en: `The price is now ${yuan(priceFen)} yuan, the threshold ${threshold}` }),
  StockReceived: ({ quantity, stock }) => ({ zh: `入库 ${quantity}，库存 ${stock}`, en: `${quantity} came in; ${stock} in stock` }),
  StockCorrected: ({ stock, previousStock, reason }) => ({ zh: `库存由 ${previousStock} 更正为 ${stock}：${reason}`, en: `The stock was corrected from ${previousStock} to ${stock}: ${reason}` }),
  SupplyUsed: ({ quantity, amountFen, stock }) => ({ zh: `领用 ${quantity}，计 ${yuan(amountFen)} 元，库存 ${stock}`, en: `${quantity} were used for ${yuan(amountFen)} yuan; ${stock} in stock` }),
  StockLow: ({ stock, threshold }) => ({ zh: `库存 ${stock}，已到下限 ${threshold}`, en: `The stock is down to ${stock}, the threshold is ${threshold}` }),
  SupplyRetired: ({ reason }) => ({ zh: `耗材停用：${reason}`, en: `The supply is not used any more: ${reason}` }),
  IncidentReported: ({ severity, what }) => ({ zh: `事故报告（${SEVERITY_ZH[severity]}）：${what}`, en: `An incident (${severity.replace('_', ' ')}) was reported: ${what}` }),
  IncidentTakenUp: ({ outageId }) => (outageId === null ? { zh: '受理事故报告', en: 'The incident was taken up' } : { zh: '受理事故报告并停用仪器', en: 'The incident was taken up and the instrument is out of service' }),
  IncidentClosed: ({ measures }) => ({ zh: `事故结案：${measures}`, en: `The incident was closed: ${measures}` }),
  ViolationRecorded: ({ kind, points, reason }) => withReason({ zh: `违规（${VIOLATION_ZH[kind]}），扣 ${points.amount} 分`, en: `A violation (${kind.replaceAll('_', ' ')}) was recorded and cost ${points.amount} points` }, reason || null),
  PointsRestored: ({ points, ground }) => (ground === 'time' ? { zh: `到期恢复 ${points} 分`, en: `${points} points came back by time` } : { zh: `申诉成立，恢复 ${points} 分`, en: `${points} points came back by an appeal` }),
  PersonSuspended: ({ untilOn }) => ({ zh: `暂停预约，至 ${untilOn}`, en: `Suspended from booking until ${untilOn}` }),
  SuspensionLifted: ({ ground, reason }) => (ground === 'time' ? { zh: '暂停预约期满', en: 'The suspension was over' } : { zh: `解除暂停预约：${reason}`, en: `The suspension was lifted: ${reason}` }),
  AppealLodged: ({ decideBy }) => ({ zh: `就违规记录提出申诉，${decideBy.respondOn} 前处理`, en: `An appeal against a violation was lodged, to be decided by ${decideBy.respondOn}` }),
  AppealDecided: ({ upheld, reason }) => (upheld ? { zh: `申诉成立：${reason}`, en: `The appeal was upheld: ${reason}` } : { zh: `申诉不成立：${reason}`, en: `The appeal was not upheld: ${reason}` }),
  ConductRulesSet: ({ rulesVersion, reason }) => ({ zh: `仪器违规规则第 ${rulesVersion} 版：${reason}`, en: `Version ${rulesVersion} of what users are held to: ${reason}` }),
  BookingProxyRevoked: says('撤回代约授权', 'The right to book for others was taken back'),
  OpeningRulesChanged: ({ rulesVersion, reason }) => ({ zh: `开放规则第 ${rulesVersion} 版：${reason}`, en: `Version ${rulesVersion} of the opening rules: ${reason}` }),
  CapacityChanged: ({ capacity, reason }) => ({ zh: `同时使用人数改为 ${capacity}：${reason}`, en: `${capacity} may use it at once: ${reason}` }),
  BookingConfirmed: says('所属单位确认了预约', 'The owner accepted the booking'),
  BookingDeclined: ({ ground, reason }) => (ground === 'owner' ? { zh: `所属单位未接受预约：${reason}`, en: `The owner declined the booking: ${reason}` } : { zh: '预约到时仍未获确认，失效', en: 'Nobody answered the request by its beginning' }),
  BookingEndChanged: ({ previousUntil, until }) => ({ zh: `结束时间由 ${previousUntil} 改为 ${until}`, en: `The end was changed from ${previousUntil} to ${until}` }),
  SamplesArrived: says('样品已在仪器单位，视为签到', 'The samples are with the owner: it counts as the check-in'),
  BookingMissed: ({ graceMinutes }) => ({ zh: `开始后 ${graceMinutes} 分钟未签到，视为爽约`, en: `Nobody came within ${graceMinutes} minutes of the beginning` }),
  BookingOverdue: ({ since }) => ({ zh: `自 ${since} 起超时未登记使用`, en: `Overdue since ${since}: the use was not recorded` }),
  UseUnrecorded: ({ since }) => ({ zh: `自 ${since} 起三十日无人登记使用，日历不再保留`, en: `Since ${since} nobody recorded the use; the calendar keeps it no longer` }),
  UseMeetsOutage: ({ outageFrom, until }) => ({ zh: `使用至 ${until}，而停用自 ${outageFrom} 开始`, en: `The use lasts until ${until}; an outage begins at ${outageFrom}` }),
  UseInterrupted: ({ reason }) => ({ zh: `使用中断：${reason}`, en: `The use was broken off: ${reason}` }),
  TimeFreed: ({ from, until }) => ({ zh: `提前结束，${from} 至 ${until} 空出`, en: `An early end freed the time from ${from} until ${until}` }),
  SlotHeld: ({ from, until, keptForBookingId }) => (keptForBookingId !== null ? { zh: `改期待答复，原时段 ${from} 至 ${until} 保留`, en: `The move waits for an answer; ${from} until ${until} is kept` } : { zh: `暂留 ${from} 至 ${until}`, en: `Held from ${from} until ${until}` }),
  HoldReleased: ({ ground }) => ({ given_back: { zh: '放弃暂留的时段', en: 'The held slot was given back' }, expired: { zh: '暂留到期', en: 'The hold expired' }, act_abandoned: { zh: '多台仪器未能同时预约，时段放回', en: 'The act over several instruments was abandoned' }, move_answered: { zh: '改期已有结果，不再保留时段', en: 'The move was answered, and the slot is kept no longer' } })[ground],
  SeriesBooked: ({ bookingIds, skipped }) => ({ zh: `系列预约 ${bookingIds.length} 次，跳过 ${skipped.length} 次`, en: `A series of ${bookingIds.length} was booked, ${skipped.length} left out` }),
  ActBegun: ({ parts }) => ({ zh: `合并预约 ${parts.length} 台仪器`, en: `Slots of ${parts.length} instruments were asked for together` }),
  ActCommitted: says('合并预约成立', 'All slots of the act are had'),
  ActAbandoned: ({ ground }) => (ground === 'refused' ? { zh: '有仪器不能预约，全部放回', en: 'One could not be had, so all were given back' } : { zh: '合并预约未及时完成，全部放回', en: 'The act was not decided in time; all were given back' }),
  QuotaRulesSet: ({ rulesVersion, reason }) => ({ zh: `全部仪器的限额第 ${rulesVersion} 版：${reason}`, en: `Version ${rulesVersion} of the quotas over all instruments: ${reason}` }),
  QuotaReserved: ({ from, until }) => ({ zh: `占用限额：${from} 至 ${until}`, en: `Quota was reserved from ${from} until ${until}` }),
  QuotaConfirmed: says('计入限额', 'It counts against the quota'),
  QuotaReleased: says('退回限额', 'The quota was given back'),
  TrainingOffered: ({ name, level }) => ({ zh: `开设上机培训“${name.zh}”（${level} 级）`, en: `The training "${name.en}" (level ${level}) was offered` }),
  TrainingWithdrawn: ({ reason }) => ({ zh: `停办上机培训：${reason}`, en: `The training was withdrawn: ${reason}` }),
  TrainingSessionAnnounced: ({ from, seats }) => ({ zh: `公布培训场次 ${from}，${seats} 个名额`, en: `A training session from ${from} with ${seats} seats was announced` }),
  TrainingSeatTaken: says('报名培训', 'Took a seat in a training session'),
  TrainingSeatGivenUp: ({ ground }) => (ground === 'given_back' ? { zh: '退出培训', en: 'Gave the seat in a training session back' } : { zh: '培训取消，名额失效', en: 'The training session was cancelled, and with it the seat' }),
  TrainingSessionCancelled: ({ reason }) => ({ zh: `培训取消：${reason}`, en: `The training session was cancelled: ${reason}` }),
  TrainingAssessed: ({ outcome }) => ({ zh: `培训评定：${TRAINING_OUTCOME[outcome].zh}`, en: `Assessed in a training: ${TRAINING_OUTCOME[outcome].en}` }),
  CertificateIssued: ({ level, issuedOn, expiresOn }) => ({ zh: `颁发 ${level} 级上机资格证书，自 ${issuedOn}${expiresOn ? `至 ${expiresOn}` : '起长期'}有效`, en: `A certificate of level ${level} was issued, valid from ${issuedOn}${expiresOn ? ` until ${expiresOn}` : ''}` }),
  CertificateRevoked: ({ reason }) => ({ zh: `撤销上机资格证书：${reason}`, en: `The certificate was revoked: ${reason}` }),
  CertificateUsed: ({ usedOn }) => ({ zh: `凭证书上机，${usedOn}`, en: `The certificate was used on ${usedOn}` }),
  CertificatesRecognised: ({ leastLevel, fromOn, reason }) => ({ zh: `自 ${fromOn} 起认可他方 ${leastLevel} 级及以上证书：${reason}`, en: `Certificates of another issuer from level ${leastLevel} on are recognised from ${fromOn}: ${reason}` }),
  RecognitionEnded: ({ lastOn, reason }) => ({ zh: `证书互认至 ${lastOn} 为止：${reason}`, en: `The recognition of certificates ended with ${lastOn}: ${reason}` }),
  RequirementsSet: ({ version, reason }) => ({ zh: `使用条件第 ${version} 版：${reason}`, en: `Version ${version} of what is asked of users: ${reason}` }),
  TermsPublished: ({ kind, version, fromOn }) => ({ zh: `公布${TERMS_KIND[kind].zh}第 ${version} 版，自 ${fromOn} 起`, en: `${TERMS_KIND[kind].en}, version ${version}, were published, to hold from ${fromOn}` }),
  TermsAccepted: ({ version }) => ({ zh: `接受约定第 ${version} 版`, en: `Version ${version} of the terms was accepted` }),
  TermsAcceptanceOutdated: ({ acceptedVersion, version, fromOn }) => ({ zh: `所接受的第 ${acceptedVersion} 版自 ${fromOn} 起由第 ${version} 版取代`, en: `The accepted version ${acceptedVersion} is followed by version ${version} from ${fromOn}` }),
  SamplesAnnounced: ({ count, wantedEnd }) => ({ zh: `登记送样 ${count} 件，用后${SAMPLE_END[wantedEnd].zh}`, en: `${count} samples were announced, ${SAMPLE_END[wantedEnd].en}` }),
  SamplesHandedOver: ({ labels }) => ({ zh: `交付样品 ${labels.join('、')}`, en: `Samples ${labels.join(', ')} were handed over` }),
  SamplesReceived: ({ samples, discrepancies }) => ({ zh: `签收样品 ${samples.length} 件，${discrepancies} 件有异${samples.filter(({ condition }) => condition !== 'good').map(({ label, condition }) => `；${label} ${SAMPLE_CONDITION[condition]}`).join('')}`, en: `${samples.length} samples were received, ${discrepancies} not as handed over` }),
  SampleWorkBegun: says('开始测试样品', 'Work on the samples began'),
  SampleResultRecorded: ({ sha256 }) => ({ zh: `登记测试结果，文件 ${sha256.slice(0, 12)}`, en: `A result was recorded, file ${sha256.slice(0, 12)}` }),
  SamplesReturned: ({ labels }) => ({ zh: `退回样品 ${labels.join('、')}`, en: `Samples ${labels.join(', ')} were given back` }),
  SamplesTakenBack: ({ labels }) => ({ zh: `收回样品 ${labels.join('、')}`, en: `Samples ${labels.join(', ')} were taken back` }),
  SampleDisposalConsented: says('同意处置样品', 'The user agreed to the disposal of the samples'),
  SamplesDisposed: ({ labels, method }) => ({ zh: `处置样品 ${labels.join('、')}：${method}`, en: `Samples ${labels.join(', ')} were disposed of: ${method}` }),
  SampleIncidentReported: ({ label, incident, description }) => ({ zh: `样品 ${label} ${SAMPLE_INCIDENT[incident].zh}：${description}`, en: `Sample ${label} ${SAMPLE_INCIDENT[incident].en}: ${description}` }),
  WaitingJoined: ({ from, until }) => ({ zh: `候补 ${from} 至 ${until}`, en: `Waits for ${from} until ${until}` }),
  WaitingLeft: ({ ground }) => ({ left: { zh: '退出候补', en: 'Left the waiting list' }, served: { zh: '候补成功', en: 'Was served from the waiting list' }, declined: { zh: '谢绝候补名额', en: 'Declined the offer' }, let_lapse: { zh: '候补名额过期', en: 'Let the offer lapse' }, time_over: { zh: '候补时段已过', en: 'The time waited for is over' }, passed_over: { zh: '轮到时不能使用，轮空', en: 'Could not have the time when their turn came' }, withdrawn: { zh: '所候仪器已停用', en: 'The instrument waited for was retired' } })[ground],
  SlotOffered: ({ from, until, expiresAt }) => ({ zh: `提供空出的时段 ${from} 至 ${until}，请于 ${expiresAt} 前答复`, en: `Offered ${from} until ${until}, to be answered by ${expiresAt}` }),
  OfferEnded: ({ ground }) => ({ declined: { zh: '谢绝所提供的时段', en: 'The offer was declined' }, expired: { zh: '所提供的时段过期', en: 'The offer expired' }, withdrawn: { zh: '所提供的时段收回', en: 'The offer was withdrawn' }, passed_over: { zh: '对方不能使用，时段让给下一位', en: 'The offer went to the next in line' } })[ground],
  OutageAnnounced: ({ from, until, reason }) => ({ zh: `停用 ${from} 至 ${until}：${reason}`, en: `Out of service from ${from} until ${until}: ${reason}` }),
  InstrumentWithdrawn: ({ reason }) => ({ zh: `仪器退出预约日历：${reason}`, en: `The instrument left its calendar for good: ${reason}` }),
  OutageEnded: says('停用提前结束', 'The outage ended early or was called off'),
  BookingStarted: says('签到使用', 'The user checked in'),
  UsageRecorded: ({ minutes }) => ({ zh: `登记使用 ${minutes} 分钟`, en: `${minutes} minutes of use were recorded` }),
  LateUsageRecorded: ({ minutes }) => ({ zh: `补登使用 ${minutes} 分钟`, en: `${minutes} minutes of use were recorded late` }),
  UsageConfirmed: ({ minutes }) => ({ zh: `仪器单位确认使用 ${minutes} 分钟`, en: `The owner confirmed ${minutes} minutes of use` }),
  ChargeRaised: ({ amountFen }) => ({ zh: `生成费用 ${yuan(amountFen)} 元`, en: `A charge of ${yuan(amountFen)} yuan was raised` }),

  RightReserved: says('权利进入洽谈，暂不接受其他洽谈', 'The right was reserved for one negotiation'),
  RightReleased: says('权利释放', 'The right was released'),
  RightGranted: ({ mode }) => ({ zh: `权利已让与（${wordOf(MODE, mode).zh}）`, en: `The right was granted (${wordOf(MODE, mode).en})` }),
  RightReservedForSale: ({ holderKind }) => ({ zh: holderKind === 'bidding' ? '权利进入竞价' : '权利委托拍卖', en: holderKind === 'bidding' ? 'The right was put up for bidding' : 'The right was entrusted to an auction' }),
  RightReleasedFromSale: says('未成交或取消，权利释放', 'The sale found no buyer or was called off: the right was released'),
  RightHandedOver: says('权利转由成交方的转让持有', 'The right went over to the transfer of whoever won'),
  IpNumberClaimed: says('知识产权编号暂占，待权利预留', 'The number of a right was claimed while the right is being reserved'),
  IpNumberHeld: says('知识产权编号随权利占用', 'The number of a right is held with the right'),
  IpNumberFreed: ({ ground }) => ({ refused: { zh: '未能全部占用，知识产权编号退还', en: 'Not everything could be had: the number of a right was given back' }, lapsed: { zh: '暂占期满，知识产权编号退还', en: 'The claim of a number lapsed' }, released: { zh: '知识产权编号随权利释放', en: 'The number of a right was released with the right' } })[ground],
  IpNumberHandedOver: says('知识产权编号转由成交方的转让持有', 'The number of a right went over to the transfer of whoever won'),
  IpNumberGranted: ({ mode }) => ({ zh: `该编号的知识产权已让与（${wordOf(MODE, mode).zh}）`, en: `The right of this number was granted (${wordOf(MODE, mode).en})` }),
  ValuationRecorded: ({ amountFen, appraiserName, validUntil }) => ({ zh: `${appraiserName}评估 ${yuan(amountFen)} 元，有效期至 ${validUntil}`, en: `Appraised at ${yuan(amountFen)} yuan by ${appraiserName}, valid until ${validUntil}` }),
  ValuationWithdrawn: ({ reason }) => ({ zh: `评估撤回：${reason}`, en: `The valuation was withdrawn: ${reason}` }),

  BiddingAnnounced: ({ startPriceFen, incrementFen, opensAt, closesAt }) => ({
    zh: `公布竞价：起始价 ${yuan(startPriceFen)} 元，加价幅度 ${yuan(incrementFen)} 元，${opensAt} 至 ${closesAt}`,
    en: `A bidding was announced: from ${yuan(startPriceFen)} yuan in steps of ${yuan(incrementFen)}, ${opensAt} to ${closesAt}`,
  }),
  BiddingOpened: ({ paddles }) => ({ zh: `竞价开始，${paddles} 方取得号牌`, en: `The bidding began with ${paddles} paddles` }),
  BidderRegistered: says('报名竞价并接受竞价条件', 'A bidder registered and accepted the conditions'),
  DepositConfirmed: ({ amountFen, paddle }) => ({ zh: `存管银行确认保证金 ${yuan(amountFen)} 元，号牌 ${paddle}`, en: `The custodian bank confirmed a deposit of ${yuan(amountFen)} yuan; paddle ${paddle}` }),
  BidderExcluded: ({ ground }) => ({ zh: `竞买方被排除（${wordOf(EXCLUDED, ground).zh}）`, en: `A bidder was excluded (${wordOf(EXCLUDED, ground).en})` }),
  BidPlaced: ({ ordinal, paddle, amountFen }) => ({ zh: `第 ${ordinal} 次出价，号牌 ${paddle}，${yuan(amountFen)} 元`, en: `Bid ${ordinal}, paddle ${paddle}: ${yuan(amountFen)} yuan` }),
  BiddingExtended: ({ closesAt }) => ({ zh: `竞价延时至 ${closesAt}`, en: `The bidding was extended until ${closesAt}` }),
  BiddingClosed: ({ ground, bids, winner }) => ({
    zh: winner ? `竞价成交，号牌 ${winner.paddle}，${yuan(winner.amountFen)} 元，共 ${bids} 次出价` : `竞价未成交（${wordOf(CLOSED, ground).zh}），共 ${bids} 次出价`,
    en: winner ? `Won by paddle ${winner.paddle} at ${yuan(winner.amountFen)} yuan after ${bids} bids` : `The bidding closed without a sale (${wordOf(CLOSED, ground).en}) after ${bids} bids`,
  }),
  BiddingCancelled: ({ ground, reason }) => ({ zh: `竞价取消（${wordOf(CANCELLED, ground).zh}）${reason === null ? '' : `：${reason}`}`, en: `The bidding was called off (${wordOf(CANCELLED, ground).en})${reason === null ? '' : `: ${reason}`}` }),
  DepositReleaseInstructed: ({ amountFen, ground }) => ({ zh: `通知存管银行退还保证金 ${yuan(amountFen)} 元（${wordOf(RELEASED, ground).zh}）`, en: `The bank was told to give back a deposit of ${yuan(amountFen)} yuan (${wordOf(RELEASED, ground).en})` }),
  DepositForfeitInstructed: ({ amountFen }) => ({ zh: `成交方违约，通知存管银行将保证金 ${yuan(amountFen)} 元付给委托方`, en: `The winner defaulted: the bank was told to pay its deposit of ${yuan(amountFen)} yuan to the consignor` }),
  DepositPaidOut: ({ amountFen, reference }) => ({ zh: `存管银行已付出保证金 ${yuan(amountFen)} 元（${reference}）`, en: `The bank paid out a deposit of ${yuan(amountFen)} yuan (${reference})` }),
  AuctioneerLicenceRecorded: ({ licenceNumber, validFrom, validUntil }) => ({ zh: `登记拍卖经营批准证书 ${licenceNumber}，${validFrom} 至 ${validUntil}`, en: `Auctioneer's licence ${licenceNumber} was recorded, ${validFrom} to ${validUntil}` }),
  AuctionEntrusted: ({ licenceNumber, heldOn }) => ({ zh: `委托拍卖（证书 ${licenceNumber}），定于 ${heldOn}`, en: `Entrusted to an auctioneer (licence ${licenceNumber}), to be held on ${heldOn}` }),
  AuctionHeld: ({ sale }) => ({ zh: sale ? `拍卖成交 ${yuan(sale.amountFen)} 元` : '拍卖未成交', en: sale ? `Sold at auction for ${yuan(sale.amountFen)} yuan` : 'The auction ended without a sale' }),
  AuctionCancelled: ({ ground, reason }) => ({ zh: `拍卖取消（${wordOf(CANCELLED, ground).zh}）${reason === null ? '' : `：${reason}`}`, en: `The auction was called off (${wordOf(CANCELLED, ground).en})${reason === null ? '' : `: ${reason}`}` }),

  InterestExpressed: ({ round, purpose, respondBy }) => ({ zh: `第 ${round} 次表达意向：${purpose}；${respondBy.respondOn} 前答复`, en: `Interest was expressed, round ${round}: ${purpose}; to be answered until ${respondBy.respondOn}` }),
  InterestAccepted: says('意向被接受', 'The interest was accepted'),
  InterestDeclined: ({ reason }) => ({ zh: `意向未被接受：${reason}`, en: `The interest was declined: ${reason}` }),
  InterestWithdrawn: ({ reason }) => ({ zh: `意向撤回：${reason}`, en: `The interest was withdrawn: ${reason}` }),
  InterestLapsed: ({ respondBy }) => ({ zh: `至 ${respondBy.respondOn} 未答复，意向失效`, en: `Not answered until ${respondBy.respondOn}: the interest lapsed` }),
  InterestClosed: ({ ground, reason }) => withReason(INTEREST_CLOSED[ground], reason),
  NdaProposed: ({ version, untilOn, textSha256 }) => ({ zh: `提出保密协议第 ${version} 版，期限至 ${untilOn}，文本 ${textSha256}`, en: `Version ${version} of a confidentiality agreement was proposed, until ${untilOn}, text ${textSha256}` }),
  NdaSigned: ({ side, version }) => ({ zh: `${side === 'discloser' ? '成果单位' : '意向方'}签署保密协议第 ${version} 版`, en: `The ${side} signed version ${version} of the confidentiality agreement` }),
  NdaInForce: ({ version, untilOn }) => ({ zh: `保密协议第 ${version} 版生效，至 ${untilOn}`, en: `Version ${version} of the confidentiality agreement is in force until ${untilOn}` }),
  NdaEnded: ({ ground, reason }) => withReason(NDA_ENDED[ground], reason),
  SigningAuthorityGranted: ({ untilOn, textSha256 }) => ({ zh: `授权签署保密协议，至 ${untilOn}，文本 ${textSha256}`, en: `Authority to sign confidentiality agreements was given until ${untilOn}, text ${textSha256}` }),
  SigningAuthorityRevoked: ({ reason }) => ({ zh: `撤销签署授权：${reason}`, en: `The authority to sign was taken back: ${reason}` }),

  RoomFileAdded: ({ side, mediaType, bytes, sha256, tier }) => ({ zh: `${sideZh[side]}放入洽谈文件（${mediaType}，${bytes} 字节，${wordOf(TIER, tier).zh}，SHA-256 ${sha256}）`, en: `The ${side} laid a file into the room (${mediaType}, ${bytes} bytes, ${wordOf(TIER, tier).en}, SHA-256 ${sha256})` }),
  RoomFileRemoved: ({ side, reason }) => ({ zh: `${sideZh[side]}移除洽谈文件：${reason}`, en: `The ${side} took a file out of the room: ${reason}` }),
  RoomClosed: ({ ground }) => ({ zh: `洽谈室关闭（${wordOf(ROOM_CLOSED, ground).zh}）`, en: `The room was closed (${wordOf(ROOM_CLOSED, ground).en})` }),
  RoomReopened: ({ ground }) => ({ zh: `洽谈室的关闭原因已消除（${wordOf(ROOM_CLOSED, ground).zh}）`, en: `What had closed the room holds no more (${wordOf(ROOM_CLOSED, ground).en})` }),
  ResponseReminded: ({ side, respondBy }) => ({ zh: `提醒${sideZh[side]}在 ${respondBy.respondOn} 前答复`, en: `The ${side} was reminded to answer until ${respondBy.respondOn}` }),
  ResponseEscalated: ({ side, respondBy }) => ({ zh: `${sideZh[side]}至 ${respondBy.respondOn} 未答复，已督办`, en: `The ${side} had not answered until ${respondBy.respondOn}; those above were told` }),
  NegotiationOpened: says('双方开始洽谈', 'A negotiation was opened'),
  OfferMade: ({ version, side, amountFen }) => ({ zh: `${sideZh[side]}第 ${version} 版报价 ${yuan(amountFen)} 元`, en: `Offer ${version}, by the ${side}: ${yuan(amountFen)} yuan` }),
  PriceAgreed: ({ amountFen, route, relatedParty, noticeRule }) => ({
    zh: `${route === 'listed_price' ? '按挂牌价成交' : '议定价格'} ${yuan(amountFen)} 元${relatedParty ? '，存在利害关系' : ''}${noticeRule ? `，应公示不少于 ${noticeRule.atLeastDays} 日` : ''}`,
    en: `${route === 'listed_price' ? `The listed price of ${yuan(amountFen)} yuan was taken` : `A price of ${yuan(amountFen)} yuan was agreed`}${relatedParty ? ' with a related party' : ''}${noticeRule ? `, to be published for at least ${noticeRule.atLeastDays} days` : ''}`,
  }),
  NegotiationLeft: ({ side, reason }) => ({ zh: `${sideZh[side]}退出洽谈：${reason}`, en: `The ${side} left the negotiation: ${reason}` }),
  WinnerDefaulted: ({ ground, deposit }) => ({ zh: `成交方违约：${ground}；保证金${deposit === 'forfeited' ? '不予退还' : '退还'}`, en: `The winner defaulted: ${ground}; its deposit is ${deposit}` }),
  SellerWithdrew: ({ ground }) => ({ zh: `因卖方原因不能履约：${ground}`, en: `The seller could not keep its word: ${ground}` }),
  HandedToContract: says('议定事项转入签约', 'What was agreed was handed to a contract'),
  NegotiationReopened: says('合同草案放弃，恢复洽谈', 'The draft was abandoned and the negotiation reopened'),
  TransferCompleted: ({ registrationNumber, paidFen }) => ({ zh: `转让完成，登记号 ${registrationNumber}，已付 ${yuan(paidFen)} 元`, en: `The transfer was completed, registration ${registrationNumber}, ${yuan(paidFen)} yuan paid` }),
  NoticeOpened: ({ amountFen, opensOn, closesOn, provisional, relatedParty }) => ({
    zh: `价格 ${yuan(amountFen)} 元自 ${opensOn} 起公示至 ${closesOn}${provisional ? '（暂定）' : ''}${relatedParty ? '，标明利害关系' : ''}`,
    en: `The price of ${yuan(amountFen)} yuan was published on ${opensOn} until ${closesOn}${provisional ? ' (provisional)' : ''}${relatedParty ? ', marked as a related party’s' : ''}`,
  }),
  NoticeRecounted: ({ closesOn, provisional }) => ({ zh: `公示期重新计算至 ${closesOn}${provisional ? '（暂定）' : ''}`, en: `The notice was counted again, until ${closesOn}${provisional ? ' (provisional)' : ''}` }),
  ObjectionRaised: ({ statement }) => ({ zh: `提出异议：${statement}`, en: `An objection was raised: ${statement}` }),
  ObjectionRecounted: ({ decideBy: { decideOn, provisional } }) => ({ zh: `异议处理期限重新计算至 ${decideOn}${provisional ? '（暂定）' : ''}`, en: `The time to decide an objection was counted again, until ${decideOn}${provisional ? ' (provisional)' : ''}` }),
  ObjectionOverdue: ({ decideBy: { decideOn } }) => ({ zh: `异议逾期未处理（期限 ${decideOn}）`, en: `An objection was not decided in time (until ${decideOn})` }),
  ObjectionDecided: ({ outcome, reasons }) => ({ zh: `异议${outcome === 'upheld' ? '成立' : '不成立'}：${reasons}`, en: `The objection was ${outcome}: ${reasons}` }),
  NoticeClosed: ({ objections }) => ({ zh: `公示期满，异议 ${objections} 项均已处理`, en: `The notice closed; ${objections} objections, none open` }),
  NoticeVoided: ({ ground }) => ({ zh: `公示作废（${wordOf(VOIDED, ground).zh}）`, en: `The notice became void (${wordOf(VOIDED, ground).en})` }),
  ContractDrafted: ({ amountFen, textSha256 }) => ({ zh: `起草合同，成交额 ${yuan(amountFen)} 元，文本 ${textSha256}`, en: `A contract over ${yuan(amountFen)} yuan was drafted, text ${textSha256}` }),
  ContractSigned: ({ side }) => ({ zh: `${sideZh[side]}签署合同`, en: `The ${side} signed the contract` }),
  ContractConcluded: says('双方签署完毕，合同成立', 'Both sides had signed: the contract binds'),
  ContractAbandoned: ({ side, reason }) => ({ zh: `${sideZh[side]}放弃合同草案：${reason}`, en: `The ${side} abandoned the draft: ${reason}` }),
  ContractRegistered: ({ registrationNumber, contractAmountFen, technologyAmountFen }) => ({
    zh: `认定登记 ${registrationNumber}，成交额 ${yuan(contractAmountFen)} 元，技术交易额 ${yuan(technologyAmountFen)} 元`,
    en: `Registered as ${registrationNumber}, contract amount ${yuan(contractAmountFen)} yuan, technology amount ${yuan(technologyAmountFen)} yuan`,
  }),
  PaymentRecorded: ({ amountFen, receivedOn }) => ({ zh: `${receivedOn} 收款 ${yuan(amountFen)} 元`, en: `${yuan(amountFen)} yuan were received on ${receivedOn}` }),

  DeadlineRecounted: ({ dueAt, provisional }) => ({ zh: `工作日历变更，办理期限重新计算至 ${dueAt}${provisional ? '（暂定）' : ''}`, en: `The calendar changed and the time was counted again, until ${dueAt}${provisional ? ' (provisional)' : ''}` }),
  DeadlineSet: ({ dueAt, rule }) => ({ zh: `按规则“${wordOf(RULE, rule.id).zh}”计算办理期限至 ${dueAt}`, en: `A time until ${dueAt} was counted by the rule "${wordOf(RULE, rule.id).en}"` }),
  LetterQueued: ({ kind }) => ({ zh: `生成信件（${wordOf(LETTER, kind).zh}）`, en: `A letter was written (${wordOf(LETTER, kind).en})` }),
  InvitationQueued: says('生成信件（日历邀请）', 'A letter was written (calendar invitation)'),
  MatchQueued: says('生成信件（检索有新成果）', 'A letter was written (new match of a saved search)'),
  LetterHeld: ({ until }) => ({ zh: `信件留待 ${until} 汇总`, en: `The letter waits for the digest of ${until}` }),
  DigestQueued: ({ encloses }) => ({ zh: `汇总信件 ${encloses.length} 封`, en: `A digest of ${encloses.length} letters was written` }),
  LetterEnclosed: says('信件并入汇总', 'The letter goes out with a digest'),
  LetterAttempted: ({ attempt }) => ({ zh: `第 ${attempt} 次发送邮件`, en: `Mailing was attempted, time ${attempt}` }),
  LetterSent: says('邮件服务器已接收', 'The mail server took the letter'),
  LetterFailed: ({ ground, nextAt }) => ({ zh: `邮件未发出（${wordOf(FAILED, ground).zh}），${nextAt} 再试`, en: `The mail did not go out (${wordOf(FAILED, ground).en}); next at ${nextAt}` }),
  LetterGivenUp: ({ attempts, ground }) => ({ zh: `发送 ${attempts} 次后放弃（${wordOf(FAILED, ground).zh}）`, en: `Given up after ${attempts} attempts (${wordOf(FAILED, ground).en})` }),
  LetterDropped: ({ ground }) => ({ zh: `邮件不再需要（${wordOf(DROPPED, ground).zh}）`, en: `The mail was no longer needed (${wordOf(DROPPED, ground).en})` }),
  PreferencesSet: ({ language, frequency }) => ({ zh: `偏好设置：${wordOf(LANGUAGE, language).zh}，${wordOf(FREQUENCY, frequency).zh}`, en: `Preferences: ${wordOf(LANGUAGE, language).en}, ${wordOf(FREQUENCY, frequency).en}` }),
  Unsubscribed: says('退订邮件', 'Unsubscribed from mail'),
  CalendarLinkMade: says('生成日历链接', 'A calendar link was made'),
  CalendarLinkRevoked: says('撤销日历链接', 'A calendar link was revoked'),

  FeedLinkMade: ({ subject }) => (subject.kind === 'own' ? { zh: '生成本人预约的订阅链接', en: 'A private link to one’s own bookings was made' } : { zh: '生成仪器日历的订阅链接', en: 'A private link to the calendar of an instrument was made' }),
  FeedLinkRevoked: says('撤销订阅链接', 'A private link to a calendar was revoked'),
  InvitationsChosen: ({ wanted }) => (wanted ? { zh: '开启预约日历邀请', en: 'Invitations to what is booked were switched on' } : { zh: '关闭预约日历邀请', en: 'Invitations to what is booked were switched off' }),
  OwnCalendarAdded: says('登记自有日历', 'A calendar of one’s own was named'),
  OwnCalendarRemoved: says('移除自有日历', 'A calendar of one’s own was removed'),
  BookingInvited: ({ from, until }) => ({ zh: `发出日历邀请：${from} 至 ${until}`, en: `Invited by calendar from ${from} until ${until}` }),
  InvitationRevised: ({ from, until }) => ({ zh: `更新日历邀请：${from} 至 ${until}`, en: `The invitation was revised: from ${from} until ${until}` }),
  InvitationWithdrawn: says('撤回日历邀请', 'The invitation was withdrawn'),

  WebhookRegistered: ({ url, eventTypes }) => ({ zh: `登记推送地址 ${url}，事件 ${eventTypes.length} 类`, en: `A webhook was registered at ${url}, for ${eventTypes.length} types of event` }),
  WebhookCorrected: ({ url, eventTypes }) => ({ zh: `推送地址更正为 ${url}，事件 ${eventTypes.length} 类`, en: `The webhook was changed to ${url}, for ${eventTypes.length} types of event` }),
  WebhookSecretRotated: ({ secretVersion, previousUntil }) => ({ zh: `推送密钥更换为第 ${secretVersion} 版，旧密钥有效至 ${previousUntil}`, en: `The webhook got secret ${secretVersion}; the one before counts until ${previousUntil}` }),
  WebhookPaused: ({ ground }) => ({ zh: `推送暂停（${wordOf(PAUSED, ground).zh}）`, en: `The webhook was paused (${wordOf(PAUSED, ground).en})` }),
  WebhookResumed: says('推送恢复', 'The webhook was resumed'),
  WebhookRemoved: says('推送地址移除', 'The webhook was removed'),
  WebhookPinged: says('测试推送', 'A test message was sent to the webhook'),
  DeliveriesReplayed: ({ since }) => ({ zh: `重新推送 ${since} 以来未送达的事件`, en: `What was not delivered since ${since} is sent again` }),
  DeliveryDied: ({ eventType, attempts }) => ({ zh: `推送 ${attempts} 次未送达，不再尝试（${eventType}）`, en: `Not delivered after ${attempts} attempts (${eventType})` }),
  DeliveryReplayed: ({ round }) => ({ zh: `单项重新推送，第 ${round} 轮`, en: `One delivery is sent again, round ${round}` }),
};

/** Each instant in what was recorded as the clocks of both regions show it, which is no other by language but in its words. */
const byTheClock = (value: unknown, language: Language): unknown => {
  if (typeof value === 'string') return INSTANT.test(value) ? localTime(value, language) : value;
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? value.map((one) => byTheClock(one, language)) : Object.fromEntries(Object.entries(value).map(([name, one]) => [name, byTheClock(one, language)]));
};

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;

/** The sentence for a recorded event; of a type that came after this program, its name. */
export const sentenceOf = (type: string, data: Readonly<Record<string, unknown>>): Bilingual => {
  const sentence = Object.hasOwn(SENTENCES, type) ? (SENTENCES[type as Known['type']] as (data: unknown) => Bilingual) : null;
  return sentence ? { zh: sentence(byTheClock(data, 'zh')).zh, en: sentence(byTheClock(data, 'en')).en } : { zh: type, en: type };
};
