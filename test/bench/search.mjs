// Searching 100 000 listings over HTTP, and publishing one while 10 000 saved searches wait.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, start } from './http.mjs';

/** What was built; elsewhere when something else is being built at the same time. */
const built = process.env.BENCH_DIST ?? '../../dist';
const from = async (path) => import(`${built}/libs/${path}.js`);

const THINGS = [['花椒油', 'prickly-ash oil'], ['火锅底料', 'hotpot base'], ['柑橘', 'citrus'], ['蚕丝', 'silk'], ['摩托车', 'motorcycle'], ['镁合金', 'magnesium alloy'], ['工业网关', 'industrial gateway'], ['中药饮片', 'decoction pieces'], ['页岩气', 'shale gas'], ['锂离子电池', 'lithium battery'], ['石墨烯', 'graphene'], ['机器视觉', 'machine vision'], ['减震器', 'shock absorber'], ['辣椒素', 'capsaicin'], ['医用敷料', 'wound dressing'], ['水稻', 'rice']];
const WAYS = [['低温萃取', 'low-temperature extraction'], ['连续干燥', 'continuous drying'], ['在线检测', 'inline inspection'], ['激光焊接', 'laser welding'], ['分选', 'sorting'], ['加密', 'encryption'], ['压铸', 'die casting'], ['冷链保鲜', 'cold-chain preservation'], ['酶法制备', 'enzymatic preparation'], ['数字孪生', 'digital twin'], ['余热回收', 'heat recovery'], ['废水处理', 'wastewater treatment']];
const WHATS = [['工艺', 'process'], ['装备', 'equipment'], ['系统', 'system'], ['方法', 'method'], ['材料', 'material'], ['软件', 'software']];
const SYLLABLES = [...'安博川达恩风高海健科朗明宁欧鹏清睿盛天唯祥远泽'];
const INDUSTRIES = ['C1331', 'C1469', 'A0141', 'C1771', 'C3752', 'C3252', 'I6520', 'C2730', 'B0720', 'C3841', 'C3091', 'C3979'];
const IPC = ['C11B 1/10', 'B07C 5/34', 'G06V 10/00', 'H04L 9/08', 'B23K 26/24', 'A23L 27/10', 'H01M 10/05', 'F16F 9/32', 'A61L 15/22', 'C02F 1/00'];
const MODES = ['assignment', 'exclusive_licence', 'sole_licence', 'ordinary_licence'];

/** The i-th listing, always the same: a mixed text of both languages, of the length that real ones have. */
const contentOf = (i) => {
  const pick = (list, n) => list[(i * 7919 + n * 104729 + Math.floor(i / list.length)) % list.length];
  const [thing, thingEn] = pick(THINGS, 1);
  const [way, wayEn] = pick(WAYS, 2);
  const [what, whatEn] = pick(WHATS, 3);
  const brand = pick(SYLLABLES, 4) + pick(SYLLABLES, 5) + pick(SYLLABLES, 6);
  return {
    title: `${brand}${thing}${way}${what}`, titleEn: `${wayEn} ${whatEn} for ${thingEn}`,
    abstract: `针对${thing}生产中能耗高、批次间质量不稳定的问题，采用${way}与过程控制，第 ${i % 977} 号中试线连续运行，产品合格率由 91.${i % 10}% 提高到 98.${i % 7}%，单位能耗下降 ${10 + (i % 23)}%。`,
    abstractEn: `The ${whatEn} uses ${wayEn} to make ${thingEn} with less energy and steady quality; pilot line ${i % 977} ran for ${30 + (i % 300)} days.`,
    problemSolved: `${thing}加工损失大，人工成本高。`, incumbent: `传统间歇式${what}`, advantages: [{ measure: '单位能耗', unit: 'kWh', ours: 40 + (i % 13), theirs: 70 }],
    serviceGround: 'work_task', ip: i % 3 === 0 ? [] : [{ kind: pick(['patent', 'software_copyright', 'plant_variety'], 7), number: null, title: `一种${thing}${way}${what}`, status: pick(['applied', 'granted', 'registered'], 8), filedOn: null, grantedOn: null, firstUsedOn: null, woodyOrVine: null, holderOrganisationId: null, expiresOn: null }],
    ipc: [pick(IPC, 9)], industry: pick(INDUSTRIES, 10), maturity: { level: 1 + (i % 9), edition: 'GB/T 22900-2022', assessor: 'SELF', evidence: '检测报告' },
    completers: [], fundingSource: 'own', secrecy: 'public', completedOn: '2025-06-30',
  };
};

const QUERIES = ['', '花椒油', 'huajiaoyou', 'Sichuan pepper', '低温萃取', 'graphene sorting', '摩托车 压铸', 'huajiao 干燥', 'extracton', '花交油', 'hjy', '机器视觉在线检测系统', 'wastewater', '石墨烯', '工艺', '加工损失'];
const NARROWED = ['', '&region=500117', '&trl=7,8,9', '&industry=C13,C14&mode=assignment', '&field=C,G&price=to_100k', '&ipStatus=granted&sort=cheapest'];

export const p = (times, part) => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))];

export const signIn = async (address, mail) => {
  const { body: { accessToken } } = await call(address, 'POST', '/api/v1/sessions', { mail, password: 'hewu-demo-2026' });
  const authorization = `Bearer ${accessToken}`;
  const { body: me } = await call(address, 'GET', '/api/v1/me', undefined, { authorization });
  return { headers: { authorization, 'x-acting-for': me.memberships[0].organisationId }, organisationId: me.memberships[0].organisationId, personId: me.id };
};

/** Written into the log of a demonstration world that is not running: so many listings of its institute, and so many saved searches. */
export const fill = async (folder, { listings, searches, organisationId }) => {
  const [{ SqliteEventStore }, { SqliteKeyVault }, { Codec }, { systemClock }, { newId }, { listingEvents }, { savedSearchEvents }] = await Promise.all(
    ['kernel/src/sqlite-event-store', 'kernel/src/key-vault', 'kernel/src/codec', 'kernel/src/clock', 'kernel/src/ids', 'listings/src/events', 'search/src/events'].map(from));
  const store = new SqliteEventStore(join(folder, 'events.db'), systemClock);
  const vault = new SqliteKeyVault(join(folder, 'keys.db'));
  const codec = new Codec([listingEvents, savedSearchEvents], vault);
  const metadata = (occurredAt) => ({ commandId: newId(), fingerprint: 'f'.repeat(64), correlationId: newId(), causationId: newId(), actor: 'system:bench', onBehalfOf: organisationId, region: '500117', legalBasis: null, occurredAt });
  const append = async (stream, events, at) => store.append(stream, await Promise.all(events.map((event) => codec.encode(stream, event, newId(), metadata(at)))), -1);
  const now = Date.now();
  for (let i = 0; i < listings; i += 500) {
    await Promise.all(Array.from({ length: Math.min(500, listings - i) }, (_, k) => {
      const listingId = newId();
      const achievementId = newId();
      const content = contentOf(i + k);
      const region = (i + k) % 2 ? '500117' : '511622';
      const at = new Date(now - 40 * 86_400_000 + (i + k) * 10).toISOString();
      const offer = { mode: MODES[(i + k) % 4], price: (i + k) % 5 ? { kind: 'asked', fen: 1_000_000 + ((i + k) % 997) * 500_000 } : { kind: 'negotiable' }, nextStep: '看样', economics: null, evidence: [], availability: null };
      return append(`listing-${listingId}`, [
        { type: 'ListingDrafted', data: { listingId, achievementId, organisationId, region, draftedBy: organisationId, offer, agentOrganisationId: null, mandateId: null } },
        { type: 'ListingSubmitted', data: { listingId, round: 1, submittedBy: organisationId, offer, achievementVersion: 1, achievement: content, interested: [], files: [] } },
        { type: 'ListingPublished', data: { listingId, round: 1, achievementId, achievementVersion: 1, organisationId, region, mode: offer.mode, price: offer.price, publishedBy: organisationId, expiresAt: new Date(now + 300 * 86_400_000).toISOString(), listedForMonths: 12, rule: null } },
      ], at);
    }));
  }
  const rule = { id: 'person_saved_searches', jurisdiction: 'CN', version: 1, amount: 20, unit: 'count', force: 'default', article: '-', verification: 'proposal' };
  for (let i = 0; i < searches; i += 10) {
    const personId = newId();
    await append(`savedSearches-${personId}`, Array.from({ length: 10 }, (_, k) => {
      const content = contentOf((i + k) * 31);
      const words = [content.title.slice(3), content.title.slice(3, -2), content.titleEn.split(' for ')[1], `${content.title.slice(0, 3)}`][(i + k) % 4];
      return { type: 'SearchSaved', data: { searchId: newId(), personId, name: `检索 ${i + k}`, query: { q: words, narrowed: (i + k) % 2 ? [{ facet: 'region', values: ['500117'] }] : [] }, alert: 'at_once', rule } };
    }), new Date(now).toISOString());
  }
  await store.close();
  await vault.close();
};

/** Figures of one world with so many listings and saved searches. `script` starts the server. */
export const measureSearch = async ({ listings = 100_000, searches = 10_000, script = 'scripts/start.mjs', say = () => undefined } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'hewu-bench-search-'));
  const env = { HEWU_DATA: join(folder, 'data') };
  const first = await start(script, env);
  const { organisationId } = await signIn(first.address, 'office@institute.example');
  await first.stop();
  say(`${listings} listings and ${searches} saved searches into the log …`);
  await fill(env.HEWU_DATA, { listings, searches, organisationId });
  say('read models …');
  const server = await start(script, env);
  const at = (path, body, headers = {}, method = body === undefined ? 'GET' : 'POST') => call(server.address, method, `/api/v1${path}`, body, headers);
  const memory = () => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]) / 1024);
  for (let n = -1; ; ) {
    const { body } = await at('/listings?limit=1');
    if (body.count >= listings && body.count === n) break;
    n = body.count;
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
  const ask = async (query) => {
    const began = performance.now();
    const { status } = await at(`/listings?limit=20${query}`);
    if (status !== 200) throw new Error(`${query}: ${status}`);
    return performance.now() - began;
  };
  const all = QUERIES.flatMap((q) => NARROWED.map((narrowed) => `${q ? `&q=${encodeURIComponent(q)}` : ''}${narrowed}`));
  for (const query of all) await ask(query);
  const times = [];
  const slowest = [];
  for (let round = 0; round < 5; round++) for (const query of all) { const took = await ask(query); times.push(took); slowest.push([took, decodeURIComponent(query)]); }
  say(`slowest: ${slowest.toSorted((a, b) => b[0] - a[0]).slice(0, 8).map(([took, query]) => `${Math.round(took)} ms ${query}`).join(' | ')}`);
  const box = [];
  for (let round = 0; round < 5; round++) for (const q of QUERIES.slice(1)) { const began = performance.now(); await at(`/search?q=${encodeURIComponent(q)}`); box.push(performance.now() - began); }
  const results = {
    [`search${listings}`]: { searches: times.length, p50Milliseconds: p(times, 0.5), p99Milliseconds: p(times, 0.99), goal: 50, megabytes: memory() },
    [`oneBox${listings}`]: { searches: box.length, p50Milliseconds: p(box, 0.5), p99Milliseconds: p(box, 0.99), goal: 50 },
  };
  // Tokens hold ten minutes, which the read models may take.
  const firm = await signIn(server.address, 'engineer@firm.example');
  results[`publishWith${searches}SavedSearches`] = await publishAndHear(server, at, firm);
  await server.stop();
  rmSync(folder, { recursive: true });
  return results;
};

/** Publishes one listing after the other; each is awaited by a saved search of the firm's engineer, whose letter is looked for. */
const publishAndHear = async (server, at, firm) => {
  const [researcher, office, reviewer] = await Promise.all(['researcher@institute.example', 'office@institute.example', 'reviewer@hechuan.example'].map((mail) => signIn(server.address, mail)));
  await at('/saved-searches', { name: '每一个', q: '基准', alert: 'at_once' }, firm.headers);
  const publishing = [];
  const delays = [];
  // The first is not timed: what was written into the log is still being looked through.
  for (let i = -1; i < 30; i++) {
    const { completers: _none, ...content } = contentOf((i + 1) * 31);
    const { body: achievement } = await at('/achievements', { ...content, title: `基准${content.title}`, ip: [], maturity: { level: 6, assessor: 'SELF', evidence: '试' }, completers: [{ ordinal: 1, organisationId: researcher.organisationId, shareBasisPoints: 10_000 }] }, researcher.headers);
    const { body: listing } = await at('/listings', { achievementId: achievement.id, mode: 'ordinary_licence', price: { kind: 'negotiable' }, nextStep: '看样' }, office.headers);
    await at(`/listings/${listing.id}/submission`, {}, office.headers);
    const began = performance.now();
    const { status, body } = await at(`/listings/${listing.id}/publication`, {}, reviewer.headers);
    if (status !== 200) throw new Error(`publication: ${status} ${JSON.stringify(body)}`);
    if (i >= 0) publishing.push(performance.now() - began);
    for (;;) {
      const { body: { items } } = await at('/letters?limit=5', undefined, firm.headers);
      if (items.some(({ href }) => href === `/api/v1/listings/${listing.id}`)) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    if (i >= 0) delays.push(performance.now() - began);
  }
  return { published: publishing.length, p50Milliseconds: p(publishing, 0.5), p99Milliseconds: p(publishing, 0.99), goal: 50, alertWithinMilliseconds: Math.max(...delays), alertGoal: 5_000 };
};
