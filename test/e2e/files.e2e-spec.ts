import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import request from 'supertest';
import { docxOf, pdf, pngOf, xlsxOf } from '@hewu/files/src/samples.js';
import type { BlobStore } from '@hewu/kernel/src/blob-store.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { ErasePersonCommand } from '@hewu/organisations/src/accounts.commands.js';
import { BLOB_STORE, EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { until } from '../support/until.js';
import { startWorld, type Client, type Organisation, type World } from '../support/world.js';

const HECHUAN = '500117';
const WUSHENG = '511622';
const DAY = 86_400_000;

const content = {
  title: '花椒油低温萃取工艺与装备', abstract: '以亚临界流体在 40 ℃ 以下萃取青花椒。', problemSolved: '热油浸提使挥发性香气大量损失。', incumbent: '120 ℃ 热油浸提',
  advantages: [{ measure: '挥发油保留率', unit: '%', ours: 91, theirs: 58 }], serviceGround: 'work_task', ip: [], ipc: ['C11B 1/10'], industry: 'C1331',
  maturity: { level: 7, assessor: 'THIRD_PARTY', evidence: '检测报告' }, fundingSource: 'government', secrecy: 'public', completedOn: '2025-06-30',
};

describe('an institute attaches a report to an achievement, and a firm reads it with the listing', () => {
  let world: World;
  let institute: Organisation;
  let wang: Client;
  let zhao: Client;
  let li: Client;
  let firm: Client;
  let auditor: Client;

  beforeAll(async () => {
    world = await startWorld();
    institute = await world.organisation({ name: '重庆市合川区食品工程研究院', kind: 'research_institute', region: HECHUAN });
    wang = await world.person({ name: '王敏' }, institute, ['researcher']);
    zhao = await world.person({ name: '赵强' }, institute, ['transfer_officer']);
    li = await world.person({ name: '李静' }, await world.authority(HECHUAN), ['region_reviewer']);
    auditor = await world.person({ name: '孙丽' }, await world.authority(WUSHENG), ['auditor']);
    firm = await world.person({ name: '周红' }, await world.organisation({ name: '武胜县麻味食品有限公司', kind: 'firm', region: WUSHENG }), ['firm_member', 'researcher']);
  }, 60_000);
  afterAll(() => world?.stop());

  const send = (bytes: Buffer, name: string, by: Client = wang) =>
    request(world.app.getHttpServer()).post('/api/v1/files').set({ ...by.headers, 'idempotency-key': randomUUID() }).attach('file', bytes, { filename: name, contentType: 'application/octet-stream' });
  const sent = async (bytes: Buffer, name: string, by: Client = wang): Promise<string> => (await send(bytes, name, by).expect(201)).body.id;
  const drafted = async (changes: object = {}): Promise<string> =>
    (await wang.post('/api/v1/achievements', { ...content, completers: [{ ordinal: 1, personId: wang.id, organisationId: institute.id, shareBasisPoints: 10_000 }], ...changes }).expect(201)).body.id;
  const attach = (achievement: string, fileId: string, tier: string, by: Client = wang) => by.post(`/api/v1/achievements/${achievement}/files`, { fileId, tier });
  const listed = async (achievement: string): Promise<string> => (await zhao.post('/api/v1/listings', { achievementId: achievement, mode: 'ordinary_licence', price: { kind: 'negotiable' }, nextStep: '现场看样。' }).expect(201)).body.id;
  const published = async (listing: string): Promise<void> => {
    await zhao.post(`/api/v1/listings/${listing}/submission`).expect(200);
    await li.post(`/api/v1/listings/${listing}/publication`).expect(200);
    await world.settled();
  };
  const filesOf = async (url: string, by: Client): Promise<readonly string[]> => (await by.get(url).expect(200)).body.items.map(({ name }: { name: string }) => name);

  let achievement: string;
  let listing: string;
  let report: string;
  let drawing: string;
  let formula: string;

  test('what they send is known by its content, and a disguise is told', async () => {
    report = await sent(pdf, '第三方检测报告.pdf');
    drawing = await sent(pngOf(), '装备图.png');
    formula = await sent(xlsxOf(), '配方.xlsx');
    const { body } = await send(docxOf(), '报告.pdf').set('accept-language', 'en').expect(422);
    expect(body).toMatchObject({ code: 'file_type_contradicts_content', rule: expect.stringContaining('content'), details: { extension: 'pdf', extensions: ['docx'] } });
    await firm.get(`/api/v1/files/${report}`).expect(404);
  });

  test('they attach them, each for whom it is meant; a foreign file and a foreign achievement are not there', async () => {
    achievement = await drafted();
    const { body } = await attach(achievement, report, 'public').expect(200);
    expect(body).toEqual({ id: achievement, position: expect.any(String), revision: expect.any(Number) });
    await attach(achievement, drawing, 'after_nda', zhao).expect(200);
    const last = await attach(achievement, formula, 'restricted').expect(200);
    expect((await attach(achievement, report, 'on_request').expect(409)).body).toMatchObject({ code: 'file_tier_differs', details: { tier: 'public' } });
    await attach(achievement, await sent(pdf, '别家.pdf', firm), 'public').expect(404);
    await attach(achievement, report, 'public', firm).expect(404);
    expect((await attach(achievement, report, 'secret').expect(400)).body.code).toBe('body_invalid');
    expect(await filesOf(`/api/v1/achievements/${achievement}/files?position=${last.body.position}`, wang)).toEqual(['第三方检测报告.pdf', '装备图.png', '配方.xlsx']);
    expect((await wang.get(`/api/v1/files/${report}`).expect(200)).body).toMatchObject({ attachedTo: [{ kind: 'achievement', id: achievement }], keepUntil: null });
  });

  test('the event holds what was attached, and neither its bytes nor its name', async () => {
    const events = await world.app.get<EventStore>(EVENT_STORE).read(`achievement-${achievement}`, 0, 50);
    const attached = events.find(({ type }) => type === 'AchievementFileAttached')!;
    expect(attached.data).toEqual({ achievementId: achievement, fileId: report, sha256: expect.stringMatching(/^[0-9a-f]{64}$/), bytes: pdf.length, mediaType: 'application/pdf', tier: 'public', attachedBy: wang.id, rule: expect.objectContaining({ id: 'achievement_files', amount: 10 }) });
  });

  test('the reviewer and the auditor have all but the restricted; nobody else has any before the listing is published', async () => {
    listing = await listed(achievement);
    for (const reader of [li, auditor]) {
      expect(await filesOf(`/api/v1/achievements/${achievement}/files`, reader)).toEqual(['第三方检测报告.pdf', '装备图.png']);
      expect((await reader.get(`/api/v1/achievements/${achievement}/files/${drawing}`).expect(200)).body).toEqual(pngOf());
      await reader.get(`/api/v1/achievements/${achievement}/files/${formula}`).expect(404);
    }
    await firm.get(`/api/v1/achievements/${achievement}/files`).expect(404);
    await firm.get(`/api/v1/achievements/${achievement}/files/${report}`).expect(404);
    await world.anonymous.get(`/api/v1/achievements/${achievement}/files`).expect(401);
    await world.anonymous.get(`/api/v1/listings/${listing}/files`).expect(404);
    await world.anonymous.get(`/api/v1/listings/${listing}/files/${report}`).expect(404);
  });

  test('once it is published, everybody has what is public of it, and nothing that the reviewer did not see', async () => {
    await published(listing);
    const late = await sent(pngOf(3), '补充.png');
    await attach(achievement, late, 'public').expect(200);
    await world.settled();
    for (const reader of [world.anonymous, firm, wang]) expect(await filesOf(`/api/v1/listings/${listing}/files`, reader)).toEqual(['第三方检测报告.pdf']);
    const answer = await world.anonymous.get(`/api/v1/listings/${listing}/files/${report}`).expect(200);
    expect(answer.body).toEqual(pdf);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/pdf', 'content-security-policy': "default-src 'none'; sandbox", 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-cache' });
    expect(answer.headers['content-disposition']).toContain(`filename*=UTF-8''${encodeURIComponent('第三方检测报告.pdf')}`);
    await world.anonymous.get(`/api/v1/listings/${listing}/files/${report}`).set('if-none-match', answer.headers['etag']!).expect(304);
    for (const hidden of [drawing, formula, late, randomUUID()]) await world.anonymous.get(`/api/v1/listings/${listing}/files/${hidden}`).expect(404);
    expect(await filesOf(`/api/v1/achievements/${achievement}/files`, wang)).toContain('补充.png');
  });

  test('what is closed further closes its files, at once and without a word in the log', async () => {
    const { body } = await wang.get(`/api/v1/achievements/${achievement}`).expect(200);
    const { terms: _, ...kept } = body.content as Record<string, unknown>;
    const corrected = { ...content, completers: kept['completers'], secrecy: 'on_request', reason: '合作方要求' };
    await wang.put(`/api/v1/achievements/${achievement}`, corrected).expect(200);
    await world.settled();
    expect(await filesOf(`/api/v1/listings/${listing}/files`, world.anonymous)).toEqual([]);
    await world.anonymous.get(`/api/v1/listings/${listing}/files/${report}`).expect(404);
    expect((await wang.get(`/api/v1/achievements/${achievement}/files`).expect(200)).body.items.map(({ tier }: { tier: string }) => tier)).toEqual(['on_request', 'after_nda', 'restricted', 'on_request']);
    expect((await attach(achievement, await sent(pdf, 'x.pdf'), 'public').expect(422)).body).toMatchObject({ code: 'file_tier_too_open', details: { tier: 'public', mostOpen: 'on_request' } });
  });

  test('one that is taken off is gone from there with the reason in the history, and can be attached again for a day', async () => {
    await wang.post(`/api/v1/achievements/${achievement}/files/${drawing}/removal`, {}).expect(400);
    await firm.post(`/api/v1/achievements/${achievement}/files/${drawing}/removal`, { reason: '试一试' }).expect(404);
    await wang.post(`/api/v1/achievements/${achievement}/files/${drawing}/removal`, { reason: '图纸有误' }).expect(200);
    await wang.post(`/api/v1/achievements/${achievement}/files/${drawing}/removal`, { reason: '图纸有误' }).expect(404);
    await world.settled();
    await wang.get(`/api/v1/achievements/${achievement}/files/${drawing}`).expect(404);
    expect((await wang.get(`/api/v1/files/${drawing}`).expect(200)).body).toMatchObject({ attachedTo: [], keepUntil: new Date(Date.parse(world.clock.now()) + DAY).toISOString() });
    const { body } = await auditor.get(`/api/v1/audit/achievements/${achievement}/history?limit=100`).expect(200);
    expect(body.items.map(({ zh }: { zh: string }) => zh)).toContain('移除附件：图纸有误');
    await attach(achievement, drawing, 'after_nda').expect(200);
    await world.settled();
    world.clock.advance(3 * DAY);
    await world.settled();
    expect((await wang.get(`/api/v1/achievements/${achievement}/files/${drawing}`).expect(200)).body).toEqual(pngOf());
  });

  test('ten hang on one achievement, whoever races', async () => {
    const full = await drafted();
    const many: string[] = [];
    for (let n = 0; n < 14; n++) many.push(await sent(pngOf(n + 4), `${n}.png`, n % 2 ? zhao : wang));
    const answers = await Promise.all(many.map((fileId, n) => attach(full, fileId, 'public', n % 2 ? zhao : wang)));
    expect(answers.map(({ status, body }) => `${status} ${body.code ?? ''}`).sort()).toEqual([...Array<string>(10).fill('200 '), ...Array<string>(4).fill('409 too_many_files')]);
    await world.settled();
    expect(await filesOf(`/api/v1/achievements/${full}/files`, wang)).toHaveLength(10);
    // Those that lost the race after they were taken are let go an hour later.
    world.clock.advance(DAY / 24);
    await world.settled();
    const attachedTo = await Promise.all(many.map(async (fileId) => (await wang.get(`/api/v1/files/${fileId}`).expect(200)).body.attachedTo.length));
    expect(attachedTo.filter((count) => count === 1)).toHaveLength(10);
    expect(attachedTo.filter((count) => count === 0)).toHaveLength(4);
  });

  test('a restricted achievement keeps its files in its unit', async () => {
    const secret = await drafted({ secrecy: 'restricted' });
    const fileId = await sent(pdf, '涉密.pdf');
    expect((await attach(secret, fileId, 'after_nda').expect(422)).body.code).toBe('file_tier_too_open');
    await attach(secret, fileId, 'restricted').expect(200);
    await world.settled();
    for (const reader of [li, auditor, firm]) {
      await reader.get(`/api/v1/achievements/${secret}/files`).expect(404);
      await reader.get(`/api/v1/achievements/${secret}/files/${fileId}`).expect(404);
    }
    expect((await zhao.get(`/api/v1/achievements/${secret}/files/${fileId}`).expect(200)).body).toEqual(pdf);
  });

  test('bytes that no living file has are swept some nights later, and all others stay', async () => {
    const loose = await sent(pngOf(77), '没有附上.png');
    const { sha256 } = (await wang.get(`/api/v1/files/${loose}`).expect(200)).body;
    const blobs = world.app.get<BlobStore>(BLOB_STORE);
    await world.settled();
    // First the file's own time, then the night after the grace of its bytes.
    for (let days = 0; days < 4; days++) {
      world.clock.advance(DAY);
      await world.settled();
    }
    await wang.get(`/api/v1/files/${loose}`).expect(404);
    const swept = async (): Promise<boolean> => (await blobs.open(sha256).then((blob) => blob?.content.destroy())) === undefined;
    await until(swept, 'the sweep');
    for (const fileId of [report, drawing, formula]) await wang.get(`/api/v1/files/${fileId}/content`).expect(200);
  });

  test('erasing who sent them takes the names along, and the files stay', async () => {
    const context = { commandId: randomUUID(), fingerprint: 'f', correlationId: 'k', causationId: 'k', actor: 'system:operator', onBehalfOf: null, region: null, legalBasis: null };
    await world.app.get(CommandBus).execute(new ErasePersonCommand({ personId: wang.id, reason: '本人申请' }, context));
    await world.settled();
    expect(await filesOf(`/api/v1/achievements/${achievement}/files`, zhao)).toEqual([null, null, null, null]);
    const answer = await zhao.get(`/api/v1/achievements/${achievement}/files/${report}`).expect(200);
    expect(answer.body).toEqual(pdf);
    expect(answer.headers['content-disposition']).toContain(`${report}.pdf`);
  });
});
