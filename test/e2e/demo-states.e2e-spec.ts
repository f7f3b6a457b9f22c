import { achievementStreamsProjection, type AchievementStreams } from '@hewu/audit/src/achievement-streams.projection.js';
import { historyProjection, type HistoryDocument } from '@hewu/audit/src/history.projection.js';
import { auctionsProjection } from '@hewu/bidding/src/auctions.projection.js';
import { AUCTION_STATUSES } from '@hewu/bidding/src/auction.decider.js';
import { biddingsProjection } from '@hewu/bidding/src/biddings.projection.js';
import { BIDDING_STATUSES } from '@hewu/bidding/src/bidding-state.decider.js';
import { challengesProjection } from '@hewu/demands/src/challenges.projection.js';
import { CHALLENGE_STATUSES } from '@hewu/demands/src/challenge-state.decider.js';
import { DEMAND_STATUSES } from '@hewu/demands/src/demand.decider.js';
import { violationsProjection, VIOLATION_STATUSES } from '@hewu/conduct/src/violations.projection.js';
import { incidentsProjection, INCIDENT_STATUSES } from '@hewu/incidents/src/incidents.projection.js';
import { suppliesProjection } from '@hewu/supplies/src/supplies.projection.js';
import { measurementsProjection } from '@hewu/readings/src/measurements.projection.js';
import { demandsProjection } from '@hewu/demands/src/demands.projection.js';
import { PROPOSAL_STATUSES } from '@hewu/demands/src/proposal.decider.js';
import { proposalsProjection } from '@hewu/demands/src/proposals.projection.js';
import { bookingsProjection, BOOKING_STATUSES } from '@hewu/instruments/src/bookings.projection.js';
import { Equivalents } from '@hewu/instruments/src/equivalents.js';
import { OUTAGE_TREATMENTS } from '@hewu/instruments/src/events.js';
import { instrumentsProjection, REPORTING_STATES, type InstrumentDocument } from '@hewu/instruments/src/instruments.projection.js';
import { outagesProjection } from '@hewu/instruments/src/outages.projection.js';
import { waitingProjection, WAITING_STATUSES } from '@hewu/instruments/src/waiting.projection.js';
import { feedLinksProjection } from '@hewu/feeds/src/personal-feeds.projection.js';
import { feedSlotsProjection } from '@hewu/feeds/src/slots.projection.js';
import { IMPORT_KINDS } from '@hewu/imports/src/events.js';
import { IMPORT_STATUSES } from '@hewu/imports/src/import.decider.js';
import { importsProjection } from '@hewu/imports/src/imports.projection.js';
import { calendarLinksProjection } from '@hewu/inbox/src/calendar-links.projection.js';
import { bidderSeatsProjection, DEPOSIT_STATES } from '@hewu/bidding/src/bidder-seats.projection.js';
import { TEAM_STATUSES } from '@hewu/demands/src/challenge-state.decider.js';
import { DISCLOSURE_STATUSES } from '@hewu/demands/src/disclosure.decider.js';
import { disclosuresProjection } from '@hewu/demands/src/disclosures.projection.js';
import { DECLINE_REASONS, SUGGESTION_ANSWERS } from '@hewu/demands/src/events.js';
import { suggestionsProjection } from '@hewu/demands/src/suggestions.projection.js';
import { MANDATE_END_GROUNDS, SECRECY_TIERS } from '@hewu/listings/src/events.js';
import { INTEREST_STATUSES } from '@hewu/negotiation/src/interest.decider.js';
import { interestsProjection } from '@hewu/negotiation/src/interests.projection.js';
import { NDA_STATUSES, ndasProjection } from '@hewu/negotiation/src/ndas.projection.js';
import { valuationsProjection } from '@hewu/rights/src/valuations.projection.js';
import { CONTRACT_STATUSES } from '@hewu/transfers/src/contract.decider.js';
import { REGISTRATION_NUMBER } from '@hewu/transfers/src/dto.js';
import { OBJECTION_OUTCOMES } from '@hewu/transfers/src/events.js';
import { webhooksProjection } from '@hewu/webhooks/src/webhooks.projection.js';
import { ManualClock } from '@hewu/kernel/src/clock.js';
import type { AnyProjection } from '@hewu/kernel/src/projection.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { VOID_GROUNDS } from '@hewu/transfers/src/price-notice-events.js';
import { BIDDING_CANCEL_GROUNDS, CLOSING_GROUNDS } from '@hewu/bidding/src/events.js';
import { IP_KINDS, IP_STATUSES } from '@hewu/listings/src/achievement-content.js';
import { achievementFilesProjection } from '@hewu/listings/src/achievement-files.projection.js';
import { LISTING_STATUSES } from '@hewu/listings/src/listing-state.js';
import { achievementsProjection } from '@hewu/listings/src/achievements.projection.js';
import { listingsProjection } from '@hewu/listings/src/listings.projection.js';
import { mandatesProjection } from '@hewu/listings/src/mandates.projection.js';
import { membershipsProjection, type MembershipsDocument } from '@hewu/organisations/src/memberships.projection.js';
import { ORGANISATION_STATUSES } from '@hewu/organisations/src/organisation.decider.js';
import { organisationsProjection } from '@hewu/organisations/src/organisations.projection.js';
import { readConfig } from '@hewu/platform/src/config.js';
import { openStores } from '@hewu/platform/src/stores.js';
import { ruleSetsProjection, type RecordedRuleSet } from '@hewu/rules/src/rule-sets.projection.js';
import { SEAT_STATUSES, trainingSeatsProjection } from '@hewu/qualifications/src/trainings.projection.js';
import { SAMPLE_STAGES } from '@hewu/samples/src/samples.decider.js';
import { samplesProjection } from '@hewu/samples/src/samples.projection.js';
import { NOTICE_STATUSES } from '@hewu/transfers/src/price-notice.decider.js';
import { priceNoticesProjection } from '@hewu/transfers/src/price-notices.projection.js';
import { STAGES } from '@hewu/transfers/src/transfer-state.js';
import { transfersProjection } from '@hewu/transfers/src/transfers.projection.js';
import { createApp } from '../../apps/api/src/create-app.js';
import { playDemo } from '../../apps/api/src/demo/demo-world.js';
import { newPlace, type Place } from '../support/place.js';
import { until } from '../support/until.js';

const NOW = '2026-11-25T04:00:00.000Z';

/** What sixty days of history cannot show, and why. */
const CANNOT_BE_SHOWN: Readonly<Record<string, string>> = {
  'bookings confirmed': 'the charge follows the confirmation at once',
  'violations restored': 'points come back after a year, the demonstration has sixty days',
  'bookings unrecorded': 'a use is given up thirty days after its time, the demonstration books for three weeks',
  'ends of biddings reserve_lost': 'a sealed reserve is lost only with the keys of the vault',
  'imports checking': 'a table of a few rows is looked through in a moment',
  'imports recording': 'a table of a few rows is recorded in a moment',
  'imports cancelled': 'a table of a few rows is recorded before anybody could end it',
  'the waiting list passed_over': 'whoever waits could book when they joined, and in the demonstration week nobody is suspended or loses a certificate while they wait',
};

describe('the demonstration world', () => {
  let place: Place;
  let app: Awaited<ReturnType<typeof createApp>>;

  beforeAll(async () => {
    place = await newPlace();
    const config = readConfig({ HEWU_DEMO: 'on', ...place.settings });
    await playDemo(config, NOW, () => undefined);
    const clock = new ManualClock(NOW);
    app = await createApp(config, await openStores(config, clock), clock);
    await app.init();
  }, 120_000);
  afterAll(async () => {
    await app?.close();
    await place?.clear();
  });

  const shown = async (projection: AnyProjection, field: string): Promise<readonly unknown[]> => {
    const { [field]: counts = [] } = await app.get(ReadModels).facets(projection as never, {}, [field]);
    return counts.map(({ value }) => value);
  };

  test.each([
    ['organisations', organisationsProjection, 'status', ORGANISATION_STATUSES],
    ['listings', listingsProjection, 'status', LISTING_STATUSES],
    ['demands', demandsProjection, 'status', DEMAND_STATUSES],
    ['proposals', proposalsProjection, 'status', PROPOSAL_STATUSES],
    ['challenges', challengesProjection, 'status', CHALLENGE_STATUSES],
    ['transfers', transfersProjection, 'stage', STAGES],
    ['price notices', priceNoticesProjection, 'status', NOTICE_STATUSES],
    ['biddings', biddingsProjection, 'status', BIDDING_STATUSES],
    ['auctions', auctionsProjection, 'status', AUCTION_STATUSES],
    ['reports of instruments', instrumentsProjection, 'reportingState', REPORTING_STATES],
    ['bookings', bookingsProjection, 'status', BOOKING_STATUSES],
    ['the waiting list', waitingProjection, 'status', WAITING_STATUSES],
    ['outages', outagesProjection, 'treatment', OUTAGE_TREATMENTS],
    ['outages', outagesProjection, 'kind', ['planned', 'sudden']],
    ['violations', violationsProjection, 'status', VIOLATION_STATUSES],
    ['incidents', incidentsProjection, 'status', INCIDENT_STATUSES],
    ['supplies', suppliesProjection, 'low', [true, false]],
    ['measurements', measurementsProjection, 'open', [true]],
    ['samples', samplesProjection, 'stage', SAMPLE_STAGES],
    ['training seats', trainingSeatsProjection, 'status', SEAT_STATUSES],
    ['calendars elsewhere', feedSlotsProjection, 'standing', ['tentative', 'confirmed', 'cancelled']],
    ['links to calendars', feedLinksProjection, 'language', ['zh']],
  ] as const)('shows %s in every state', async (name, projection, field, states) => {
    const there = await shown(projection, field);
    expect(states.filter((state) => !there.includes(state) && !CANNOT_BE_SHOWN[`${name} ${state}`])).toEqual([]);
    // An exception that came to be shown is none.
    expect(states.filter((state) => there.includes(state) && CANNOT_BE_SHOWN[`${name} ${state}`])).toEqual([]);
  });

  test('tells in the history of every achievement under which rule each thing was done', async () => {
    const models = app.get(ReadModels);
    const achievements = await models.find<AchievementStreams>(achievementStreamsProjection([]), { limit: 1_000 });
    const streams = achievements.items.flatMap((one) => one.streams);
    const { items } = await models.find<HistoryDocument>(historyProjection([]), { filter: { stream: { $in: streams }, rule: null }, limit: 10_000 });
    expect(streams.length).toBeGreaterThan(100);
    expect([...new Set(items.map(({ category, type }) => `${category} ${type}`))].sort()).toEqual([]);
  });

  test('registers contracts under numbers of the form that is asked of everybody', async () => {
    const { items } = await app.get(ReadModels).find<HistoryDocument>(historyProjection([]), { filter: { type: 'ContractRegistered' }, limit: 100 });
    expect(items.length).toBeGreaterThan(0);
    for (const { data } of items) expect(data['registrationNumber']).toMatch(REGISTRATION_NUMBER);
  });

  /** Every document of a read model. */
  const all = async <D>(projection: AnyProjection): Promise<readonly D[]> => {
    const documents: D[] = [];
    for (let cursor: string | undefined; ; ) {
      const { items, next } = await app.get(ReadModels).find(projection as never, { filter: {}, limit: 100, cursor });
      documents.push(...(items as unknown as readonly D[]));
      if (next === null) return documents;
      cursor = next;
    }
  };

  type Told = { declined: { reason: string } | null; teams: { status: string }[]; jurors: { recused: object | null }[]; unawarded: { ground: string } | null; contract: { status: string } | null; sales: object };
  type Versions = { versions: { content: { ip: { kind: string; status: string }[] } }[] };
  type Inside = readonly [name: string, projection: AnyProjection, of: (document: never) => readonly unknown[], states: readonly string[]];
  const INSIDE: readonly Inside[] = [
    ['interests', interestsProjection, ({ status }: { status: string }) => [status], INTEREST_STATUSES],
    ['confidentiality agreements', ndasProjection, ({ status }: { status: string }) => [status], NDA_STATUSES],
    ['disclosures of demands', disclosuresProjection, ({ status }: { status: string }) => [status], DISCLOSURE_STATUSES],
    ['answers to suggestions', suggestionsProjection, ({ answer }: { answer: string | null }) => [answer ?? 'awaited'], SUGGESTION_ANSWERS],
    ['reasons of declined proposals', proposalsProjection, ({ declined }: Told) => (declined ? [declined.reason] : []), DECLINE_REASONS],
    ['teams of challenges', challengesProjection, ({ teams }: Told) => teams.map(({ status }) => status), TEAM_STATUSES],
    ['contracts', transfersProjection, ({ contract }: Told) => (contract ? [contract.status] : []), CONTRACT_STATUSES],
    ['deposits', bidderSeatsProjection, ({ deposit }: { deposit: string }) => [deposit], DEPOSIT_STATES],
    ['grounds of withdrawn listings', listingsProjection, ({ steps }: { steps: { did: string; reason: string | null }[] }) => steps.flatMap(({ did, reason }) => (did === 'ListingWithdrawn' ? [reason] : [])), ['right_granted']],
    ['grounds of ended mandates', mandatesProjection, ({ ended }: { ended: { ground: string } | null }) => (ended ? [ended.ground] : []), MANDATE_END_GROUNDS],
    ['decisions of objections', priceNoticesProjection, ({ objections }: { objections: { outcome: string | null }[] }) => objections.map(({ outcome }) => outcome ?? 'open'), ['open', ...OBJECTION_OUTCOMES]],
    ['valuations', valuationsProjection, ({ withdrawnBecause }: { withdrawnBecause: string | null }) => [withdrawnBecause === null ? 'standing' : 'withdrawn'], ['standing', 'withdrawn']],
    ['webhooks', webhooksProjection, ({ paused }: { paused: string | null }) => [paused === null ? 'sending' : 'paused'], ['sending', 'paused']],
    ['suspended demands', demandsProjection, ({ suspended }: { suspended: string | null }) => [suspended === null ? 'shown' : 'suspended'], ['shown', 'suspended']],
    ['requests of completers', achievementsProjection, ({ requests }: { requests: { answer: { agreed: boolean } | null }[] }) => requests.map(({ answer }) => (answer === null ? 'open' : answer.agreed ? 'agreed' : 'refused')), ['open', 'agreed', 'refused']],
    ['grounds of voided notices', priceNoticesProjection, ({ voidedBecause }: { voidedBecause: string | null }) => [voidedBecause], VOID_GROUNDS],
    ['notices of related parties', priceNoticesProjection, ({ relatedParty }: { relatedParty: boolean }) => [relatedParty ? 'related' : 'not related'], ['related', 'not related']],
    ['ends of notices that are not certain', priceNoticesProjection, ({ provisional }: { provisional: boolean }) => [provisional ? 'provisional' : 'certain'], ['provisional', 'certain']],
    ['ends of biddings', biddingsProjection, ({ ground }: { ground: string | null }) => [ground], [...CLOSING_GROUNDS, ...BIDDING_CANCEL_GROUNDS]],
    ['imports', importsProjection, ({ status }: { status: string }) => [status], IMPORT_STATUSES],
    ['imports of', importsProjection, ({ kind }: { kind: string }) => [kind], IMPORT_KINDS],
    ['rights', achievementsProjection, ({ versions }: Versions) => versions.at(-1)!.content.ip.map(({ status }) => status), IP_STATUSES],
    ['patents', achievementsProjection, ({ versions }: Versions) => versions.at(-1)!.content.ip.flatMap(({ kind, status }) => (kind === 'patent' ? [status] : [])), ['applied', 'granted', 'lapsed']],
    ['tiers of files', achievementFilesProjection, ({ files }: { files: { tier: string }[] }) => files.map(({ tier }) => tier), SECRECY_TIERS],
    ['teams of challenges that run', challengesProjection, ({ status, teams }: { status: string } & Told) => (status === 'running' ? teams.map((team) => team.status) : []), ['entered', 'admitted', 'left']],
    ['tiers of achievements', achievementsProjection, ({ secrecy }: { secrecy: string }) => [secrecy], SECRECY_TIERS],
  ];
  test.each(INSIDE)('shows %s in every state', async (name, projection, of, states) => {
    const there = (await all<never>(projection)).flatMap(of);
    expect(states.filter((state) => !there.includes(state) && !CANNOT_BE_SHOWN[`${name} ${state}`])).toEqual([]);
    expect(states.filter((state) => there.includes(state) && CANNOT_BE_SHOWN[`${name} ${state}`])).toEqual([]);
  });

  test('shows an overdue objection, a price taken as listed, a suspended listing and a file', async () => {
    const models = app.get(ReadModels);
    expect(await models.count(priceNoticesProjection, { overdue: true })).toBeGreaterThan(0);
    expect(await models.count(listingsProjection, { hidden: true })).toBeGreaterThan(0);
    expect(JSON.stringify((await models.find(transfersProjection, { filter: {}, limit: 100 })).items)).toContain('listed_price');
    expect(await models.count(achievementFilesProjection, {})).toBeGreaterThan(0);
  });

  test('shows rights of every kind on the market, a mandate that ended, what its unit alone sees, an objection that was decided, and a link to deadlines', async () => {
    const models = app.get(ReadModels);
    const { items: listed } = await models.find(listingsProjection, { filter: { onMarket: true }, limit: 100 });
    const kinds = listed.flatMap((one) => (one as unknown as { achievement: { ip: readonly { kind: string }[] } | null }).achievement?.ip.map(({ kind }) => kind) ?? []);
    expect(IP_KINDS.filter((kind) => !kinds.includes(kind))).toEqual([]);
    const { items: mandates } = await models.find(mandatesProjection, { filter: {}, limit: 100 });
    expect(new Set(mandates.map(({ ended }) => ended === null))).toEqual(new Set([true, false]));
    expect(await models.count(achievementsProjection, { secrecy: 'restricted' })).toBe(4);
    const { items: notices } = await models.find(priceNoticesProjection, { filter: {}, limit: 100 });
    const outcomes = notices.flatMap(({ objections }) => (objections as readonly { outcome: string | null }[]).map(({ outcome }) => outcome));
    expect(outcomes).toEqual(expect.arrayContaining([null, 'rejected']));
    expect(await models.count(calendarLinksProjection, {})).toBe(1);
  });

  test('shows instruments that do what others across the border do, each with indicators of its own', async () => {
    const named = async (zh: string): Promise<InstrumentDocument> => (await all<InstrumentDocument>(instrumentsProjection)).find(({ name }) => name.zh === zh)!;
    const [here, there] = [await named('石墨炉原子吸收光谱仪'), await named('原子吸收光谱仪')];
    const wanted = { from: Date.parse(NOW), until: Date.parse('2026-12-09T04:00:00.000Z'), minutes: 120 };
    for (const [one, other] of [[here, there], [there, here]] as const) {
      const found = await app.get(Equivalents).of(one, wanted, undefined, null);
      expect(found.find(({ instrument }) => instrument._id === other._id)).toMatchObject({ reasons: [{ kind: 'words' }, { kind: 'field' }], distance: { km: expect.any(Number) as number } });
      expect(one.region).not.toBe(other.region);
    }
    expect((await named('差示扫描量热仪')).indicators?.zh).toMatch(/温度准确度/);
    expect((await all<InstrumentDocument>(instrumentsProjection)).filter(({ indicators }) => indicators?.zh.includes('测角')).map(({ name }) => name.zh)).toEqual(['X射线衍射仪']);
  });

  test('shows somebody who is asked to become a member and has not answered', async () => {
    const asked = (await all<MembershipsDocument>(membershipsProjection)).filter(({ askedBy }) => askedBy.length > 0);
    expect(asked).toMatchObject([{ organisations: [expect.any(String)], offers: [{ roles: ['expert'] }] }]);
  });

  test('shows imports that ended: in order whole, in part, and refused for what is wrong in them', async () => {
    const models = app.get(ReadModels);
    // They are worked off beside everything else.
    await until(async () => (await models.count(importsProjection, { open: true })) === 0);
    const { items } = await models.find(importsProjection, { filter: {}, limit: 100 });
    expect(items.map(({ kind, mode, status, done }) => [kind, mode, status, (done as { recorded: number }).recorded]).sort()).toEqual([
      ['achievements', 'all_or_nothing', 'refused', 0], ['achievements', 'dry_run', 'finished', 0], ['achievements', 'good_ones', 'finished', 3], ['demands', 'all_or_nothing', 'finished', 2],
      ['instruments', 'dry_run', 'finished', 0], ['organisations', 'good_ones', 'finished', 2],
    ]);
  });

  test('shows a laboratory week: moved, overdue, in a series, in an act, three at once, for a group, let pass by staff; an outage that ended early; a quota', async () => {
    const models = app.get(ReadModels);
    type Shown = { readonly _id: string; readonly overdueSince: string | null; readonly seriesId: string | null; readonly actId: string | null; readonly earlierSlots: readonly object[]; readonly overrides: readonly object[]; readonly replacesBookingId: string | null; readonly instrumentId: string; readonly from: string; readonly until: string; readonly startedAt: string | null; readonly usage: object | null; readonly groups: readonly string[] };
    const bookings: Shown[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await models.find(bookingsProjection, { filter: {}, sort: { field: 'from', direction: 'asc' }, limit: 100, cursor });
      bookings.push(...(page.items as unknown as readonly Shown[]));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(bookings.filter(({ overdueSince }) => overdueSince !== null).length).toBeGreaterThan(0);
    expect(new Set(bookings.flatMap(({ actId, instrumentId }) => (actId ? [instrumentId] : []))).size).toBe(2);
    expect(bookings.filter(({ seriesId }) => seriesId !== null)).toHaveLength(4);
    for (const some of [({ earlierSlots }: Shown) => earlierSlots.length > 0, ({ overrides }: Shown) => overrides.length > 0, ({ groups }: Shown) => groups.length > 1]) expect(bookings.some(some)).toBe(true);
    const side = bookings.filter((one) => bookings.filter(({ from, instrumentId }) => from === one.from && instrumentId === one.instrumentId).length === 3);
    expect(side).toHaveLength(6);
    // More than a dozen instruments of both regions are booked: every one that is in service.
    const { items: instruments } = await models.find<InstrumentDocument>(instrumentsProjection, { filter: {}, limit: 100 });
    expect(new Set(bookings.map(({ instrumentId }) => instrumentId))).toEqual(new Set(instruments.flatMap(({ _id, retired }) => (retired ? [] : [_id]))));
    expect(new Set(bookings.map(({ instrumentId }) => instrumentId)).size).toBeGreaterThan(12);
    // Now, at noon, the laboratories are closed and the cluster computes for three.
    const running = bookings.filter(({ startedAt, from, until: end, usage }) => startedAt !== null && usage === null && from <= NOW && NOW < end);
    expect(new Set(running.map(({ instrumentId }) => instrumentId)).size).toBe(1);
    expect(running).toHaveLength(3);
    const { items: outages } = await models.find(outagesProjection, { filter: {}, limit: 100 });
    expect(outages.some(({ endedAt }) => endedAt !== null)).toBe(true);
    // A rule of both regions that both agreed to, and one that waits for the other region.
    const national = await models.get<RecordedRuleSet>(ruleSetsProjection, 'CN');
    expect(national?.versions.listing_review_days?.map(({ proposedBy, recordedBy }) => proposedBy !== null && proposedBy !== recordedBy)).toEqual([true]);
    expect(national?.proposed.listing_review_days?.version).toBe(3);
    // One offer waits for its answer until tomorrow.
    const { items: offered } = await models.find(waitingProjection, { filter: { status: 'offered' }, limit: 100 });
    expect(offered.map(({ offer }) => (offer as { expiresAt: string }).expiresAt > NOW)).toEqual([true]);
  });
});
