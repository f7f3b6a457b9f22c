// What the calendars must bear: issue 5 "Speed", each figure beside its goal and, where a peer was measured, the peer's.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, rate, start } from './http.mjs';
import { p, signIn } from './search.mjs';

const built = process.env.BENCH_DIST ?? '../../dist';
const from = async (path) => import(`${built}/libs/${path}.js`);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** LibreBooking's best rate of sequential bookings over its API, of 37 to 43 a second (booking-systems page §5). */
const LIBREBOOKING_PER_SECOND = 43;

const both = { zh: '台', en: 'bench' };
const RULES = { zone: 'Asia/Shanghai', weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', until: '24:00' })), gridMinutes: 1, minMinutes: 1, maxMinutes: 60, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, horizonDays: 366 };
const description = { name: both, model: 'b', maker: 'b', country: 'CN', field: 'metrology', originValueFen: 1, fundingSource: 'own', commissionedOn: '2020-01-01', place: both, indicators: both, functions: both, openModes: ['self_operation'], tariff: { pricePerHourFen: 6_000, unitMinutes: 1 } };

const clientOf = async (server) => {
  const at = (path, body, headers) => call(server.address, body === undefined ? 'GET' : 'POST', `/api/v1${path}`, body, headers);
  const manager = (await signIn(server.address, 'office@academy.example')).headers;
  const user = (await signIn(server.address, 'engineer@firm.example')).headers;
  const instrument = async (rules = RULES) => {
    const { status, body } = await at('/instruments', { ...description, rules }, manager);
    if (status !== 201) throw new Error(`instrument: ${status} ${JSON.stringify(body)}`);
    return body.id;
  };
  const soon = Math.ceil(Date.now() / MINUTE) * MINUTE + 60 * MINUTE;
  const book = (id, i) => at(`/instruments/${id}/bookings`, { from: new Date(soon + i * MINUTE).toISOString(), until: new Date(soon + (i + 1) * MINUTE).toISOString() }, user);
  return { at, instrument, book };
};

/** One client, one booking after the other. */
const oneClient = async ({ instrument, book }) => {
  const ids = [];
  for (let i = 0; i < 8; i++) ids.push(await instrument());
  const one = async (i) => {
    const { status } = await book(ids[i % 8], Math.floor(i / 8));
    if (status !== 201) throw new Error(`booking: ${status}`);
  };
  await rate(1, 400, one);
  const perSecond = await rate(1, 2_000, (i) => one(400 + i));
  return { perSecond, librebooking: LIBREBOOKING_PER_SECOND, timesLibrebooking: perSecond / LIBREBOOKING_PER_SECOND, goal: 20 };
};

/** Sixteen clients want one slot, sixty times over. */
const oneSlot = async ({ instrument, book }) => {
  const warm = await instrument();
  for (let i = 0; i < 40; i++) await Promise.all(Array.from({ length: 16 }, () => book(warm, i)));
  const id = await instrument();
  let [doubled, losers, told] = [0, 0, 0];
  const began = performance.now();
  for (let round = 0; round < 60; round++) {
    const answers = await Promise.all(Array.from({ length: 16 }, () => book(id, 2 * round)));
    const won = answers.filter(({ status }) => status === 201).length;
    if (won !== 1) doubled++;
    for (const { status, body } of answers) if (status === 409) (losers++, (told += body.details.nearestFree.length > 0 ? 1 : 0));
  }
  return { rounds: 60, doubled, losers, toldNearestFree: told, perSecond: (60 * 16 * 1000) / (performance.now() - began), goal: 2_000 };
};

/** Two hundred clients on a thousand slots of twenty instruments: each wants five of them, each slot is wanted by several. */
const manyClients = async ({ instrument, book }) => {
  const ids = [];
  for (let i = 0; i < 20; i++) ids.push(await instrument());
  const wins = new Map();
  const statuses = {};
  const times = [];
  const began = performance.now();
  await Promise.all(Array.from({ length: 200 }, async (_, client) => {
    for (let n = 0; n < 10; n++) {
      const slot = (client * 7 + n * 101) % 1_000;
      const asked = performance.now();
      const { status } = await book(ids[slot % 20], Math.floor(slot / 20));
      times.push(performance.now() - asked);
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status === 201) wins.set(slot, (wins.get(slot) ?? 0) + 1);
    }
  }));
  const doubled = [...wins.values()].filter((count) => count > 1).length;
  return { perSecond: (times.length * 1000) / (performance.now() - began), answered: times.length, booked: statuses[201] ?? 0, refused: statuses[409] ?? 0, doubled, p99Milliseconds: p(times, 0.99), slowestMilliseconds: Math.max(...times), goal: 1_000 };
};

/** The week of fifty instruments, with so many bookings recorded of five hundred: the read documents are written by hand, as the projection makes them. */
const weekView = async (folder, server, bookings) => {
  const { instrument } = await clientOf(server);
  const ids = [];
  for (let i = 0; i < 50; i++) ids.push(await instrument());
  await server.stop();
  const [{ SqliteReadStore }, { bookingsProjection }, { collectionOf }] = await Promise.all(['kernel/src/sqlite-read-store', 'instruments/src/bookings.projection', 'kernel/src/projection'].map(from));
  const reads = new SqliteReadStore(join(folder, 'data', 'reads.db'));
  const collection = collectionOf(bookingsProjection);
  const epoch = await reads.acquire('projections', 'bench', new Date(Date.now() + DAY).toISOString(), 1);
  const monday = Math.floor(Date.now() / (7 * DAY)) * 7 * DAY + 4 * DAY;
  const others = Array.from({ length: 450 }, (_, n) => `0190c000-0000-7000-8000-${String(n).padStart(12, '0')}`);
  const calendars = [...ids, ...others];
  const documentOf = (n) => {
    const calendarId = calendars[n % 500];
    const at = monday + 60 * DAY - Math.floor(n / 500) * 90 * MINUTE;
    return {
      _id: `0190d000-0000-7000-8000-${String(n).padStart(12, '0')}`, calendarId, instrumentId: calendarId, ownerOrganisationId: others[0], organisationId: others[n % 40], personId: others[n % 400], bookedBy: others[n % 400],
      from: new Date(at).toISOString(), until: new Date(at + 60 * MINUTE).toISOString(), mode: null, priceFen: 30_000, tariff: { version: 1, pricePerHourFen: 30_000, unitMinutes: 30 }, external: true, groups: ['external'], status: 'booked', overrides: [],
      seriesId: null, actId: null, replacesBookingId: null, bookedAt: new Date(at - DAY).toISOString(), earlierSlots: [], startedAt: null, overdueSince: null, cancelledAt: null, late: false, reason: null, usage: null, confirmedAt: null, chargeFen: null,
    };
  };
  for (let n = 0; n < bookings; n += 5_000) {
    const writes = Array.from({ length: Math.min(5_000, bookings - n) }, (_, k) => documentOf(n + k)).map((document) => ({ id: document._id, position: '0000000000000001', document }));
    await reads.commit([{ collection, writes, checkpoint: null }], epoch);
  }
  await reads.close();
  const again = await start(process.env.BENCH_SCRIPT ?? 'scripts/start.mjs', { HEWU_DATA: join(folder, 'data') });
  const span = `from=${new Date(monday).toISOString()}&until=${new Date(monday + 7 * DAY).toISOString()}`;
  const [times, single] = [[], []];
  let shown = 0;
  for (let n = 0; n < 60; n++) {
    const began = performance.now();
    const { status, body } = await call(again.address, 'GET', `/api/v1/schedules?instruments=${ids.join()}&${span}`);
    if (status !== 200) throw new Error(`schedules: ${status} ${JSON.stringify(body)}`);
    shown = body.items.reduce((sum, { items }) => sum + items.length, 0);
    if (n >= 10) times.push(performance.now() - began);
  }
  for (let n = 0; n < 60; n++) {
    const began = performance.now();
    await call(again.address, 'GET', `/api/v1/instruments/${ids[n % 50]}/schedule?${span}`);
    if (n >= 10) single.push(performance.now() - began);
  }
  return { server: again, figures: { shown, p50Milliseconds: p(times, 0.5), p99Milliseconds: p(times, 0.99), ofOneInstrument: p(single, 0.5), goal: 50 } };
};

/** Instruments that are free for two hours within a week, among so many. */
const freeAmong = async (folder, server, instruments) => {
  const { instrument } = await clientOf(server);
  let next = 0;
  await Promise.all(Array.from({ length: 16 }, async () => {
    while (next++ < instruments) await instrument({ ...RULES, maxMinutes: 240 });
  }));
  const day = Math.ceil(Date.now() / DAY) * DAY + 2 * DAY;
  const asked = `/api/v1/instruments?freeFrom=${new Date(day).toISOString()}&freeUntil=${new Date(day + 7 * DAY).toISOString()}&minutes=120&limit=20`;
  const times = [];
  let count = 0;
  for (let n = 0; n < 60; n++) {
    const began = performance.now();
    const { status, body } = await call(server.address, 'GET', asked);
    if (status !== 200) throw new Error(`free: ${status} ${JSON.stringify(body)}`);
    count = body.count;
    if (n >= 10) times.push(performance.now() - began);
  }
  return { free: count, p50Milliseconds: p(times, 0.5), p99Milliseconds: p(times, 0.99), goal: 100 };
};

/** Bookings of one calendar, one after another over the years, of which all but the last few are over: what the last cost beside the hundredth. */
const longCalendar = async (bookings) => {
  const [{ SqliteEventStore }, { SqliteKeyVault }, { Codec }, { ManualClock }, { newId }, { Kernel }, { calendar }, { calendarEvents }, { PLAIN_RULES }] = await Promise.all(
    ['kernel/src/sqlite-event-store', 'kernel/src/key-vault', 'kernel/src/codec', 'kernel/src/clock', 'kernel/src/ids', 'kernel/src/handle', 'instruments/src/calendar.decider', 'instruments/src/calendar-events', 'instruments/src/opening-rules'].map(from));
  const folder = mkdtempSync(join(tmpdir(), 'hewu-bench-calendar-'));
  const clock = new ManualClock('2026-03-02T00:00:00.000Z');
  const store = new SqliteEventStore(join(folder, 'events.db'), clock);
  const vault = new SqliteKeyVault(join(folder, 'keys.db'));
  const kernel = new Kernel(store, new Codec([calendarEvents], vault), clock);
  const context = () => ({ commandId: newId(), fingerprint: 'f', correlationId: 'k', causationId: 'k', actor: 'system:bench', onBehalfOf: null, region: null, legalBasis: null });
  const calendarId = newId();
  const rules = { ...PLAIN_RULES, ...RULES, weekly: RULES.weekly.map((hours) => ({ ...hours, groups: null })), horizonDays: 30 };
  await kernel.handle(calendar, calendarId, { do: 'open', calendarId, ownerOrganisationId: 'owner', rules, capacity: 1, now: clock.now() }, context());
  const facts = { holidays: [], tariff: { version: 1, pricePerHourFen: 6_000, unitMinutes: 1 }, ownerOrganisationId: 'owner', retired: false, idTaken: false, groups: [], user: { suspendedUntil: null, missing: [] }, grounds: { qualificationId: null, terms: [] }, mayBookFor: true, staff: false };
  const times = [];
  for (let n = 0; n < bookings; n++) {
    clock.advance(30 * MINUTE);
    const at = Date.parse(clock.now()) + 5 * DAY;
    const person = `person-${n % 300}`;
    const data = { bookingId: newId(), calendarId, instrumentId: calendarId, organisationId: `firm-${n % 40}`, personId: person, bookedBy: person, from: new Date(at).toISOString(), until: new Date(at + 30 * MINUTE).toISOString(), mode: null, overrides: [], holdId: null, offerId: null, actId: null };
    const began = performance.now();
    const answer = await kernel.handle(calendar, calendarId, { do: 'book', data, facts: { ...facts, now: clock.now() } }, context());
    times.push(performance.now() - began);
    if ('refused' in answer) throw new Error(`booking ${n}: ${JSON.stringify(answer)}`);
  }
  await store.close();
  await vault.close();
  rmSync(folder, { recursive: true });
  // As many are ahead (240) when the five-hundredth is booked as when the last one is.
  const around = (n) => p(times.slice(n - 100, n + 100), 0.5);
  return { bookings, hundredthMilliseconds: p(times.slice(60, 160), 0.5), fullMilliseconds: around(500), lastMilliseconds: around(bookings - 100), ratio: around(bookings - 100) / around(500), goal: 1.3 };
};

/** A month of the seeded simulation. */
const simulatedMonth = async () => {
  const { month } = await import(`${built}/test/sim/month.js`);
  const { milliseconds, events, broken } = await month(1, 30);
  return { seconds: milliseconds / 1_000, events, broken: broken.length, goal: 60 };
};

/** Figures of the calendars. */
export const measureInstruments = async ({ script = process.env.BENCH_SCRIPT ?? 'scripts/start.mjs', bookings = 1_000_000, instruments = 5_000, long = 100_000, say = () => undefined } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'hewu-bench-instruments-'));
  const env = { HEWU_DATA: join(folder, 'data') };
  await (await start(script, env)).stop();
  const server = await start(script, env);
  const client = await clientOf(server);
  say('bookings by one client, by sixteen on one slot, by two hundred …');
  const results = { bookingsOneClient: await oneClient(client), oneSlot60Rounds: await oneSlot(client), clients200: await manyClients(client) };
  say(`the week of fifty instruments among ${bookings} bookings …`);
  const { server: full, figures } = await weekView(folder, server, bookings);
  results[`weekOf50Among${bookings}`] = figures;
  say(`free time of ${instruments} instruments …`);
  results[`freeAmong${instruments}`] = await freeAmong(folder, full, instruments);
  await full.stop();
  rmSync(folder, { recursive: true });
  say(`${long} bookings of one calendar …`);
  results[`booking${long}OfOneCalendar`] = await longCalendar(long);
  say('a simulated month …');
  results.simulatedMonth = await simulatedMonth();
  return results;
};
