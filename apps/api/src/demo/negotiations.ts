import { dayOf, plusDays } from '@hewu/calendar/src/days.js';
import { contentOf } from '@hewu/files/src/content.js';
import { StoreFileCommand } from '@hewu/files/src/file.commands.js';
import { HOUR } from '@hewu/kernel/src/clock.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { demoAchievements } from '@hewu/listings/src/demo.js';
import { ChangeInterestCommand, ExpressInterestCommand, type OnInterest } from '@hewu/negotiation/src/interest.commands.js';
import { EndNdaCommand, ProposeNdaCommand, SignNdaCommand } from '@hewu/negotiation/src/nda.commands.js';
import { GrantSigningAuthorityCommand, RevokeSigningAuthorityCommand } from '@hewu/negotiation/src/signing-authority.commands.js';
import { authorityIdOf, interestIdOf } from '@hewu/negotiation/src/facts.js';
import { LeaveNegotiationCommand, MakeOfferCommand, OpenNegotiationCommand } from '@hewu/transfers/src/negotiation.commands.js';
import { AddRoomFileCommand } from '@hewu/transfers/src/room-files.commands.js';
import { sha256Of } from '@hewu/transfers/src/text-hash.js';
import type { Stage } from './stage.js';

const WORLD = 'demonstration';
const listingIdOf = (place: number): string => derivedId(WORLD, 'listing', String(place));
/** Of the academy of Wusheng, but for the first, which is the institute's; of none of them anything else is negotiated or sold. */
const CLOSED_ROOM = demoAchievements.findIndex(({ region, offer, content }) => region === '500117' && offer.mode === 'cooperation' && content([{ personId: null, organisationId: '' }]).secrecy === 'on_request');
const [ON_REQUEST, DECLINED, WITHDRAWN, LEFT, CLOSED, AFTER_NDA, FRESH] = [18, 20, 21, 24, 25, 26, 28] as const;

/** What every step here needs: the firm asks, and the academy or the institute answers. */
const castOf = ({ people, units }: Stage) => ({
  firm: units['firm']!, academy: units['academy']!, institute: units['institute']!, engineer: people.get('engineer@firm.example')!, director: people.get('director@firm.example')!,
  office: people.get('office@academy.example')!, researcher: people.get('researcher@academy.example')!, other: people.get('office@institute.example')!,
});

const express = async (stage: Stage, place: number): Promise<string> => {
  const { firm, engineer } = castOf(stage);
  const { interestId } = await stage.founding.step<{ interestId: string }>(`interest ${place}`, (context) => new ExpressInterestCommand({ listingId: listingIdOf(place), purpose: '拟用于新生产线（示例）' }, context), engineer, firm);
  return interestId;
};

const change = (stage: Stage, name: string, interestId: string, what: OnInterest, by: 'firm' | 'academy' | 'institute'): Promise<unknown> => {
  const { engineer, office, other } = castOf(stage);
  const actor = { firm: engineer, academy: office, institute: other }[by];
  return stage.founding.step(`interest ${name}`, (context) => new ChangeInterestCommand({ interestId, change: what }, context), actor, castOf(stage)[by]);
};

const send = async (stage: Stage, name: string, words: string): Promise<{ readonly fileId: string; readonly sha256: string }> => {
  const { academy, office } = castOf(stage);
  const fileId = derivedId(WORLD, 'negotiation-file', name);
  const sha256 = sha256Of(words);
  const data = { fileId, organisationId: academy.id, storedBy: office, sha256, bytes: Buffer.byteLength(words), mediaType: 'text/plain', name: `${name}.txt` } as const;
  await stage.founding.step(`file ${name}`, (context) => new StoreFileCommand(data, contentOf(Buffer.from(words)), context), office, academy);
  return { fileId, sha256 };
};

/** Proposed by the academy; signed by as many as are named. */
const agree = async (stage: Stage, name: string, interestId: string, signers: readonly ('academy' | 'firm')[]): Promise<string> => {
  const { founding, clock } = stage;
  const { firm, academy, engineer, office } = castOf(stage);
  const { fileId, sha256: textSha256 } = await send(stage, `保密协议（示例）${name}`, `保密协议（示例，${name}）：双方对未公开的技术信息保密。`);
  const untilOn = plusDays(dayOf(clock.now()), 730);
  const { ndaId } = await founding.step<{ ndaId: string }>(`nda ${name}`, (context) => new ProposeNdaCommand({ interestId, fileId, textSha256, untilOn }, context), office, academy);
  for (const side of signers) {
    const [person, unit] = side === 'academy' ? [office, academy] : [engineer, firm];
    await founding.step(`nda ${name}: ${side}`, (context) => new SignNdaCommand({ ndaId, textSha256, asDecisionMaker: side === 'academy' }, context), person, unit);
  }
  return ndaId;
};

/** Interests in every state that weeks can bring, agreements, and rooms: one in which an offer waits beyond its time, one that is closed, one that was left. What is not answered lapses in the weeks that follow. */
export const playNegotiations = async (stage: Stage): Promise<void> => {
  const { founding, clock, settled } = stage;
  const { firm, academy, engineer, director, office, researcher } = castOf(stage);
  const authority = { untilOn: plusDays(dayOf(clock.now()), 365), textSha256: sha256Of('授权书（示例）') };
  await settled();
  await founding.step('authority: engineer', (context) => new GrantSigningAuthorityCommand({ personId: engineer, ...authority }, context), director, firm);
  await founding.step('authority: researcher', (context) => new GrantSigningAuthorityCommand({ personId: researcher, ...authority }, context), office, academy);
  await founding.step('authority: revoked', (context) => new RevokeSigningAuthorityCommand({ authorityId: authorityIdOf(academy.id, researcher), reason: '岗位调整（示例）' }, context), office, academy);

  const interests: Record<number, string> = {};
  for (const place of [ON_REQUEST, DECLINED, WITHDRAWN, LEFT, CLOSED, AFTER_NDA, CLOSED_ROOM]) interests[place] = await express(stage, place);
  await change(stage, 'declined', interests[DECLINED]!, { do: 'decline', reason: '该成果拟自行实施（示例）' }, 'academy');
  await change(stage, 'withdrawn', interests[WITHDRAWN]!, { do: 'withdraw', reason: '项目推迟（示例）' }, 'firm');
  for (const place of [ON_REQUEST, CLOSED, AFTER_NDA]) await change(stage, `accepted ${place}`, interests[place]!, { do: 'accept' }, 'academy');
  await change(stage, 'accepted by the institute', interests[CLOSED_ROOM]!, { do: 'accept' }, 'institute');

  const ended = await agree(stage, '已终止', interests[CLOSED]!, ['academy', 'firm']);
  await founding.step('nda ended', (context) => new EndNdaCommand({ ndaId: ended, reason: '不再洽谈（示例）' }, context), office, academy);
  await change(stage, 'closed', interests[CLOSED]!, { do: 'close', reason: '已与他方合作（示例）' }, 'academy');
  await agree(stage, '生效中', interests[AFTER_NDA]!, ['academy', 'firm']);
  await settled();

  const open = async (name: string, place: number): Promise<string> => {
    const transferId = derivedId(WORLD, 'negotiation', name);
    await founding.step(`room ${name}`, (context) => new OpenNegotiationCommand({ transferId, listingId: listingIdOf(place) }, context), engineer, firm);
    return transferId;
  };
  const waiting = await open('waiting', AFTER_NDA);
  const conditions = {
    paymentKind: 'instalments', instalments: [{ amountFen: 60_000_000, dueOn: plusDays(dayOf(clock.now()), 60), condition: null }, { amountFen: 60_000_000, dueOn: null, condition: '试生产验收合格' }], field: '果园采收', territory: '川渝两地',
    termMonths: 60, sublicence: false, subject: '全套工艺资料（示例）', improvements: 'maker_owns', acceptance: '试采一天达标', liability: '按日万分之三支付违约金',
  } as const;
  await founding.step('room waiting: first offer', (context) => new MakeOfferCommand({ transferId: waiting, amountFen: 120_000_000, terms: '示例报价', relatedParty: false, conditions }, context), engineer, firm);
  clock.advance(2 * HOUR);
  const lump = { ...conditions, paymentKind: 'lump_sum', instalments: [] } as const;
  await founding.step('room waiting: second offer', (context) => new MakeOfferCommand({ transferId: waiting, amountFen: 135_000_000, terms: '示例报价，含培训', relatedParty: false, conditions: lump }, context), office, academy);
  const { fileId } = await send(stage, '工艺说明（示例）', '工艺说明（示例），仅限洽谈使用。');
  await founding.step('room waiting: file', (context) => new AddRoomFileCommand({ transferId: waiting, fileId, tier: 'after_nda' }, context), office, academy);
  const left = await open('left', LEFT);
  await founding.step('room left: departure', (context) => new LeaveNegotiationCommand({ transferId: left, reason: '预算未获批准（示例）' }, context), engineer, firm);
  await open('closed', CLOSED_ROOM);
  await change(stage, 'closed by the institute', interests[CLOSED_ROOM]!, { do: 'close', reason: '转为内部使用（示例）' }, 'institute');
  await settled();
};

/** What still waits today: an interest for its answer, and an agreement for the firm's signature. */
export const waitForAnswers = async (stage: Stage): Promise<void> => {
  await express(stage, FRESH);
  const interestId = interestIdOf(listingIdOf(ON_REQUEST), stage.units['firm']!.id, 1);
  await agree(stage, '待签署', interestId, ['academy']);
  await stage.settled();
};
