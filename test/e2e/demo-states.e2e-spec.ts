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
import { OUTAGE_TREATMENTS } from '@hewu/instruments/src/events.js';
import { instrumentsProjection, REPORTING_STATES } from '@hewu/instruments/src/instruments.projection.js';
import { outagesProjection } from '@hewu/instruments/src/outages.projection.js';
import { waitingProjection, WAITING_STATUSES } from '@hewu/instruments/src/waiting.projection.js';
import { feedLinksProjection } from '@hewu/feeds/src/personal-feeds.projection.js';
import { feedSlotsProjection } from '@hewu/feeds/src/slots.projection.js';
import { importsProjection } from '@hewu/imports/src/imports.projection.js';
import { calendarLinksProjection } from '@hewu/inbox/src/calendar-links.projection.js';
import { ManualClock } from '@hewu/kernel/src/clock.js';
import type { AnyProjection } from '@hewu/kernel/src/projection.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { IP_KINDS } from '@hewu/listings/src/achievement-content.js';
import { achievementFilesProjection } from '@hewu/listings/src/achievement-files.projection.js';
import { LISTING_STATUSES } from '@hewu/listings/src/listing-state.js';
import { achievementsProjection } from '@hewu/listings/src/achievements.projection.js';
import { listingsProjection } from '@hewu/listings/src/listings.projection.js';
import { mandatesProjection } from '@hewu/listings/src/mandates.projection.js';
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
  'the waiting list passed_over': 'whoever waits could book when they joined, and in the demonstration week nobody is suspended or loses a certificate while they wait',
  'listings expired': 'a listing lives twelve months, the demonstration sixty days',
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
    expect(await models.count(achievementsProjection, { secrecy: 'restricted' })).toBe(1);
    const { items: notices } = await models.find(priceNoticesProjection, { filter: {}, limit: 100 });
    const outcomes = notices.flatMap(({ objections }) => (objections as readonly { outcome: string | null }[]).map(({ outcome }) => outcome));
    expect(outcomes).toEqual(expect.arrayContaining([null, 'rejected']));
    expect(await models.count(calendarLinksProjection, {})).toBe(1);
  });

  test('shows imports that ended: in order whole, in part, and refused for what is wrong in them', async () => {
    const models = app.get(ReadModels);
    // They are worked off beside everything else.
    await until(async () => (await models.count(importsProjection, { open: true })) === 0);
    const { items } = await models.find(importsProjection, { filter: {}, limit: 100 });
    expect(items.map(({ kind, mode, status, done }) => [kind, mode, status, (done as { recorded: number }).recorded]).sort()).toEqual([
      ['achievements', 'all_or_nothing', 'refused', 0], ['achievements', 'dry_run', 'finished', 0], ['achievements', 'good_ones', 'finished', 3], ['demands', 'all_or_nothing', 'finished', 2],
    ]);
  });

  test('shows a laboratory week: moved, overdue, in a series, in an act, three at once, for a group, let pass by staff; an outage that ended early; a quota', async () => {
    const models = app.get(ReadModels);
    type Shown = { readonly _id: string; readonly overdueSince: string | null; readonly seriesId: string | null; readonly actId: string | null; readonly earlierSlots: readonly object[]; readonly overrides: readonly object[]; readonly replacesBookingId: string | null; readonly instrumentId: string; readonly from: string; readonly groups: readonly string[] };
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
    expect(side).toHaveLength(3);
    // A dozen instruments of both regions are in use.
    expect(new Set(bookings.map(({ instrumentId }) => instrumentId)).size).toBe(12);
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
