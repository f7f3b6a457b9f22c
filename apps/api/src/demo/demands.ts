import { dayOf } from '@hewu/calendar/src/days.js';
import { DAY, plus } from '@hewu/kernel/src/clock.js';
import { derivedId, fingerprintOf } from '@hewu/kernel/src/ids.js';
import { AnnounceChallengeCommand, AppointJurorCommand, ChangeChallengeCommand, EnterChallengeCommand, GiveScoreCommand, type OnChallenge } from '@hewu/demands/src/challenge.commands.js';
import { CloseDemandCommand, CorrectDemandCommand, PostDemandCommand, SuspendDemandCommand } from '@hewu/demands/src/demand.commands.js';
import { AnswerDisclosureCommand, RequestDisclosureCommand } from '@hewu/demands/src/disclosure.commands.js';
import type { AdvancedStage, DemandContent } from '@hewu/demands/src/events.js';
import { ChangeProposalCommand, proposalIdOf, SubmitProposalCommand, type OnProposal } from '@hewu/demands/src/proposal.commands.js';
import { AnswerSuggestionCommand, SendSuggestionCommand } from '@hewu/demands/src/suggestion.commands.js';
import type { CommandContext } from '@hewu/kernel/src/handle.js';
import type { Stage } from './stage.js';

const idOf = (name: string): string => derivedId('demonstration', 'demand', name);

const content = (title: string, titleEn: string, problem: string, tried: string, budgetFen: number | null, industry: string, ipc: string, tier: DemandContent['tier'] = 'public'): DemandContent => ({ title, titleEn, problem, tried, budgetFen, industry, ipc: [ipc], tier });

/** All invented. How many days each is open stands beside it. */
const DEMANDS: Readonly<Record<string, { readonly days: number; readonly content: DemandContent }>> = {
  open: { days: 150, content: content('花椒油挥发香气损失过大（示例）', 'Too much aroma is lost from prickly-ash oil (example)', '热油浸提使挥发油损失四成，批次间麻度不稳定。', '降低油温后出油率不足。', 30_000_000, 'C1331', 'C11B') },
  choosing: { days: 15, content: content('火锅底料包装漏油（示例）', 'Hotpot seasoning packs leak oil (example)', '冷链运输后封口处渗油，退货率百分之一点五。', '加宽封边无效。', 12_000_000, 'C1469', 'B65B') },
  confidential: { days: 150, content: content('某发酵工序杂菌控制（示例）', 'Contamination of a fermentation step (example)', '第三日起杂菌超标，工序参数保密。', '更换菌种两次。', 80_000_000, 'C1469', 'C12N', 'after_nda') },
  suspended: { days: 150, content: content('辣椒素快速检测（示例）', 'Fast testing for capsaicin (example)', '现有方法每样四小时。', '试纸误差过大。', 9_000_000, 'C1469', 'G01N') },
  withdrawn: { days: 150, content: content('柑橘分级（示例）', 'Grading of citrus (example)', '人工分级速度不足。', '租用设备不稳定。', 20_000_000, 'A0141', 'B07C') },
  solved: { days: 150, content: content('桑叶茶除涩（示例）', 'Taking the bitterness out of mulberry tea (example)', '成品涩味重，复购率低。', '延长杀青时间颜色变差。', 6_000_000, 'C1530', 'A23F') },
  awarded: { days: 150, content: content('火锅底料异物在线识别（示例）', 'Finding foreign matter in hotpot seasoning (example)', '人工挑拣每小时三十千克，漏检率百分之二。', 'X 光机对塑料无效。', 150_000_000, 'C1469', 'G06V') },
  running: { days: 150, content: content('花椒采收机械（示例）', 'A machine that harvests prickly ash (example)', '坡地人工采收占成本六成。', '现有机型损伤枝条。', 300_000_000, 'C3572', 'A01D') },
  underway: { days: 150, content: content('鲜花椒锁色保鲜（示例）', 'Fresh prickly ash keeps its green (example)', '采后三日褐变，外销半径不足三百千米。', '真空包装加冰袋成本过高。', 90_000_000, 'C1371', 'A23B') },
  unentered: { days: 150, content: content('冻干果粒回潮（示例）', 'Freeze-dried fruit takes up moisture (example)', '开袋两小时回潮。', '加干燥剂口感不佳。', 15_000_000, 'C1373', 'A23B') },
};

type Who = 'firm' | 'institute' | 'academy' | 'agency' | 'wusheng';
const MAIL: Readonly<Record<string, string>> = { firm: 'engineer@firm.example', director: 'director@firm.example', institute: 'researcher@institute.example', academy: 'researcher@academy.example', agency: 'manager@agency.example' };
export const JURORS = ['manager@agency.example', 'expert-one@agency.example', 'expert-two@agency.example'] as const;

/** Proposals that were declined, each for another reason. */
const DECLINED = [
  ['choosing', 'academy', 'benefit_unclear', '渗油率能降到多少，未说明（示例）。'],
  ['solved', 'institute', 'commercial_route_unclear', '请说明设备由谁供货（示例）。'],
  ['withdrawn', 'institute', 'description_unclear', '光源与算法如何配合，看不出来（示例）。'],
  ['awarded', 'academy', 'scientific_feedback', '该波段对塑料不敏感，见附文献（示例）。'],
  ['suspended', 'institute', 'outside_scope', '本需求只要现场快检，不要实验室方法（示例）。'],
  ['unentered', 'institute', 'cost_or_time', '单吨成本超出预算三倍（示例）。'],
  ['unentered', 'academy', 'rights_unclear', '涂层配方的专利权人另有其人（示例）。'],
] as const;

/** Does steps of the demands for somebody of an organisation. */
const acting = ({ founding, people, units }: Stage) => (name: string, unit: Who, mail: string, make: (context: CommandContext) => object): Promise<unknown> =>
  founding.step(`demands: ${name}`, make, people.get(mail)!, units[unit]!);

const proposal = (title: string, trl: number) => ({ title, approach: '见附件思路概述：小试数据可复现，关键参数可控。', plan: '三个月试样，六个月中试，双方各派一人。', trl, listingId: null });

/** Two months ago: what the firm asks for, and who answers. */
export const playDemands = async (stage: Stage, listingId: string): Promise<void> => {
  const { clock, people, units, settled } = stage;
  const step = acting(stage);
  const inDays = (days: number): string => dayOf(plus(clock.now(), days * DAY));
  for (const [name, { days, content: said }] of Object.entries(DEMANDS)) {
    await step(`post ${name}`, 'firm', MAIL['firm']!, (context) => new PostDemandCommand({ demandId: idOf(name), content: said, deadlineOn: inDays(days) }, context));
  }
  const better = { ...DEMANDS['open']!.content, tried: '降低油温后出油率不足；真空浸提成本过高。' };
  await step('correct open', 'firm', MAIL['firm']!, (context) => new CorrectDemandCommand({ demandId: idOf('open'), content: better, reason: '补充已试办法' }, context));
  const milestones = [{ ordinal: 1, title: '样机', criteria: '指标达到约定值', dueOn: inDays(14), shareBasisPoints: 3_000 }, { ordinal: 2, title: '产线验证', criteria: '连续运行合格', dueOn: inDays(20), shareBasisPoints: 7_000 }];
  const later = milestones.map((milestone, at) => ({ ...milestone, dueOn: inDays(200 + 30 * at) }));
  await step('announce awarded', 'firm', MAIL['director']!, (context) => new AnnounceChallengeCommand({ demandId: idOf('awarded'), prizeFen: 100_000_000, milestones, teamsAtMost: 3, entriesUntilOn: inDays(10) }, context));
  await step('announce unentered', 'firm', MAIL['director']!, (context) => new AnnounceChallengeCommand({ demandId: idOf('unentered'), prizeFen: 8_000_000, milestones, teamsAtMost: 3, entriesUntilOn: inDays(10) }, context));
  await step('announce running', 'firm', MAIL['director']!, (context) => new AnnounceChallengeCommand({ demandId: idOf('running'), prizeFen: 200_000_000, milestones: later, teamsAtMost: 2, entriesUntilOn: inDays(120) }, context));
  await step('announce underway', 'firm', MAIL['director']!, (context) => new AnnounceChallengeCommand({ demandId: idOf('underway'), prizeFen: 60_000_000, milestones: later, teamsAtMost: 2, entriesUntilOn: inDays(120) }, context));
  for (const challenge of ['awarded', 'running', 'underway']) {
    for (const [at, mail] of JURORS.entries()) await step(`juror ${challenge} ${at + 1}`, 'firm', MAIL['director']!, (context) => new AppointJurorCommand({ demandId: idOf(challenge), jurorId: people.get(mail)! }, context));
  }
  const submit = (demand: string, unit: 'institute' | 'academy', title: string, trl: number): Promise<unknown> =>
    step(`propose ${demand} ${unit}`, unit, MAIL[unit]!, (context) => new SubmitProposalCommand({ demandId: idOf(demand), content: proposal(title, trl) }, context));
  await submit('open', 'institute', '亚临界低温萃取', 7);
  await submit('open', 'academy', '酶法辅助浸提', 3);
  await submit('choosing', 'institute', '热封口在线检测', 6);
  await submit('withdrawn', 'academy', '视觉分级线', 5);
  await submit('solved', 'academy', '短时蒸青', 8);
  await submit('awarded', 'institute', '多光谱分选', 6);
  for (const [demand, unit] of DECLINED) await submit(demand, unit, '示例备选方案', 4);
  await submit('running', 'institute', '振动梳齿采收', 6);
  await submit('running', 'academy', '负压采收', 4);
  await step('take back', 'academy', MAIL['academy']!, (context) => new ChangeProposalCommand({ proposalId: proposalIdOf(idOf('running'), units['academy']!.id, 1), change: { do: 'withdraw', reason: '数据有误' } }, context));
  const enter = { proposalId: null, approach: '多光谱相机与双通道剔除。', trl: 6 };
  await step('enter awarded', 'academy', MAIL['academy']!, (context) => new EnterChallengeCommand({ demandId: idOf('awarded'), ...enter }, context));
  await step('enter awarded too', 'institute', MAIL['institute']!, (context) => new EnterChallengeCommand({ demandId: idOf('awarded'), ...enter, approach: 'X 光与重量联合判别。' }, context));
  for (const unit of ['institute', 'academy'] as const) await step(`enter running ${unit}`, unit, MAIL[unit]!, (context) => new EnterChallengeCommand({ demandId: idOf('running'), ...enter, approach: '振动梳齿与柔性夹持。' }, context));
  await step('enter underway academy', 'academy', MAIL['academy']!, (context) => new EnterChallengeCommand({ demandId: idOf('underway'), ...enter, approach: '蒸汽瞬时灭酶与气调包装。' }, context));
  const textSha256 = fingerprintOf('示例保密文本');
  await step('ask confidential', 'academy', 'office@academy.example', (context) => new RequestDisclosureCommand({ demandId: idOf('confidential'), purpose: '评估能否解决', textSha256, signs: true }, context));
  await step('ask confidential too', 'institute', 'director@institute.example', (context) => new RequestDisclosureCommand({ demandId: idOf('confidential'), purpose: '菌种资源比对', textSha256, signs: true }, context));
  await step('ask confidential as agency', 'agency', MAIL['agency']!, (context) => new RequestDisclosureCommand({ demandId: idOf('confidential'), purpose: '寻找供方', textSha256, signs: true }, context));
  await step('keep out', 'firm', MAIL['director']!, (context) => new AnswerDisclosureCommand({ demandId: idOf('confidential'), organisationId: units['agency']!.id, answer: 'refuse', reason: '仅向研究单位开放' }, context));
  await step('let in', 'firm', MAIL['director']!, (context) => new AnswerDisclosureCommand({ demandId: idOf('confidential'), organisationId: units['academy']!.id, answer: 'grant', textSha256, signs: true }, context));
  await submit('confidential', 'academy', '拮抗菌控制', 5);
  await settled();
  await step('suggest to the unit', 'agency', MAIL['agency']!, (context) => new SendSuggestionCommand({ demandId: idOf('open'), listingId, addressee: 'listing', note: '有企业正缺低温工艺，可提交方案。' }, context));
  await step('suggest', 'agency', MAIL['agency']!, (context) => new SendSuggestionCommand({ demandId: idOf('open'), listingId, addressee: 'demand', note: '该成果与贵单位需求相近，建议联系。' }, context));
  const asked = derivedId('suggestion', idOf('open'), listingId, units['academy']!.id);
  await step('answer of the unit', 'academy', 'office@academy.example', (context) => new AnswerSuggestionCommand({ suggestionId: asked, answer: 'declined', reason: 'outside_scope', comment: '工艺不适用于热油浸提线（示例）' }, context));
  await step('answer', 'firm', MAIL['firm']!, (context) => new AnswerSuggestionCommand({ suggestionId: derivedId('suggestion', idOf('open'), listingId, units['firm']!.id), answer: 'interested', reason: null, comment: '下周联系' }, context));
};

/** A month later: what became of it. */
export const settleDemands = async (stage: Stage): Promise<void> => {
  const { units, settled } = stage;
  const step = acting(stage);
  const change = (demand: string, unit: 'institute' | 'academy', by: Who, mail: string, done: OnProposal): Promise<unknown> =>
    step(`${done.do} ${demand} ${unit} ${'to' in done ? done.to : ''}`, by, mail, (context) => new ChangeProposalCommand({ proposalId: proposalIdOf(idOf(demand), units[unit]!.id, 1), change: done }, context));
  const advance = async (demand: string, unit: 'institute' | 'academy', ...stages: AdvancedStage[]): Promise<void> => {
    for (const to of stages) await change(demand, unit, 'firm', MAIL['firm']!, { do: 'advance', to });
  };
  await advance('open', 'institute', 'qualified', 'shortlisted');
  await change('open', 'academy', 'firm', MAIL['firm']!, { do: 'decline', reason: 'too_early', comment: '请先完成中试，再谈。' });
  for (const [demand, unit, reason, comment] of DECLINED) await change(demand, unit, 'firm', MAIL['firm']!, { do: 'decline', reason, comment });
  await advance('choosing', 'institute', 'qualified');
  await advance('solved', 'academy', 'qualified', 'shortlisted', 'finalist');
  await step('solve', 'firm', MAIL['firm']!, (context) => new CloseDemandCommand({ demandId: idOf('solved'), ground: 'solved', proposalId: proposalIdOf(idOf('solved'), units['academy']!.id, 1), reason: '样品经盲评达标' }, context));
  await step('withdraw', 'firm', MAIL['firm']!, (context) => new CloseDemandCommand({ demandId: idOf('withdrawn'), ground: 'owner', proposalId: null, reason: '改为整线采购' }, context));
  await step('suspend', 'wusheng', 'administrator@wusheng.example', (context) => new SuspendDemandCommand({ demandId: idOf('suspended'), change: 'SuspendDemand', reason: '内容待核' }, context));

  const on = (name: string, demand: string, by: Who, mail: string, done: OnChallenge): Promise<unknown> => step(`${name} ${demand}`, by, mail, (context) => new ChangeChallengeCommand({ demandId: idOf(demand), change: done }, context));
  await advance('running', 'institute', 'qualified', 'shortlisted', 'finalist');
  await on('leave', 'running', 'academy', MAIL['academy']!, { type: 'LeaveChallenge', reason: '人手不足' });
  await on('admit academy', 'underway', 'firm', MAIL['director']!, { type: 'AdmitTeam', organisationId: units['academy']!.id });
  await on('report 1', 'underway', 'academy', MAIL['academy']!, { type: 'ReportMilestone', ordinal: 1, report: '样机试验记录：十日后色差小于三（示例）' });
  await on('turn institute down', 'awarded', 'firm', MAIL['director']!, { type: 'TurnDownTeam', organisationId: units['institute']!.id, reason: 'benefit_unclear', comment: '对塑料异物的效果未说明。' });
  await on('admit academy', 'awarded', 'firm', MAIL['director']!, { type: 'AdmitTeam', organisationId: units['academy']!.id });
  for (const ordinal of [1, 2]) {
    await on(`report ${ordinal}`, 'awarded', 'academy', MAIL['academy']!, { type: 'ReportMilestone', ordinal, report: `里程碑 ${ordinal} 的检验记录（示例）` });
    await on(`judge ${ordinal}`, 'awarded', 'firm', MAIL['director']!, { type: 'JudgeMilestone', organisationId: units['academy']!.id, ordinal, judgement: 'reached', comment: '数据齐全' });
  }
  for (const [at, mail] of JURORS.entries()) await step(`score ${at + 1}`, 'agency', mail, (context) => new GiveScoreCommand({ demandId: idOf('awarded'), organisationId: units['academy']!.id, points: 90 - at * 4, comment: '指标可信' }, context));
  await on('award', 'awarded', 'firm', MAIL['director']!, { type: 'AwardChallenge', shares: [{ organisationId: units['academy']!.id, shareBasisPoints: 10_000 }], reasons: '唯一达到全部里程碑者，评审均分 86。' });
  await settled();
};
