import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { biddingsProjection, type BiddingDocument } from '@hewu/bidding/src/biddings.projection.js';
import { demoInstruments } from '@hewu/instruments/src/demo.js';
import { DAY, ManualClock, plus } from '@hewu/kernel/src/clock.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { Projections } from '@hewu/kernel/src/projections.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { demoAchievements } from '@hewu/listings/src/demo.js';
import type { Config } from '@hewu/platform/src/config.js';
import { openStores } from '@hewu/platform/src/stores.js';
import { contracts } from '@hewu/transfers/src/contract.decider.js';
import { AppModule } from '../app.module.js';
import { playAchievements } from './achievements.js';
import { Workdays } from './agenda.js';
import { playDemands, settleDemands } from './demands.js';
import { attachFiles, playEndings } from './endings.js';
import { linkDeadlines, playFeeds } from './feeds.js';
import { foundUnits, offerMembership } from './founded-units.js';
import { Founding } from './founding.js';
import { playFurtherStates } from './further-states.js';
import { playImports } from './imports.js';
import { holdUsers } from './laboratory-conduct.js';
import { besides, useNow } from './laboratory-today.js';
import { openToday } from './laboratory-week.js';
import { Laboratory, playLaboratory } from './laboratory.js';
import { demoListingId, listAchievements, PRICKLY_ASH } from './listed-achievements.js';
import { playMarket } from './market.js';
import { playNegotiations, waitForAnswers } from './negotiations.js';
import { playContracts, playLastYear, playOtherwise } from './otherwise.js';
import { askOfUsers, trainUsers } from './qualifications.js';
import { registerInstruments } from './registered-instruments.js';
import { acceptLate, playRegistry } from './registry.js';
import { ResumedClock } from './resumed-clock.js';
import { playRules } from './rules.js';
import { playSales, recordDefault } from './sales.js';
import { publishExperts, saveSearches } from './searches.js';
import { settle } from './settling.js';
import { WORLD, type Stage } from './stage.js';
import { nothingDone, type StepsDone } from './steps-done.js';
import { agreeAndNotify, objectToPrice, transferToTheEnd } from './transfers.js';
import { registerWebhooks, resumeWebhook } from './webhooks.js';

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
  const settled = (): Promise<void> => settle({ ...stores, projections: app.get(Projections), clock: worldClock });
  const wonTransfer = async (biddingId: string): Promise<string> => (await app.get(ReadModels).get<BiddingDocument>(biddingsProjection, biddingId))!.transferId!;
  const textOf = async (contractId: string): Promise<string> => (await app.get(Kernel).load(contracts, contractId))!.textSha256;
  try {
    say('organisations and people …');
    const { people, units } = await foundUnits(founding, settled);
    const stage: Stage = { founding, clock, people, units, settled, wonTransfer, textOf };
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
    await attachFiles(stage);
    await playMarket(stage);
    await playOtherwise(stage);
    await playImports(stage);
    say('ten demands and four challenges …');
    await playDemands(stage, demoListingId(PRICKLY_ASH));
    say('seven interests, three agreements and three rooms …');
    await playNegotiations(stage);
    say('ten transfers …');
    await playEndings(stage);
    await playContracts(stage);
    await playFurtherStates(stage);
    await transferToTheEnd(stage, { name: 'complete', listingId: demoListingId(0), amountFen: 180_000_000 });
    await settleDemands(stage);
    say('six more biddings and four auctions …');
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
    await offerMembership(stage);
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
