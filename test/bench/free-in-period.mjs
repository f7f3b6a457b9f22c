// "Free in this period" over 5 000 instruments of both regions, half of their time booked, over HTTP.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, start } from './http.mjs';
import { p, signIn } from './search.mjs';

const built = process.env.BENCH_DIST ?? '../../dist';
const from = async (path) => import(`${built}/libs/${path}.js`);

const DAY = 86_400_000;
const HOUR = 3_600_000;
const FIELDS = ['materials', 'chemistry', 'life_science', 'food', 'mechanical', 'electronics', 'information', 'environment', 'metrology'];
const NAMES = [['扫描电子显微镜', 'Scanning electron microscope'], ['液相色谱仪', 'Liquid chromatograph'], ['热重分析仪', 'Thermogravimetric analyser'], ['三坐标测量机', 'Coordinate measuring machine'], ['基因测序仪', 'Sequencer'], ['振动试验台', 'Vibration bench']];
const QUERIES = ['', '&q=%E6%98%BE%E5%BE%AE%E9%95%9C', '&region=511622', '&field=food,materials&sort=cheapest', '&selfOperation=yes&sort=soonest'];

/** Opening hours that differ as those of real owners do: a few hundred ways. */
const rulesOf = (i) => ({
  zone: 'Asia/Shanghai', weekly: [1, 2, 3, 4, 5].flatMap((day) => [{ day, from: `0${7 + (i % 3)}:${i % 2 ? '30' : '00'}`, until: '12:00', groups: null }, { day, from: '13:00', until: `${17 + (i % 5)}:${i % 7 ? '00' : '30'}`, groups: i % 11 ? null : ['own'] }]),
  overrides: [], closures: i % 13 ? [] : [{ fromOn: '2026-02-10', untilOn: `2026-02-${11 + (i % 15)}`, reason: '春节' }], holidays: { kept: i % 4 ? 'closed' : 'open', groups: [] }, weekStartsOn: 1, gridMinutes: 30, minMinutes: 30, maxMinutes: 480, bufferBeforeMinutes: 0, bufferAfterMinutes: (i % 2) * 30,
  horizonDays: 60, horizonDaysOf: [], notice: { bookMinutes: 60, changeMinutes: 0, cancelMinutes: 0 }, lockMinutes: 0, gapMinutes: 0, limits: [], openLimits: [], confirmation: 'automatic', holdMinutes: 10, offerMinutes: 120, checkInEarlyMinutes: 15, noShowMinutes: null, earlyFinish: { atLeastMinutes: 30, lookAheadMinutes: 120 },
});

/** Written into the log of a demonstration world that is not running. */
const fill = async (folder, { instruments, bookings, organisationId }) => {
  const [{ SqliteEventStore }, { SqliteKeyVault }, { Codec }, { systemClock }, { newId }, { instrumentEvents, calendarEvents }] = await Promise.all(['kernel/src/sqlite-event-store', 'kernel/src/key-vault', 'kernel/src/codec', 'kernel/src/clock', 'kernel/src/ids', 'instruments/src/events'].map(from));
  const store = new SqliteEventStore(join(folder, 'events.db'), systemClock);
  const vault = new SqliteKeyVault(join(folder, 'keys.db'));
  const codec = new Codec([instrumentEvents, calendarEvents], vault);
  const now = new Date().toISOString();
  const metadata = () => ({ commandId: newId(), fingerprint: 'f'.repeat(64), correlationId: newId(), causationId: newId(), actor: 'system:bench', onBehalfOf: organisationId, region: '500117', legalBasis: null, occurredAt: now });
  const append = async (stream, events) => store.append(stream, await Promise.all(events.map((event) => codec.encode(stream, event, newId(), metadata()))), -1);
  const midnight = Math.floor((Date.now() + 8 * HOUR) / DAY) * DAY - 8 * HOUR;
  for (let start_ = 0; start_ < instruments; start_ += 250) {
    await Promise.all(Array.from({ length: Math.min(250, instruments - start_) }, async (_, k) => {
      const i = start_ + k;
      const instrumentId = newId();
      const [zh, en] = NAMES[i % NAMES.length];
      const both = { zh: `${zh} ${i}`, en: `${en} ${i}` };
      const tariff = { version: 1, pricePerHourFen: (i % 80) * 1_000, unitMinutes: 30 };
      await append(`calendar-${instrumentId}`, [
        { type: 'CalendarOpened', data: { calendarId: instrumentId, ownerOrganisationId: organisationId, rules: rulesOf(i), rulesVersion: 1, capacity: 1, openedAt: now } },
        ...Array.from({ length: bookings }, (_slot, n) => {
          const at = midnight + (1 + Math.floor(n / 2)) * DAY + (n % 2 ? 13 : 9) * HOUR;
          const [from_, until] = [new Date(at).toISOString(), new Date(at + 2 * HOUR).toISOString()];
          return { type: 'SlotBooked', data: { bookingId: newId(), calendarId: instrumentId, instrumentId, ownerOrganisationId: organisationId, organisationId, personId: organisationId, bookedBy: organisationId, from: from_, until, busyFrom: from_, busyUntil: until, priceFen: 0, tariff, rulesVersion: 1, external: true, confirmed: true, missedAt: until, mode: null, groups: ['external'], grounds: { qualificationId: null, terms: [] }, overrides: [], holdId: null, offerId: null, seriesId: null, actId: null, replacesBookingId: null, bookedAt: now } };
        }),
      ]);
      await append(`instrument-${instrumentId}`, [
        { type: 'InstrumentRegistered', data: { instrumentId, calendarId: instrumentId, ownerOrganisationId: organisationId, ownerKind: 'research_institute', region: i % 2 ? '500117' : '511622', name: both, model: `B-${i}`, maker: '示例', country: 'CN', field: FIELDS[i % 9], classCode: null, assetNumber: null, originValueFen: 1, fundingSource: 'own', commissionedOn: '2020-01-01', place: both, coordinates: null, indicators: both, functions: both, serviceContent: null, feeStandard: null, openModes: [i % 3 ? 'self_operation' : 'sample_drop'], contactRole: 'instrument_manager', inSharingScope: false, sharingRule: null, registeredAt: now } },
        { type: 'TariffSet', data: { instrumentId, tariff, setAt: now } },
      ]);
    }));
  }
  await store.close();
  await vault.close();
};

/** Figures of one world with so many instruments, each with so many bookings ahead. `script` starts the server. */
export const measureFreeInPeriod = async ({ instruments = 5_000, bookings = 20, script = 'scripts/start.mjs', say = () => undefined } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'hewu-bench-free-'));
  const env = { HEWU_DATA: join(folder, 'data') };
  const first = await start(script, env);
  const { organisationId } = await signIn(first.address, 'office@institute.example');
  await first.stop();
  say(`${instruments} instruments with ${bookings} bookings each into the log …`);
  await fill(env.HEWU_DATA, { instruments, bookings, organisationId });
  const server = await start(script, env);
  const at = (path) => call(server.address, 'GET', `/api/v1${path}`);
  for (let n = -1; ; ) {
    const { body } = await at('/instruments?limit=1');
    if (body.count >= instruments && body.count === n) break;
    n = body.count;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  const ask = async (ahead, days, minutes, query) => {
    const begins = Math.ceil(Date.now() / HOUR) * HOUR + ahead * DAY;
    const began = performance.now();
    const { status, body } = await at(`/instruments?limit=20&freeFrom=${new Date(begins).toISOString()}&freeUntil=${new Date(begins + days * DAY).toISOString()}&minutes=${minutes}${query}`);
    if (status !== 200) throw new Error(`${query}: ${status} ${JSON.stringify(body)}`);
    return { took: performance.now() - began, count: body.count };
  };
  const cold = await ask(1, 7, 120, '');
  const periodsOf = (round) => [[1, 7, 120], [0, 1, 60], [round + 2, 3, 240], [10, 30, 480]];
  // Once before it is timed: the server has compiled what it runs.
  for (const query of QUERIES) for (const [ahead, days, minutes] of periodsOf(9)) await ask(ahead, days, minutes, query);
  const times = [];
  const slowest = [];
  for (let round = 0; round < 8; round++) {
    for (const query of QUERIES) for (const [ahead, days, minutes] of periodsOf(round)) {
      const { took, count } = await ask(ahead, days, minutes, query);
      times.push(took);
      slowest.push(`${Math.round(took)} ms, ${count} found: ${days} days, ${minutes} minutes ${query}`);
    }
  }
  say(`slowest: ${slowest.toSorted((a, b) => parseInt(b) - parseInt(a)).slice(0, 5).join(' | ')}`);
  const megabytes = Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]) / 1024);
  await server.stop();
  rmSync(folder, { recursive: true });
  return { [`freeInPeriod${instruments}`]: { searches: times.length, coldMilliseconds: cold.took, p50Milliseconds: p(times, 0.5), p99Milliseconds: p(times, 0.99), goal: 100, megabytes } };
};

if (process.argv[1]?.endsWith('free-in-period.mjs')) console.log(await measureFreeInPeriod({ say: (line) => console.error(line), ...(process.env.BENCH_SCRIPT ? { script: process.env.BENCH_SCRIPT } : {}) }));
