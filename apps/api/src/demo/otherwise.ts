import { dayOf, plusDays } from '@hewu/calendar/src/days.js';
import { DAY, HOUR } from '@hewu/kernel/src/clock.js';
import { derivedId, fingerprintOf } from '@hewu/kernel/src/ids.js';
import { CorrectAchievementCommand, DraftAchievementCommand } from '@hewu/listings/src/achievement.commands.js';
import { demoAchievements } from '@hewu/listings/src/demo.js';
import { AnswerRequestCommand, RequestTransformationCommand } from '@hewu/listings/src/dormancy.commands.js';
import { DraftListingCommand, PublishListingCommand, SubmitListingCommand } from '@hewu/listings/src/listing.commands.js';
import { EndMandateCommand, GrantMandateCommand } from '@hewu/listings/src/mandate.commands.js';
import { RecordValuationCommand, WithdrawValuationCommand } from '@hewu/rights/src/valuation.commands.js';
import { AbandonContractCommand, DraftContractCommand, SignContractCommand } from '@hewu/transfers/src/contract.commands.js';
import { TakeListedPriceCommand } from '@hewu/transfers/src/listed-price.commands.js';
import { OpenNegotiationCommand } from '@hewu/transfers/src/negotiation.commands.js';
import { noticeIdOf } from '@hewu/transfers/src/notice-id.js';
import { DecideObjectionCommand } from '@hewu/transfers/src/price-notice.commands.js';
import type { Stage } from './stage.js';
import { agreeAndNotify, objectToPrice } from './transfers.js';

const WORLD = 'demonstration';
const idOf = (kind: string, name: string): string => derivedId(WORLD, kind, name);

/** Of achievements that nothing else in the demonstration holds: two ordinary licences of the academy, the others the institute's. */
const ABANDONED = 17;
const CONCLUDED = 23;
const UPHELD = 6;
const REFUSED = 11;
const VALUED = 9;
const MANDATED = [1, 3] as const;
/** The one whose exclusive licence is granted: an ordinary one beside it goes. */
const GRANTED = 0;

/** Whoever puts something of the institute on the market. */
const castOf = ({ people, units }: Stage) => ({
  institute: units['institute']!, bureau: units['hechuan']!, agency: units['agency']!, firm: units['firm']!, academy: units['academy']!,
  researcher: people.get('researcher@institute.example')!, office: people.get('office@institute.example')!, director: people.get('director@institute.example')!,
  reviewer: people.get('reviewer@hechuan.example')!, manager: people.get('manager@agency.example')!, engineer: people.get('engineer@firm.example')!, boss: people.get('director@firm.example')!,
  academyOffice: people.get('office@academy.example')!,
});

/** Drafted, submitted and published for the institute. */
const list = async (stage: Stage, name: string, achievementId: string, offer: (typeof demoAchievements)[number]['offer']): Promise<void> => {
  const { founding } = stage;
  const { institute, bureau, office, reviewer } = castOf(stage);
  const listingId = idOf('listing', name);
  await founding.step(`${name}: drafted`, (context) => new DraftListingCommand({ listingId, achievementId, offer }, context), office, institute);
  await founding.step(`${name}: submitted`, (context) => new SubmitListingCommand({ listingId }, context), office, institute);
  await founding.step(`${name}: published`, (context) => new PublishListingCommand({ listingId }, context), reviewer, bureau);
};

const contentOf = (stage: Stage, title: string) => {
  const { institute, researcher } = castOf(stage);
  return { ...demoAchievements[GRANTED]!.content([{ personId: researcher, organisationId: institute.id }]), title, titleEn: null, ip: [] };
};

/** Before the sixty days: a listing that nobody renewed when its twelve months were over. */
export const playLastYear = async (stage: Stage): Promise<void> => {
  const { founding, clock } = stage;
  const { institute, researcher } = castOf(stage);
  const content = { ...contentOf(stage, '铝合金轮毂旧款模具（示例）'), completedOn: plusDays(dayOf(clock.now()), -30) };
  await founding.step('expired: achievement', (context) => new DraftAchievementCommand({ achievementId: idOf('achievement', 'expired'), content }, context), researcher, institute);
  await list(stage, 'expired', idOf('achievement', 'expired'), { ...demoAchievements[GRANTED]!.offer, mode: 'ordinary_licence' });
};

/** A listing that will go because of what is granted, mandates that end on every ground, a completer who is refused, a valuation that was withdrawn. */
export const playOtherwise = async (stage: Stage): Promise<void> => {
  const { founding, clock, settled } = stage;
  const { institute, agency, researcher, office, director, manager } = castOf(stage);
  const today = dayOf(clock.now());
  await list(stage, 'beside the granted', idOf('achievement', String(GRANTED)), { ...demoAchievements[GRANTED]!.offer, mode: 'ordinary_licence' });

  const mandate = async (name: string, achievementId: string, days: number): Promise<string> => {
    const terms = { achievementId, agentOrganisationId: agency.id, modes: ['cooperation' as const], fromOn: today, untilOn: plusDays(today, days), textSha256: fingerprintOf(`示例委托合同 ${name}`) };
    await founding.step(`mandate ${name}`, (context) => new GrantMandateCommand({ mandateId: idOf('mandate', name), terms }, context), director, institute);
    return idOf('mandate', name);
  };
  await mandate('over in time', idOf('achievement', String(MANDATED[0])), 10);
  const renounced = await mandate('renounced', idOf('achievement', String(MANDATED[1])), 365);
  await founding.step('mandate renounced: ended', (context) => new EndMandateCommand({ mandateId: renounced, reason: '人手不足，退回委托（示例）' }, context), manager, agency);
  const content = contentOf(stage, '某专用涂层（示例）');
  const achievementId = idOf('achievement', 'restricted later');
  await founding.step('restricted later: drafted', (context) => new DraftAchievementCommand({ achievementId, content }, context), researcher, institute);
  await mandate('restricted', achievementId, 365);
  await settled();
  await founding.step('restricted later: restricted', (context) => new CorrectAchievementCommand({ achievementId, content: { ...content, secrecy: 'restricted' }, reason: '纳入限制公开目录（示例）' }, context), researcher, institute);

  const request = { achievementId: idOf('achievement', String(REFUSED)), requestId: idOf('transformation-request', String(REFUSED)) };
  await settled();
  await founding.step('request refused: asked', (context) => new RequestTransformationCommand({ ...request, plan: '自办企业实施（示例）。' }, context), researcher, institute);
  await founding.step('request refused: answered', (context) => new AnswerRequestCommand({ ...request, agreed: false, ground: 'under_negotiation', reason: '正与企业洽谈，签约在即（示例）' }, context), director, institute);

  const valuation = {
    valuationId: idOf('valuation', 'withdrawn'), achievementId: idOf('achievement', String(VALUED)), method: 'cost', appraiserUscc: '91500117MADEM0HCX0', appraiserName: '合川某资产评估公司（示例）', appraisedOn: plusDays(today, -5), amountFen: 30_000_000,
    reportSha256: fingerprintOf('示例评估报告 撤回'),
  } as const;
  await founding.step('valuation withdrawn: recorded', (context) => new RecordValuationCommand(valuation, context), office, institute);
  await founding.step('valuation withdrawn', (context) => new WithdrawValuationCommand({ valuationId: valuation.valuationId, reason: '报告所附数据有误（示例）' }, context), office, institute);
};

/** A draft that a side gave up, a contract that both signed and that waits for the registry, and a notice that an objection ended. */
export const playContracts = async (stage: Stage): Promise<void> => {
  const { founding, clock, settled, textOf } = stage;
  const { institute, firm, academy, director, engineer, boss, academyOffice } = castOf(stage);
  for (const [name, place] of [['abandoned', ABANDONED], ['concluded', CONCLUDED]] as const) {
    const transferId = idOf('transfer', name);
    const contractId = idOf('contract', name);
    const { price } = demoAchievements[place]!.offer;
    await settled();
    await founding.step(`${name}: opened`, (context) => new OpenNegotiationCommand({ transferId, listingId: idOf('listing', String(place)) }, context), engineer, firm);
    await settled();
    await founding.step(`${name}: price taken`, (context) => new TakeListedPriceCommand({ transferId, amountFen: price.kind === 'asked' ? price.fen : 0, relatedParty: false }, context), engineer, firm);
    await settled();
    await founding.step(`${name}: contract`, (context) => new DraftContractCommand({ transferId, contractId, textSha256: null }, context), academyOffice, academy);
    if (name === 'abandoned') {
      await founding.step('contract abandoned', (context) => new AbandonContractCommand({ contractId, reason: '许可范围须重谈（示例）' }, context), engineer, firm);
    } else {
      const contract = { contractId, textSha256: await textOf(contractId) };
      await founding.step('concluded: seller signs', (context) => new SignContractCommand(contract, context), academyOffice, academy);
      await founding.step('concluded: buyer signs', (context) => new SignContractCommand(contract, context), boss, firm);
    }
  }
  const upheld = await agreeAndNotify(stage, { name: 'upheld', listingId: idOf('listing', String(UPHELD)), amountFen: 45_000_000 });
  const objectionId = await objectToPrice(stage, upheld);
  clock.advance(DAY + HOUR);
  const decision = { noticeId: noticeIdOf(upheld, 1), objectionId, outcome: 'upheld', reasons: '可比成交价高出三成，须重新议价（示例）。' } as const;
  await founding.step('objection upheld', (context) => new DecideObjectionCommand(decision, context), director, institute);
};
