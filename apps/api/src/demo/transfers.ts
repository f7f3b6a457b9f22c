import { dayOf } from '@hewu/calendar/src/days.js';
import { DAY, HOUR } from '@hewu/kernel/src/clock.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { CompleteTransferCommand, DraftContractCommand, RecordPaymentCommand, RegisterContractCommand, SignContractCommand } from '@hewu/transfers/src/contract.commands.js';
import { AcceptOfferCommand, MakeOfferCommand, OpenNegotiationCommand } from '@hewu/transfers/src/negotiation.commands.js';
import { noticeIdOf } from '@hewu/transfers/src/notice-id.js';
import { DecideObjectionCommand, OpenPriceNoticeCommand, RaiseObjectionCommand } from '@hewu/transfers/src/price-notice.commands.js';
import type { Stage } from './stage.js';

type Story = { readonly name: string; readonly listingId: string; readonly amountFen: number; /** The buyer says that it is related to a completer or the unit. */ readonly relatedParty?: boolean };

/** From the first talk to the open price notice: the firm of Wusheng and the institute of Hechuan. */
export const agreeAndNotify = async (stage: Stage, { name, listingId, amountFen, relatedParty = false }: Story): Promise<string> => {
  const { founding, clock, people, units, settled } = stage;
  const transferId = derivedId('demonstration', 'transfer', name);
  const [institute, firm] = [units['institute']!, units['firm']!];
  const [office, engineer] = [people.get('office@institute.example')!, people.get('engineer@firm.example')!];
  await settled();
  await founding.step(`${name}: opened`, (context) => new OpenNegotiationCommand({ transferId, listingId }, context), engineer, firm);
  clock.advance(2 * HOUR);
  await founding.step(`${name}: first offer`, (context) => new MakeOfferCommand({ transferId, amountFen: Math.floor(amountFen * 0.8), terms: '一次总付', relatedParty }, context), engineer, firm);
  clock.advance(3 * HOUR);
  await founding.step(`${name}: second offer`, (context) => new MakeOfferCommand({ transferId, amountFen, terms: '一次总付，含培训两周', relatedParty }, context), office, institute);
  clock.advance(HOUR);
  await settled();
  await founding.step(`${name}: agreed`, (context) => new AcceptOfferCommand({ transferId, version: 2, relatedParty, valuationId: null }, context), engineer, firm);
  await settled();
  await founding.step(`${name}: notice`, (context) => new OpenPriceNoticeCommand({ transferId, days: null }, context), office, institute);
  await settled();
  return transferId;
};

/** Somebody of the agency objects to the price that is published; it waits for the institute's director. */
export const objectToPrice = async ({ founding, people, units }: Stage, transferId: string): Promise<string> => {
  const noticeId = noticeIdOf(transferId, 1);
  const objection = { noticeId, objectionId: derivedId('demonstration', 'objection', transferId), statement: '示例异议：价格低于同类成果的成交价' };
  await founding.step(`objection ${transferId}`, (context) => new RaiseObjectionCommand(objection, context), people.get('expert-one@agency.example')!, units['agency']!);
  return objection.objectionId;
};

/** The same, and on to completion, once the notice has run. */
export const transferToTheEnd = async (stage: Stage, story: Story): Promise<void> => {
  const { founding, clock, people, units, settled, textOf } = stage;
  const { name, amountFen } = story;
  const transferId = await agreeAndNotify(stage, story);
  const [institute, firm, bureau] = [units['institute']!, units['firm']!, units['hechuan']!];
  const office = people.get('office@institute.example')!;
  const contractId = derivedId('demonstration', 'contract', name);
  const objectionId = await objectToPrice(stage, transferId);
  clock.advance(2 * DAY);
  const answer = { noticeId: noticeIdOf(transferId, 1), objectionId, outcome: 'rejected', reasons: '价格与三家同类成果的成交价相当，附对照表（示例）。' } as const;
  await founding.step(`${name}: objection rejected`, (context) => new DecideObjectionCommand(answer, context), people.get('director@institute.example')!, institute);
  // Fifteen days, and the longest holiday on top.
  clock.advance(23 * DAY);
  await settled();
  await founding.step(`${name}: contract`, (context) => new DraftContractCommand({ transferId, contractId, textSha256: null }, context), office, institute);
  const textSha256 = await textOf(contractId);
  await founding.step(`${name}: seller signs`, (context) => new SignContractCommand({ contractId, textSha256 }, context), people.get('director@institute.example')!, institute);
  await founding.step(`${name}: buyer signs`, (context) => new SignContractCommand({ contractId, textSha256 }, context), people.get('director@firm.example')!, firm);
  clock.advance(DAY);
  await settled();
  await founding.step(`${name}: registered`, (context) => new RegisterContractCommand({ contractId, registrationNumber: '2026500117000001', technologyAmountFen: amountFen }, context), people.get('reviewer@hechuan.example')!, bureau);
  const receivedOn = dayOf(clock.now());
  await founding.step(`${name}: paid`, (context) => new RecordPaymentCommand({ contractId, paymentId: derivedId('demonstration', 'payment', name), amountFen, receivedOn, reference: '示例银行 0001' }, context), office, institute);
  await settled();
  await founding.step(`${name}: complete`, (context) => new CompleteTransferCommand({ transferId }, context), office, institute);
};
