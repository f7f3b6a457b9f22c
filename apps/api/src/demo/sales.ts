import { createHash } from 'node:crypto';
import { AnnounceBiddingCommand } from '@hewu/bidding/src/announcing.commands.js';
import { CancelAuctionCommand, EntrustAuctionCommand, RecordAuctionCommand, RecordLicenceCommand } from '@hewu/bidding/src/auction.commands.js';
import { CancelBiddingCommand, ConfirmDepositCommand, ConfirmPayoutCommand, PlaceBidCommand, RegisterBidderCommand } from '@hewu/bidding/src/bidding.commands.js';
import { dayOf, plusDays } from '@hewu/calendar/src/days.js';
import { DAY, HOUR, plus } from '@hewu/kernel/src/clock.js';
import { derivedId, fingerprintOf } from '@hewu/kernel/src/ids.js';
import { demoAchievements } from '@hewu/listings/src/demo.js';
import { RecordValuationCommand } from '@hewu/rights/src/valuation.commands.js';
import { DraftContractCommand, SignContractCommand } from '@hewu/transfers/src/contract.commands.js';
import { RecordDefaultCommand } from '@hewu/transfers/src/won.commands.js';
import type { Stage } from './stage.js';

const WORLD = 'demonstration';
const CONDITIONS = '成交后十日内签约，价款一次付清；本竞价为示例。';
const listingIdOf = (place: number): string => derivedId(WORLD, 'listing', String(place));
const idOf = (name: string): string => derivedId(WORLD, 'sale', name);

/** Achievements of the institute that are sold whole or to one alone, and of which nobody negotiates. */
const forSale = (): readonly number[] =>
  demoAchievements.flatMap(({ region, offer }, place) => (region === '500117' && ['assignment', 'exclusive_licence', 'sole_licence'].includes(offer.mode) && place !== 0 && place !== 4 ? [place] : []));

/** Biddings in every state, and an auction with its valuation: a week of the institute, two bidders, a bank and an auction house. */
export const playSales = async (stage: Stage, today: string): Promise<void> => {
  const { founding, clock, people, units, settled } = stage;
  const who = (mail: string): string => people.get(mail)!;
  const [institute, bank, house] = [units['institute']!, units['bank']!, units['auctioneer']!];
  const office = who('office@institute.example');
  const bidders = [
    { key: 'firm', person: who('director@firm.example') },
    { key: 'academy', person: who('office@academy.example') },
  ].map(({ key, person }) => ({ person, unit: units[key]! }));
  const [won, unsold, running, upcoming, auctioned] = forSale() as [number, number, number, number, number];
  const began = clock.now();

  const announce = (name: string, place: number, reserveFen: number | null, opensAt: string, closesAt: string): Promise<unknown> =>
    founding.step(`bidding ${name}`, (context) => new AnnounceBiddingCommand({
      biddingId: idOf(name), listingId: listingIdOf(place), startPriceFen: 40_000_000, incrementFen: 500_000, depositFen: 4_000_000, reserveFen, custodianOrganisationId: bank.id, conditions: CONDITIONS,
      registerUntil: plus(opensAt, -HOUR), opensAt, closesAt, excludedOrganisations: [], valuationId: null,
    }, context), office, institute);
  const enter = async (name: string): Promise<void> => {
    for (const { person, unit } of bidders) {
      const conditionsSha256 = createHash('sha256').update(CONDITIONS).digest('hex');
      await founding.step(`registration ${name} ${unit.id}`, (context) => new RegisterBidderCommand({ biddingId: idOf(name), conditionsSha256 }, context), person, unit);
      await founding.step(`deposit ${name} ${unit.id}`, (context) => new ConfirmDepositCommand({ biddingId: idOf(name), organisationId: unit.id, amountFen: 4_000_000, reference: '示例银行 0002' }, context), who('director@bank.example'), bank);
    }
  };
  const bid = async (name: string, amounts: readonly number[]): Promise<void> => {
    for (const [n, amountFen] of amounts.entries()) {
      const { person, unit } = bidders[n % 2]!;
      await founding.step(`bid ${name} ${n}`, (context) => new PlaceBidCommand({ biddingId: idOf(name), bidId: derivedId(idOf(name), String(n)), amountFen, arrivedAt: clock.now() }, context), person, unit);
    }
  };

  await settled();
  // A day and two hours to register in.
  const [opens, closes] = [plus(began, DAY + 3 * HOUR), plus(began, DAY + 5 * HOUR)];
  await announce('won', won, 41_000_000, opens, closes);
  await announce('unsold', unsold, 60_000_000, opens, closes);
  await announce('running', running, 45_000_000, opens, plus(today, 3 * DAY));
  await announce('called off', upcoming, null, opens, closes);
  await founding.step('called off', (context) => new CancelBiddingCommand({ biddingId: idOf('called off'), reason: '资料有误（示例）' }, context), office, institute);
  for (const name of ['won', 'unsold', 'running']) await enter(name);
  await settled();
  await announce('upcoming', upcoming, null, plus(today, 5 * DAY), plus(today, 5 * DAY + 2 * HOUR));
  await entrust(stage, auctioned);
  await announceOfAcademy(stage, await entrustMore(stage, today), opens, closes);
  clock.moveTo(plus(began, DAY + 4 * HOUR));
  await founding.step('bid defaulted', (context) => new PlaceBidCommand({ biddingId: idOf('defaulted'), bidId: derivedId(idOf('defaulted'), '0'), amountFen: 20_000_000, arrivedAt: clock.now() }, context), who('director@firm.example'), units['firm']!);
  // The academy wins.
  await bid('won', [40_000_000, 41_500_000]);
  await bid('unsold', [40_000_000]);
  await bid('running', [40_000_000, 40_500_000, 42_000_000]);
  clock.moveTo(plus(began, DAY + 6 * HOUR));
  await settled();
  await endDeposits(stage);
  await signAsSeller(stage);
  clock.moveTo(plus(began, 7 * DAY + HOUR));
  const sale = { amountFen: 88_000_000, buyerOrganisationId: units['academy']!.id, sellerCommissionFen: 2_640_000, buyerCommissionFen: 4_400_000 };
  await founding.step('auction held', (context) => new RecordAuctionCommand({ auctionId: idOf('auction'), reserveFen: 80_000_000, protocolSha256: fingerprintOf('示例拍卖笔录'), sale }, context), who('director@auctioneer.example'), house);
  await founding.step('auction held without a buyer', (context) => new RecordAuctionCommand({ auctionId: idOf('auction unsold'), reserveFen: 50_000_000, protocolSha256: fingerprintOf('示例流拍笔录'), sale: null }, context), who('director@auctioneer.example'), house);
  await settled();
};

/** The bank has paid the loser back, and somebody who registered has not paid in yet. */
const endDeposits = async ({ founding, people, units, settled }: Stage): Promise<void> => {
  const [bank, firm] = [units['bank']!, units['firm']!];
  await settled();
  await founding.step('deposit paid out', (context) => new ConfirmPayoutCommand({ biddingId: idOf('won'), organisationId: firm.id, reference: '示例银行 0003' }, context), people.get('director@bank.example')!, bank);
  const conditionsSha256 = createHash('sha256').update(CONDITIONS).digest('hex');
  await founding.step('registration without deposit', (context) => new RegisterBidderCommand({ biddingId: idOf('upcoming'), conditionsSha256 }, context), people.get('director@firm.example')!, firm);
};

/** The academy does its part; from then on its winner's time runs. */
const signAsSeller = async ({ founding, people, units, wonTransfer, textOf }: Stage): Promise<void> => {
  const transferId = await wonTransfer(idOf('defaulted'));
  const contractId = derivedId(WORLD, 'contract', 'defaulted');
  const academy = units['academy']!;
  await founding.step('contract of the winner', (context) => new DraftContractCommand({ transferId, contractId, textSha256: null }, context), people.get('office@academy.example')!, academy);
  const textSha256 = await textOf(contractId);
  await founding.step('signature for the winner', (context) => new SignContractCommand({ contractId, textSha256 }, context), people.get('office@academy.example')!, academy);
};

/** The time in which it should have signed is over: a winner has broken its word. */
export const recordDefault = async ({ founding, people, units, wonTransfer }: Stage): Promise<void> => {
  const transferId = await wonTransfer(idOf('defaulted'));
  await founding.step('winner defaults', (context) => new RecordDefaultCommand({ transferId, ground: '催告后仍未签约（示例）', deposit: 'forfeited' }, context), people.get('office@academy.example')!, units['academy']!);
};

/** Of the academy, with one bidder, who will not keep its word. */
const announceOfAcademy = async ({ founding, people, units, settled }: Stage, place: number, opensAt: string, closesAt: string): Promise<void> => {
  const [academy, bank, firm] = [units['academy']!, units['bank']!, units['firm']!];
  await settled();
  const biddingId = idOf('defaulted');
  await founding.step('bidding defaulted', (context) => new AnnounceBiddingCommand({
    biddingId, listingId: listingIdOf(place), startPriceFen: 20_000_000, incrementFen: 500_000, depositFen: 2_000_000, reserveFen: null, custodianOrganisationId: bank.id, conditions: CONDITIONS,
    registerUntil: plus(opensAt, -HOUR), opensAt, closesAt, excludedOrganisations: [], valuationId: null,
  }, context), people.get('office@academy.example')!, academy);
  await settled();
  const conditionsSha256 = createHash('sha256').update(CONDITIONS).digest('hex');
  await founding.step('registration defaulted', (context) => new RegisterBidderCommand({ biddingId, conditionsSha256 }, context), people.get('director@firm.example')!, firm);
  await founding.step('deposit defaulted', (context) => new ConfirmDepositCommand({ biddingId, organisationId: firm.id, amountFen: 2_000_000, reference: '示例银行 0004' }, context), people.get('director@bank.example')!, bank);
};

const entrust = async ({ founding, clock, people, units }: Stage, place: number): Promise<void> => {
  const [institute, house, hechuan] = [units['institute']!, units['auctioneer']!, units['hechuan']!];
  const office = people.get('office@institute.example')!;
  const today = dayOf(clock.now());
  const valuationId = idOf('valuation');
  const valuation = { valuationId, achievementId: derivedId(WORLD, 'achievement', String(place)), method: 'income', appraiserUscc: '91500117MADEM0HCX0', appraiserName: '合川某资产评估公司（示例）', appraisedOn: plusDays(today, -10), amountFen: 85_000_000, reportSha256: fingerprintOf('示例评估报告') } as const;
  await founding.step('valuation', (context) => new RecordValuationCommand(valuation, context), office, institute);
  const licence = { organisationId: house.id, licenceNumber: '示例第 0000 号', validFrom: plusDays(today, -365), validUntil: plusDays(today, 365), evidence: '拍卖经营批准证书（示例）' };
  await founding.step('licence', (context) => new RecordLicenceCommand(licence, context), people.get('reviewer@hechuan.example')!, hechuan);
  const auction = {
    auctionId: idOf('auction'), listingId: listingIdOf(place), auctioneerOrganisationId: house.id, noticeOn: today, displayFrom: plusDays(today, 3), displayUntil: plusDays(today, 4), heldOn: plusDays(today, 7), place: '合川区（示例）',
    commission: { sellerBasisPoints: 300, buyerBasisPoints: null }, valuationId,
  };
  await founding.step('auction entrusted', (context) => new EntrustAuctionCommand(auction, context), office, institute);
};

/** Of the academy: an auction that is to come, one that finds no buyer, and one that was called off, whose place among the achievements is the answer. */
const entrustMore = async ({ founding, clock, people, units, settled }: Stage, today: string): Promise<number> => {
  const [academy, house, office] = [units['academy']!, units['auctioneer']!, people.get('office@academy.example')!];
  const noticeOn = dayOf(clock.now());
  const [toCome, unsold, calledOff] = demoAchievements.flatMap(({ region, offer: { mode } }, place) => (region === '511622' && (mode === 'assignment' || mode === 'exclusive_licence') ? [place] : [])) as [number, number, number];
  const entrustOne = (name: string, place: number, heldOn: string): Promise<unknown> =>
    founding.step(name, (context) => new EntrustAuctionCommand({
      auctionId: idOf(name), listingId: listingIdOf(place), auctioneerOrganisationId: house.id, noticeOn, displayFrom: plusDays(noticeOn, 3), displayUntil: plusDays(noticeOn, 4), heldOn, place: '武胜县（示例）',
      commission: { sellerBasisPoints: null, buyerBasisPoints: null }, valuationId: null,
    }, context), office, academy);
  await settled();
  await entrustOne('auction to come', toCome, plusDays(dayOf(today), 10));
  await entrustOne('auction unsold', unsold, plusDays(noticeOn, 7));
  await entrustOne('auction called off', calledOff, plusDays(noticeOn, 7));
  await founding.step('auction is called off', (context) => new CancelAuctionCommand({ auctionId: idOf('auction called off'), reason: '标的资料有误（示例）' }, context), office, academy);
  return calledOff;
};
