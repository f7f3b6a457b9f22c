import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { ManualClock, plus, DAY, MINUTE } from '@hewu/kernel/src/clock.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { Projections } from '@hewu/kernel/src/projections.js';
import { biddingsProjection, type BiddingDocument } from '@hewu/bidding/src/biddings.projection.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { demoInstruments } from '@hewu/instruments/src/demo.js';
import { RegisterInstrumentCommand } from '@hewu/instruments/src/instrument.commands.js';
import { DraftAchievementCommand } from '@hewu/listings/src/achievement.commands.js';
import { demoAchievements } from '@hewu/listings/src/demo.js';
import { DraftListingCommand, PublishListingCommand, SubmitListingCommand } from '@hewu/listings/src/listing.commands.js';
import type { Config } from '@hewu/platform/src/config.js';
import { openStores } from '@hewu/platform/src/stores.js';
import { AppModule } from '../app.module.js';
import { demoAccounts, DEMO_PASSWORD } from '../demo-accounts.js';
import { playAchievements } from './achievements.js';
import { Workdays } from './agenda.js';
import { playDemands, settleDemands } from './demands.js';
import { attachReport, playEndings } from './endings.js';
import { linkDeadlines, playFeeds } from './feeds.js';
import { Founding } from './founding.js';
import { playImports } from './imports.js';
import { Laboratory, playLaboratory, type Registered } from './laboratory.js';
import { holdUsers } from './laboratory-conduct.js';
import { besides, useNow } from './laboratory-today.js';
import { openToday } from './laboratory-week.js';
import { playMarket } from './market.js';
import { playNegotiations, waitForAnswers } from './negotiations.js';
import { askOfUsers, trainUsers } from './qualifications.js';
import { playContracts, playLastYear, playOtherwise } from './otherwise.js';
import { ResumedClock } from './resumed-clock.js';
import { playRules } from './rules.js';
import { playSales, recordDefault } from './sales.js';
import { agreeAndNotify, objectToPrice, transferToTheEnd } from './transfers.js';
import { acceptLate, playRegistry } from './registry.js';
import { publishExperts, saveSearches } from './searches.js';
import { nothingDone, type StepsDone } from './steps-done.js';
import { registerWebhooks, resumeWebhook } from './webhooks.js';

const WORLD = 'demonstration';
const HECHUAN = '500117';
const WUSHENG = '511622';

type Unit = { readonly id: string; readonly region: string };
/** What every part of the demonstration needs to act in it. */
export type Stage = { readonly founding: Founding; readonly clock: ManualClock; readonly people: ReadonlyMap<string, string>; readonly units: Readonly<Record<string, Unit>>; readonly settled: () => Promise<void>; /** The transfer that a bidding opened for its winner. */ readonly wonTransfer: (biddingId: string) => Promise<string> };

/** How long before today the demonstration's history begins, but for what was founded, and listed for a year, before it. */
export const DEMO_DAYS = 60;
/** More than the twelve months of a listing. */
const DAYS_BEFORE = 400;

/**
 * Plays the demonstration world through the commands, on a clock that starts with one listing of last year and goes on two months
 * before today, so that the weeks before today have a history too. Played again after it was cut off, it records only what is missing;
 * `done` knows the steps that are complete.
 */
export const playDemo = async (config: Config, today: string, say: (line: string) => void, done: StepsDone = nothingDone): Promise<void> => {
  const clock = new ManualClock(plus(`${today.slice(0, 10)}T01:00:00.000Z`, -(DEMO_DAYS + DAYS_BEFORE) * DAY));
  const worldClock = new ResumedClock(clock);
  const stores = await openStores(config, worldClock);
  await worldClock.resumeAfter(stores.events);
  const app = await NestFactory.createApplicationContext(AppModule.over(config, stores, worldClock), { logger: ['error', 'warn'], abortOnError: false });
  const founding = new Founding(app.get(CommandBus), WORLD, done);
  const settled = async (): Promise<void> => {
    const end = await stores.events.end();
    if (end) for (const { name } of await app.get(Projections).status()) await app.get(Projections).waitFor(name, end, 10_000);
    const due = { refused: null, dueAt: { $lte: worldClock.now() } };
    while ((await stores.reads.checkpoint('timers')) !== (await stores.events.end()) || (await stores.reads.count('timers', due)) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const last = await stores.events.end();
    if (last !== end) await settled();
  };
  const wonTransfer = async (biddingId: string): Promise<string> => (await app.get(ReadModels).get<BiddingDocument>(biddingsProjection, biddingId))!.transferId!;
  try {
    say('organisations and people …');
    const { people, units } = await foundUnits(founding, settled);
    const stage: Stage = { founding, clock, people, units, settled, wonTransfer };
    await playLastYear(stage);
    await settled();
    clock.moveTo(plus(`${today.slice(0, 10)}T01:00:00.000Z`, -DEMO_DAYS * DAY));
    await settled();
    await playRules(stage);
    await registerWebhooks(stage);
    await saveSearches(stage);
    await publishExperts(stage);
    say(`${demoAchievements.length} achievements …`);
    await listAchievements(stage);
    await playAchievements(stage);
    await attachReport(stage);
    await playMarket(stage);
    await playOtherwise(stage);
    await playImports(stage);
    say('nine demands and three challenges …');
    await playDemands(stage, demoListingId(PRICKLY_ASH));
    say('seven interests, three agreements and three rooms …');
    await playNegotiations(stage);
    say('eight transfers …');
    await playEndings(stage);
    await playContracts(stage);
    await transferToTheEnd(stage, { name: 'complete', listingId: demoListingId(0), amountFen: 180_000_000 });
    await settleDemands(stage);
    say('six biddings and four auctions …');
    await playSales(stage, today);
    say(`${demoInstruments.length} instruments and their bookings …`);
    const instruments = await registerInstruments(stage);
    await playRegistry(stage);
    await trainUsers(stage, instruments);
    await playLaboratory(stage, instruments, today);
    await acceptLate(stage);
    await recordDefault(stage);
    await resumeWebhook(stage);
    const published = await agreeAndNotify(stage, { name: 'in progress', listingId: demoListingId(4), amountFen: 150_000_000 });
    await objectToPrice(stage, published);
    await waitForAnswers(stage);
    await playFeeds(stage, instruments);
    await linkDeadlines(stage);
    await useNow(new Laboratory(stage, instruments), new Laboratory(stage, besides(stage)), today);
    await openToday(new Laboratory(stage, instruments), new Workdays(today), today);
    await holdUsers(new Laboratory(stage, instruments), new Workdays(today));
    await askOfUsers(stage, instruments, today);
  } finally {
    await app.close();
  }
};

const foundUnits = async (founding: Founding, settled: () => Promise<void>): Promise<{ people: ReadonlyMap<string, string>; units: Record<string, Unit> }> => {
  const people = new Map<string, string>();
  for (const { mail, name } of demoAccounts) people.set(mail, await founding.person({ mail, name, password: DEMO_PASSWORD }));
  const who = (mail: string): string => people.get(mail)!;
  const first = { hechuan: who('administrator@hechuan.example'), wusheng: who('administrator@wusheng.example') };
  const authority = async (name: string, nameEn: string, region: string, administrator: string): Promise<Unit> => ({ id: await founding.authority({ name, nameEn, region }, administrator, ['platform_administrator']), region });
  const hechuan = await authority('合川区科学技术局（示例）', 'Hechuan Science and Technology Bureau (example)', HECHUAN, first.hechuan);
  const wusheng = await authority('武胜县教育科技和体育局（示例）', 'Wusheng Bureau of Education, Science and Sports (example)', WUSHENG, first.wusheng);
  await settled();
  const units: Record<string, Unit> = { hechuan, wusheng };
  const administrators: Record<string, string> = first;
  const grant = async (key: string): Promise<void> => {
    for (const { mail, organisation, roles } of demoAccounts) {
      if (organisation === key && !mail.startsWith('administrator@')) await founding.roles(units[key]!, administrators[key]!, who(mail), roles);
    }
  };
  await grant('hechuan');
  await grant('wusheng');
  const reviewers = { [HECHUAN]: { personId: who('reviewer@hechuan.example'), authority: hechuan.id }, [WUSHENG]: { personId: who('reviewer@wusheng.example'), authority: wusheng.id } };
  const register = async (key: string, name: string, nameEn: string, kind: 'research_institute' | 'firm' | 'service_agency' | 'custodian_bank' | 'auction_house', region: typeof HECHUAN | typeof WUSHENG, registrant: string): Promise<void> => {
    units[key] = { id: await founding.organisation({ name, nameEn, kind, region }, who(registrant), reviewers[region]), region };
    administrators[key] = who(registrant);
    await grant(key);
  };
  await register('institute', '合川区产业技术研究院（示例）', 'Hechuan Institute of Industrial Technology (example)', 'research_institute', HECHUAN, 'director@institute.example');
  await register('academy', '武胜县农业科学院（示例）', 'Wusheng Academy of Agricultural Sciences (example)', 'research_institute', WUSHENG, 'researcher@academy.example');
  await register('firm', '武胜县嘉陵食品有限公司（示例）', 'Wusheng Jialing Food Co. (example)', 'firm', WUSHENG, 'director@firm.example');
  await register('agency', '合武技术转移中心（示例）', 'Hewu Technology Transfer Centre (example)', 'service_agency', HECHUAN, 'manager@agency.example');
  await register('bank', '合川存管银行（示例）', 'Hechuan Custodian Bank (example)', 'custodian_bank', HECHUAN, 'director@bank.example');
  await register('auctioneer', '合川拍卖行（示例）', 'Hechuan Auction House (example)', 'auction_house', HECHUAN, 'director@auctioneer.example');
  await settled();
  return { people, units };
};

/** Who acts for the research unit of a region. */
const unitOf = ({ people, units }: Stage, region: string): { unit: Unit; researcher: string; office: string; reviewer: string; authority: Unit } =>
  region === HECHUAN
    ? { unit: units['institute']!, researcher: people.get('researcher@institute.example')!, office: people.get('office@institute.example')!, reviewer: people.get('reviewer@hechuan.example')!, authority: units['hechuan']! }
    : { unit: units['academy']!, researcher: people.get('researcher@academy.example')!, office: people.get('office@academy.example')!, reviewer: people.get('reviewer@wusheng.example')!, authority: units['wusheng']! };

/** The listing that goes with the demand of the demonstration. */
const PRICKLY_ASH = demoAchievements.findIndex(({ region, content }) => region === WUSHENG && content([{ personId: null, organisationId: '' }]).title.startsWith('花椒油'));

export const demoListingId = (place: number): string => derivedId(WORLD, 'listing', String(place));

const listAchievements = async (stage: Stage): Promise<void> => {
  const { founding, clock } = stage;
  for (const [place, { region, content, offer, completers }] of demoAchievements.entries()) {
    const { unit, researcher, office, reviewer, authority } = unitOf(stage, region);
    const achievementId = derivedId(WORLD, 'achievement', String(place));
    const listingId = demoListingId(place);
    const people = Array.from({ length: completers }, (_, i) => ({ personId: i === 0 ? researcher : null, organisationId: unit.id }));
    await founding.step(`achievement ${place}`, (context) => new DraftAchievementCommand({ achievementId, content: content(people) }, context), researcher, unit);
    await founding.step(`listing ${place}`, (context) => new DraftListingCommand({ listingId, achievementId, offer }, context), office, unit);
    // The last two wait for the region, so that a reviewer finds work.
    if (place < demoAchievements.length - 1) await founding.step(`submission ${place}`, (context) => new SubmitListingCommand({ listingId }, context), office, unit);
    clock.advance(20 * MINUTE);
    if (place < demoAchievements.length - 2) await founding.step(`publication ${place}`, (context) => new PublishListingCommand({ listingId }, context), reviewer, authority);
  }
};

const registerInstruments = async (stage: Stage): Promise<readonly Registered[]> => {
  const registered = [];
  for (const [place, { region, data, tariff, rules, acceptedOn, reported }] of demoInstruments.entries()) {
    const { unit, office } = unitOf(stage, region);
    const instrumentId = derivedId(WORLD, 'instrument', String(place));
    await stage.founding.step(`instrument ${place}`, (context) => new RegisterInstrumentCommand({ instrumentId, ownerOrganisationId: unit.id, region, ...data }, { tariff, on: { rules, capacity: 1 }, acceptedOn, reported }, context), office, unit);
    registered.push({ id: instrumentId, unit, office });
  }
  return registered;
};
