// npm run bench [-- --json] [-- --only stores,http]: every figure beside its reference of the same run. Nothing here fails a build.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, rate, start } from './http.mjs';
import { measureFreeInPeriod } from './free-in-period.mjs';
import { measureImport } from './import.mjs';
import { measureInstruments } from './instruments.mjs';
import { measureMarket } from './market.mjs';
import { measureSearch } from './search.mjs';
import { measureStores } from './stores.mjs';

const json = process.argv.includes('--json');
const say = (line) => json || console.log(line);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const measureHttp = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hewu-bench-http-'));
  const env = { HEWU_DATA: join(folder, 'data') };
  await (await start('scripts/start.mjs', env)).stop();
  const server = await start('scripts/start.mjs', { ...env });
  const memoryMB = Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
  const bare = await start('test/bench/bare-server.mjs');
  const at = (path, body, headers) => call(server.address, body === undefined ? 'GET' : 'POST', `/api/v1${path}`, body, headers);
  const signIn = async (mail) => {
    const { body: { accessToken } } = await at('/sessions', { mail, password: 'hewu-demo-2026' });
    const authorization = `Bearer ${accessToken}`;
    const { body: me } = await at('/me', undefined, { authorization });
    return { authorization, 'x-acting-for': me.memberships[0].organisationId };
  };
  // An owner without quotas, so that what is measured is one calendar, and no limit is reached.
  const manager = await signIn('office@academy.example');
  // Somebody who asked for no mail, for slots days ahead, as most are booked: reminders and invitations are events of their own, each at its time.
  const user = await signIn('director@firm.example');
  const both = { zh: '台', en: 'bench' };
  const instrument = async () => (await at('/instruments', {
    name: both, model: 'b', maker: 'b', country: 'CN', field: 'metrology', originValueFen: 1, fundingSource: 'own', commissionedOn: '2020-01-01', place: both, indicators: both, functions: both, openModes: ['self_operation'],
    tariff: { pricePerHourFen: 6_000, unitMinutes: 1 },
    rules: { zone: 'Asia/Shanghai', weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', until: '24:00' })), gridMinutes: 1, minMinutes: 1, maxMinutes: 60, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, horizonDays: 366 },
  }, manager)).body.id;
  const soon = Math.ceil(Date.now() / MINUTE) * MINUTE + 10 * DAY;
  const slot = (i) => ({ from: new Date(soon + i * MINUTE).toISOString(), until: new Date(soon + (i + 1) * MINUTE).toISOString() });
  const book = (id, i) => at(`/instruments/${id}/bookings`, slot(i), user);
  const statuses = {};
  const expectBooked = async (answer) => { statuses[answer.status] = (statuses[answer.status] ?? 0) + 1; };
  const results = {};
  for (const clients of [1, 16]) {
    // Both servers have compiled what they run before they are timed.
    await rate(clients, 300, (i) => call(bare.address, 'POST', '/bookings', slot(i)));
    const warming = await instrument();
    await rate(clients, 300, async (i) => expectBooked(await book(warming, i)));
    const ours = [];
    const reference = [];
    for (let round = 0; round < 3; round++) {
      const ids = [];
      for (let i = 0; i < 8; i++) ids.push(await instrument());
      reference.push(await rate(clients, 1_000, (i) => call(bare.address, 'POST', '/bookings', slot(i))));
      ours.push(await rate(clients, 1_000, async (i) => expectBooked(await book(ids[i % 8], Math.floor(i / 8)))));
    }
    const middle = (values) => values.toSorted((a, b) => a - b)[1];
    results[`booking${clients}Clients`] = { perSecond: middle(ours), reference: middle(reference), goal: 0.4 };
  }
  results.bookingStatuses = statuses;
  const contested = await instrument();
  let winners = 0;
  const began = performance.now();
  for (let round = 0; round < 60; round++) {
    const answers = await Promise.all(Array.from({ length: 16 }, () => book(contested, round)));
    if (answers.filter(({ status }) => status === 201).length === 1) winners++;
  }
  results.oneSlot16Clients = { rounds: 60, oneWinnerEach: winners, perSecond: (60 * 16 * 1000) / (performance.now() - began) };
  const long = await instrument();
  const times = [];
  for (let i = 0; i < 1_010; i++) {
    const from = performance.now();
    await book(long, i);
    times.push(performance.now() - from);
  }
  const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  results.thousandthToTenth = { ratio: median(times.slice(960, 1_010)) / median(times.slice(10, 60)), goal: 1.3 };
  results.bids200 = await bidsInOneSecond(at, [await signIn('director@firm.example'), await signIn('office@academy.example')]);
  await server.stop();
  await bare.stop();
  const starts = [];
  for (let i = 0; i < 3; i++) {
    const again = await start('scripts/start.mjs', env);
    starts.push(again.readyAfter);
    await again.stop();
  }
  results.coldStart = { milliseconds: Math.round(median(starts)), goal: 1_500 };
  results.memoryAtStart = { megabytes: memoryMB, goal: 200 };
  rmSync(folder, { recursive: true });
  return results;
};

/** Two hundred bids on the demonstration's running bidding, one every five milliseconds, by two bidders in turn; a bid that was topped meanwhile is answered too. */
const bidsInOneSecond = async (at, bidders) => {
  const { body: { items: [bidding] } } = await at('/biddings?status=open', undefined, bidders[0]);
  const times = [];
  const statuses = {};
  const bid = async (n) => {
    const from = performance.now();
    const { status } = await at(`/biddings/${bidding.id}/bids`, { amountFen: bidding.nextAtLeastFen + n * bidding.incrementFen }, bidders[n % 2]);
    times.push(performance.now() - from);
    statuses[status] = (statuses[status] ?? 0) + 1;
  };
  await Promise.all(Array.from({ length: 200 }, (_, n) => new Promise((resolve, reject) => setTimeout(() => bid(n).then(resolve, reject), n * 5))));
  return { answered: times.length, placed: statuses[201] ?? 0, p99Milliseconds: times.toSorted((a, b) => a - b)[197], goal: 300 };
};

const parts = {
  stores: () => measureStores([100_000, 1_000_000]),
  search: () => measureSearch({ say }),
  market: () => measureMarket({ say }),
  free: () => measureFreeInPeriod({ say }),
  http: () => measureHttp(),
  instruments: () => measureInstruments({ say }),
  import: () => measureImport(),
};
const asked = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1]?.split(',') ?? [] : Object.keys(parts);
const unknown = asked.find((name) => !(name in parts));
if (unknown !== undefined || asked.length === 0) {
  console.error(`--only takes some of ${Object.keys(parts).join(',')}, not "${unknown ?? ''}"`);
  process.exit(1);
}
const results = {};
for (const name of asked) {
  say(`${name} …`);
  Object.assign(results, await parts[name]());
}
for (const figure of Object.values(results)) if (figure.reference) figure.ratio = figure.perSecond / figure.reference;
if (json) console.log(JSON.stringify(results, null, 2));
else console.table(Object.fromEntries(Object.entries(results).map(([name, figure]) => [name, Object.fromEntries(Object.entries(figure).map(([key, value]) => [key, Math.round(value * 100) / 100]))])));
