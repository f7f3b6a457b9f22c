import { dayOf, plusDays } from '@hewu/calendar/src/days.js';
import { derivedId, fingerprintOf } from '@hewu/kernel/src/ids.js';
import { AssessMaturityCommand } from '@hewu/listings/src/achievement.commands.js';
import { AnswerRequestCommand, RequestTransformationCommand } from '@hewu/listings/src/dormancy.commands.js';
import { demoAchievements } from '@hewu/listings/src/demo.js';
import type { TransferMode } from '@hewu/listings/src/events.js';
import { SuspendListingCommand, WithdrawListingCommand } from '@hewu/listings/src/listing-life.commands.js';
import { DraftListingCommand, PublishListingCommand, ReturnListingCommand, SubmitListingCommand } from '@hewu/listings/src/listing.commands.js';
import { EndMandateCommand, GrantMandateCommand } from '@hewu/listings/src/mandate.commands.js';
import type { Stage } from './stage.js';

const WORLD = 'demonstration';
const achievementIdOf = (place: number): string => derivedId(WORLD, 'achievement', String(place));
const listingIdOf = (place: number): string => derivedId(WORLD, 'listing', String(place));

/** Of the institute of Hechuan; of none of them anything is negotiated or sold elsewhere in the demonstration. */
const SUSPENDED = 1;
const MANDATED = 2;
const DORMANT = 5;
const RETURNED = 6;
const REVOKED = 8;
const WITHDRAWN = 13;
const ANSWERED = 15;

/** A listing in every state that weeks can bring, a maturity that fell, and two completers who ask for what lies dormant. */
export const playMarket = async ({ founding, clock, people, units, settled }: Stage): Promise<void> => {
  const who = (mail: string): string => people.get(mail)!;
  const [institute, bureau, agency] = [units['institute']!, units['hechuan']!, units['agency']!];
  const [researcher, office, director] = [who('researcher@institute.example'), who('office@institute.example'), who('director@institute.example')];
  const [reviewer, administrator, manager] = [who('reviewer@hechuan.example'), who('administrator@hechuan.example'), who('manager@agency.example')];
  const today = dayOf(clock.now());
  const inMode = (place: number, mode: TransferMode) => ({ listingId: derivedId(WORLD, 'market', String(place)), achievementId: achievementIdOf(place), offer: { ...demoAchievements[place]!.offer, mode } });

  await founding.step('market: suspended', (context) => new SuspendListingCommand({ listingId: listingIdOf(SUSPENDED), ground: 'rights_disputed', reason: '有单位主张共有专利权，核查中（示例）' }, context), administrator, bureau);
  await founding.step('market: withdrawn', (context) => new WithdrawListingCommand({ listingId: listingIdOf(WITHDRAWN), reason: '改为自行实施（示例）' }, context), office, institute);

  const returned = inMode(RETURNED, 'cooperation');
  await founding.step('market: draft', (context) => new DraftListingCommand(returned, context), office, institute);
  await founding.step('market: submitted', (context) => new SubmitListingCommand(returned, context), office, institute);
  await founding.step('market: returned', (context) => new ReturnListingCommand({ ...returned, reason: '请写明合作各方的投入（示例）' }, context), reviewer, bureau);

  const mandate = async (name: string, place: number): Promise<string> => {
    const mandateId = derivedId(WORLD, 'mandate', name);
    const terms = { achievementId: achievementIdOf(place), agentOrganisationId: agency.id, modes: ['cooperation' as const], fromOn: today, untilOn: plusDays(today, 365), textSha256: fingerprintOf(`示例委托合同 ${name}`) };
    await founding.step(`mandate ${name}`, (context) => new GrantMandateCommand({ mandateId, terms }, context), director, institute);
    await founding.step(`mandate ${name}: listing`, (context) => new DraftListingCommand({ ...inMode(place, 'cooperation'), mandateId }, context), manager, agency);
    return mandateId;
  };
  await mandate('in force', MANDATED);
  await founding.step('mandate in force: submitted', (context) => new SubmitListingCommand(inMode(MANDATED, 'cooperation'), context), manager, agency);
  await founding.step('mandate in force: published', (context) => new PublishListingCommand(inMode(MANDATED, 'cooperation'), context), reviewer, bureau);
  const revoked = await mandate('revoked', REVOKED);
  await founding.step('mandate revoked: ended', (context) => new EndMandateCommand({ mandateId: revoked, reason: '改由本单位自行挂牌（示例）' }, context), director, institute);

  const { level, edition } = demoAchievements[DORMANT]!.content([{ personId: null, organisationId: institute.id }]).maturity;
  const maturity = { level: level - 1, edition, assessor: 'EXPERT' as const, evidence: '专家组复评：中试线停用后未恢复（示例）' };
  await founding.step('market: assessed', (context) => new AssessMaturityCommand({ achievementId: achievementIdOf(DORMANT), maturity, assessedOn: today }, context), researcher, institute);

  // What was completed more than a year before these weeks lies dormant by the rule of Chongqing.
  await settled();
  for (const place of [DORMANT, ANSWERED]) {
    const requestId = derivedId(WORLD, 'transformation-request', String(place));
    await founding.step(`request ${place}`, (context) => new RequestTransformationCommand({ achievementId: achievementIdOf(place), requestId, plan: '与本地企业共建示范线，一年内投产（示例）。' }, context), researcher, institute);
    if (place === ANSWERED) {
      const answer = { achievementId: achievementIdOf(place), requestId, agreed: true, ground: null, reason: '同意，另行签订转化协议（示例）' };
      await founding.step(`request ${place}: answered`, (context) => new AnswerRequestCommand(answer, context), director, institute);
    }
  }
};
