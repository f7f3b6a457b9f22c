import { createHash, randomUUID } from 'node:crypto';
import request, { type Test } from 'supertest';
import { pdf } from '@hewu/files/src/samples.js';
import { achievementBy, draftAchievement, draftListing, foundUnit, HECHUAN, publish, WUSHENG, type Unit } from '../support/market.js';
import { newPlace, type Place } from '../support/place.js';
import { startWorld, type Client, type World } from '../support/world.js';

const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');
const text = (words: string): Buffer => Buffer.concat([pdf, Buffer.from(`% ${words}\n`)]);
const code = ({ body }: { body: { code: string } }): string => body.code;

/** The whole offer, in the order of Civil Code art. 845. */
const offer = {
  amountFen: 48_000_000, terms: '其余按惯例。', relatedParty: false, paymentKind: 'instalments',
  instalments: [{ amountFen: 24_000_000, dueOn: '2026-05-06' }, { amountFen: 24_000_000, condition: '试生产验收合格' }],
  subject: '低温萃取工艺全套图纸', field: '食品加工', territory: '川渝两地', termMonths: 60, sublicence: false, performance: '在买方厂区交付', confidentiality: '保密五年', improvements: 'maker_owns',
  acceptance: '连续运行 72 小时', liability: '按日万分之三支付违约金', disputes: '卖方所在地人民法院',
};

describe('an institute of Hechuan and a firm of Wusheng negotiate about what is shown after an NDA', () => {
  let world: World;
  let place: Place;
  let unit: Unit;
  let he: Client, boss: Client, buyer: Client, rival: Client, auditor: Client, registrar: Client;
  let achievement: string, listing: string, open: string, onRequest: string;

  /** The same people after a restart: who calls stays, the server is another. */
  const get = (by: Client, url: string): Test => request(world.app.getHttpServer()).get(`/api/v1${url}`).set(by.headers);
  const post = (by: Client, url: string, body: object = {}): Test => request(world.app.getHttpServer()).post(`/api/v1${url}`).set({ ...by.headers, 'idempotency-key': randomUUID() }).send(body);
  const send = async (by: Client, bytes: Buffer, name = '文本.pdf'): Promise<string> =>
    (await request(world.app.getHttpServer()).post('/api/v1/files').set({ ...by.headers, 'idempotency-key': randomUUID() }).attach('file', bytes, { filename: name, contentType: 'application/pdf' }).expect(201)).body.id;
  const settled = (): Promise<void> => world.settled();
  const moveTo = async (instant: string): Promise<void> => {
    world.clock.moveTo(instant);
    await settled();
  };
  const correct = async (changes: object): Promise<void> => {
    const body = { ...achievementBy(unit.researcher, unit.organisation), ...changes, reason: '密级变化' };
    await request(world.app.getHttpServer()).put(`/api/v1/achievements/${achievement}`).set({ ...unit.researcher.headers, 'idempotency-key': randomUUID() }).send(body).expect(200);
    await settled();
  };

  beforeAll(async () => {
    place = await newPlace();
    world = await startWorld({}, undefined, { at: place });
    unit = await foundUnit(world, '重庆市合川区食品工程研究院', HECHUAN);
    const firm = await world.organisation({ name: '武胜县麻味食品有限公司', kind: 'firm', region: WUSHENG });
    he = await world.person({ name: '何玲' }, firm, ['firm_member']);
    boss = await world.person({ name: '周红' }, firm, ['decision_maker']);
    buyer = await world.person({ name: '韩采购' }, firm, ['firm_member']);
    rival = await world.person({ name: '罗强' }, await world.organisation({ name: '合川某香料公司', kind: 'firm', region: HECHUAN }), ['firm_member', 'decision_maker']);
    auditor = await world.person({ name: '审计员' }, await world.authority(WUSHENG), ['auditor']);
    registrar = await world.person({ name: '吴登记' }, await world.authority(HECHUAN), ['registrar']);
    achievement = await draftAchievement(unit, { secrecy: 'after_nda' });
    const formula = await send(unit.office, text('配方'), '配方.pdf');
    await post(unit.office, `/achievements/${achievement}/files`, { fileId: formula, tier: 'after_nda' }).expect(200);
    listing = await draftListing(unit.office, achievement);
    const unrelated = { ip: [], title: '火锅底料机器视觉分选', titleEn: null, abstract: '以机器视觉分选火锅底料。', abstractEn: null };
    onRequest = await draftListing(unit.office, await draftAchievement(unit, { ...unrelated, secrecy: 'on_request' }));
    open = await draftListing(unit.office, await draftAchievement(unit, { ...unrelated, title: '柑橘皮渣制备果胶', abstract: '以柑橘皮渣制备果胶。' }));
    for (const id of [listing, onRequest, open]) await publish(world, unit, id);
  }, 60_000);
  afterAll(async () => {
    await world?.app.close();
    await place?.clear();
  });

  const seesWhole = async (by: Client): Promise<boolean> => {
    const [shown, files] = await Promise.all([get(by, `/listings/${listing}`).expect(200), get(by, `/listings/${listing}/files`).expect(200)]);
    expect([shown.body.ip[0].number !== null, files.body.items.length === 1]).toEqual([shown.body.whole, shown.body.whole]);
    return shown.body.whole;
  };

  let interest: string, nda: string, transfer: string;
  const agreement = text('保密协议');
  const textSha256 = sha256(agreement);

  describe('interest', () => {
    test('talks about what is behind an agreement need an interest first', async () => {
      expect(code(await post(he, '/transfers', { listingId: listing }).expect(409))).toBe('nda_not_in_force');
      expect(await seesWhole(he)).toBe(false);
    });

    test('is expressed by the firm, and answered in time or not at all', async () => {
      expect(code(await post(unit.office, '/interests', { listingId: listing, purpose: '自用' }).expect(409))).toBe('own_listing');
      const { body } = await post(he, '/interests', { listingId: listing, purpose: '<script>alert(1)</script>新生产线' }).expect(201);
      interest = body.id;
      await settled();
      expect((await get(he, `/interests/${interest}`).expect(200)).body).toMatchObject({ status: 'expressed', purpose: '<script>alert(1)</script>新生产线', respondBy: { respondOn: '2026-03-09', at: '2026-03-09T16:00:00.000Z' }, round: 1 });
      expect((await get(unit.office, '/inbox').expect(200)).body.items).toMatchObject([{ what: 'interest_answer', dueAt: '2026-03-09T16:00:00.000Z' }]);
      expect(code(await post(he, '/interests', { listingId: listing, purpose: '别的' }).expect(409))).toBe('interest_open');
      await moveTo('2026-03-09T16:00:00.000Z');
      expect((await get(he, `/interests/${interest}`).expect(200)).body.status).toBe('lapsed');
      expect(code(await post(unit.office, `/interests/${interest}/acceptance`).expect(409))).toBe('interest_answered');
    });

    test('begins another round when the one before is over, and is accepted by the unit', async () => {
      const second = (await post(he, '/interests', { listingId: listing, purpose: '新生产线' }).expect(201)).body.id;
      expect(second).not.toBe(interest);
      interest = second;
      expect(code(await post(he, `/interests/${interest}/acceptance`).expect(403))).toBe('seller_only');
      await post(unit.office, `/interests/${interest}/acceptance`).expect(200);
      await settled();
      expect((await get(he, '/interests?status=accepted').expect(200)).body).toMatchObject({ count: 1, items: [{ id: interest, round: 2 }] });
      expect(await seesWhole(he)).toBe(false);
      expect(code(await post(he, '/transfers', { listingId: listing }).expect(409))).toBe('nda_not_in_force');
    });

    test('is nobody else’s', async () => {
      for (const url of [`/interests/${interest}`]) await get(rival, url).expect(404);
      for (const step of ['acceptance', 'refusal', 'withdrawal', 'closing']) await post(rival, `/interests/${interest}/${step}`, step === 'acceptance' ? {} : { reason: '无' }).expect(404);
      expect((await get(rival, '/interests').expect(200)).body.count).toBe(0);
      expect((await get(auditor, `/interests/${interest}`).expect(200)).body.id).toBe(interest);
    });
  });

  describe('the confidentiality agreement', () => {
    test('is a file, whose hash both sign', async () => {
      const fileId = await send(unit.office, agreement);
      const asked = { interestId: interest, fileId, textSha256, untilOn: '2026-04-20' };
      expect(code(await post(unit.office, '/ndas', { ...asked, textSha256: sha256('别的') }).expect(422))).toBe('nda_file_differs');
      expect(code(await post(unit.office, '/ndas', { ...asked, untilOn: '2026-03-01' }).expect(422))).toBe('nda_over');
      expect(code(await post(unit.office, '/ndas', { ...asked, untilOn: '2046-03-01' }).expect(422))).toBe('nda_too_long');
      await post(rival, '/ndas', { ...asked, fileId: await send(rival, agreement) }).expect(404);
      await post(he, '/ndas', asked).expect(404);
      nda = (await post(unit.office, '/ndas', asked).expect(201)).body.id;
      await settled();
      const { body } = await get(he, `/ndas/${nda}/texts/${textSha256}`).buffer(true).parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done(null, Buffer.concat(parts)));
      }).expect(200);
      expect(sha256(body)).toBe(textSha256);
      await get(rival, `/ndas/${nda}/texts/${textSha256}`).expect(404);
    });

    test('is signed by a decision maker, or by whoever holds a recorded authority', async () => {
      const sign = (by: Client, hash = textSha256): Test => post(by, `/ndas/${nda}/signatures`, { textSha256: hash });
      expect(code(await sign(buyer).expect(403))).toBe('authority_required');
      expect(code(await sign(unit.director, sha256('改动')).expect(409))).toBe('nda_text_other');
      await sign(unit.director).expect(201);
      await sign(unit.director).expect(201);
      await settled();
      expect((await get(auditor, `/ndas/${nda}`).expect(200)).body.proposed.signatures).toHaveLength(1);
      expect(code(await post(boss, '/signing-authorities', { personId: boss.id, untilOn: '2026-12-31', textSha256 }).expect(403))).toBe('own_authority');
      expect(code(await post(boss, '/signing-authorities', { personId: rival.id, untilOn: '2026-12-31', textSha256 }).expect(422))).toBe('authority_not_member');
      const authority = (await post(boss, '/signing-authorities', { personId: buyer.id, untilOn: '2026-12-31', textSha256: sha256('授权书') }).expect(201)).body.id;
      await sign(rival).expect(404);
      await sign(buyer).expect(201);
      await settled();
      expect((await get(he, `/ndas/${nda}`).expect(200)).body).toMatchObject({ status: 'in_force', proposed: null, inForce: { untilOn: '2026-04-20', signatures: [{ side: 'discloser', signedUnder: 'decision_maker' }, { side: 'recipient', by: buyer.id, signedUnder: 'recorded_authority' }] } });
      expect((await get(boss, '/signing-authorities').expect(200)).body.items).toMatchObject([{ id: authority, personId: buyer.id }]);
      expect((await get(rival, '/signing-authorities').expect(200)).body.count).toBe(0);
      await post(rival, `/signing-authorities/${authority}/revocation`, { reason: '无' }).expect(404);
    });

    test('opens the whole to the two, and to nobody else', async () => {
      expect(await seesWhole(he)).toBe(true);
      expect(await seesWhole(rival)).toBe(false);
      expect((await request(world.app.getHttpServer()).get(`/api/v1/listings/${listing}`).expect(200)).body.whole).toBe(false);
      const { body } = await get(he, `/listings/${listing}/files`).expect(200);
      await get(he, `/listings/${listing}/files/${body.items[0].fileId ?? body.items[0].id}`).expect(200);
      await get(rival, `/listings/${listing}/files/${body.items[0].fileId ?? body.items[0].id}`).expect(404);
    });
  });

  describe('the room', () => {
    let drawing: string, draftOnly: string, plan: string;
    const room = async (by: Client = he) => (await get(by, `/transfers/${transfer}/room`).expect(200)).body;

    test('is opened under the agreement, and says what has to happen next, by whom, until when', async () => {
      transfer = (await post(he, '/transfers', { listingId: listing }).expect(201)).body.id;
      await settled();
      expect(await room()).toMatchObject({ next: { step: 'offer', owner: 'buyer', organisationId: he.organisation!.id, until: '2026-03-20T16:00:00.000Z' }, offers: [], files: [], closedBy: [], awaited: { turn: 0, remindedAt: null } });
      await get(rival, `/transfers/${transfer}/room`).expect(404);
    });

    test('takes offers as versions, and tells in what two of them differ', async () => {
      const bad: readonly (readonly [object, number, string | undefined])[] = [
        [{ amountFen: 48_000_000.5 }, 400, undefined], [{ amountFen: 0 }, 400, undefined], [{ amountFen: 1_000_000_000_000_001 }, 400, undefined], [{ terms: '\u202e反' }, 400, undefined],
        [{ subject: 'x'.repeat(2001) }, 400, undefined], [{ improvements: 'granted_back' }, 400, undefined], [{ instalments: [{ amountFen: 24_000_000 }] }, 422, 'instalment_undated'],
        [{ instalments: [{ amountFen: 1, dueOn: '2026-05-06' }] }, 422, 'instalments_do_not_sum'], [{ instalments: [{ amountFen: 24_000_000, dueOn: '2026-05-06' }, { amountFen: 24_000_000, dueOn: '2026-05-05' }] }, 422, 'instalments_not_in_order'], [{ instalments: [{ amountFen: 48_000_000, dueOn: '2026-02-30' }] }, 400, undefined],
        [{ paymentKind: 'lump_sum' }, 422, 'payment_contradicts'], [{ royalty: { base: 'sales', rateBasisPoints: 300, months: 12 } }, 422, 'payment_contradicts'],
      ];
      for (const [change, status, refused] of bad) {
        const { body } = await post(he, `/transfers/${transfer}/offers`, { ...offer, ...change }).expect(status);
        if (refused) expect(body.code).toBe(refused);
      }
      await post(he, `/transfers/${transfer}/offers`, { ...offer, terms: '<script>alert(1)</script>' }).expect(201);
      await post(unit.office, `/transfers/${transfer}/offers`, { ...offer, amountFen: 52_000_000, instalments: [], paymentKind: 'lump_sum', liability: null }).expect(201);
      await settled();
      expect((await room()).offers.map(({ version, terms }: { version: number; terms: string }) => [version, terms])).toEqual([[1, '<script>alert(1)</script>'], [2, '其余按惯例。']]);
      expect((await get(he, `/transfers/${transfer}/room/offers/1/diff/2`).expect(200)).body).toEqual({
        from: 1, to: 2,
        changes: [
          { field: 'amountFen', before: '48000000', after: '52000000' },
          { field: 'paymentKind', before: 'instalments', after: 'lump_sum' },
          { field: 'instalments', before: '1: 24000000 fen, 2026-05-06\n2: 24000000 fen, 试生产验收合格', after: null },
          { field: 'liability', before: '按日万分之三支付违约金', after: null },
          { field: 'terms', before: '<script>alert(1)</script>', after: '其余按惯例。' },
        ],
      });
      for (const url of [`1/diff/3`, `0/diff/1`, `x/diff/1`]) await get(he, `/transfers/${transfer}/room/offers/${url}`).expect(404);
    });

    test('holds files by tier', async () => {
      drawing = await send(unit.office, text('图纸'), '图纸.pdf');
      draftOnly = await send(unit.office, text('底稿'), '底稿.pdf');
      plan = await send(he, text('计划'), '计划.pdf');
      const add = (by: Client, fileId: string, tier: string): Test => post(by, `/transfers/${transfer}/room/files`, { fileId, tier });
      await add(unit.office, drawing, 'after_nda').expect(200);
      await add(unit.office, drawing, 'after_nda').expect(200);
      expect(code(await add(unit.office, drawing, 'room').expect(409))).toBe('room_file_tier_differs');
      await add(unit.office, draftOnly, 'own_side').expect(200);
      await add(he, plan, 'room').expect(200);
      await add(he, drawing, 'room').expect(404);
      await add(rival, await send(rival, text('混入')), 'room').expect(404);
      await settled();
      const names = async (by: Client) => (await room(by)).files.map(({ name }: { name: string }) => name);
      expect([await names(unit.office), await names(he), await names(auditor)]).toEqual([['图纸.pdf', '底稿.pdf', '计划.pdf'], ['图纸.pdf', '计划.pdf'], ['图纸.pdf', '计划.pdf']]);
      await get(he, `/transfers/${transfer}/room/files/${drawing}`).expect(200);
      await get(he, `/transfers/${transfer}/room/files/${draftOnly}`).expect(404);
      await get(rival, `/transfers/${transfer}/room/files/${plan}`).expect(404);
      await post(unit.office, `/transfers/${transfer}/room/files/${plan}/removal`, { reason: '误传' }).expect(404);
      await post(he, `/transfers/${transfer}/room/files/${plan}/removal`, { reason: '误传' }).expect(200);
      await settled();
      expect(await names(he)).toEqual(['图纸.pdf']);
    });

    test('reminds whoever has to answer, across a restart, and then tells those above', async () => {
      const { awaited, next } = await room();
      expect([awaited, next]).toMatchObject([{ turn: 2, side: 'buyer', dueAt: '2026-03-20T16:00:00.000Z', remindedAt: null }, { step: 'accept_offer', owner: 'buyer', until: '2026-03-20T16:00:00.000Z' }]);
      await settled();
      await world.app.close();
      world = await startWorld({}, undefined, { at: place });
      await moveTo('2026-03-17T16:00:00.000Z');
      expect((await room()).awaited).toMatchObject({ remindedAt: '2026-03-17T16:00:00.000Z', escalatedAt: null });
      await world.app.close();
      world = await startWorld({}, undefined, { at: place });
      await moveTo('2026-03-20T16:00:00.000Z');
      expect((await room()).awaited).toMatchObject({ remindedAt: '2026-03-17T16:00:00.000Z', escalatedAt: '2026-03-20T16:00:00.000Z' });
      expect((await get(he, '/inbox').expect(200)).body.items).toMatchObject([{ what: 'offer_answer', overdue: true }]);
      // Nothing was decided by it: the offer can still be answered.
      await post(he, `/transfers/${transfer}/offers`, { ...offer, amountFen: 50_000_000, instalments: [], paymentKind: 'lump_sum' }).expect(201);
      await settled();
      expect(await room()).toMatchObject({ next: { step: 'accept_offer', owner: 'seller' }, awaited: { turn: 3, remindedAt: null, escalatedAt: null } });
    });

    test('closes at the end of the agreement, and opens again with a new one, with the time to answer anew', async () => {
      await moveTo('2026-04-20T16:00:00.000Z');
      expect((await get(he, `/ndas/${nda}`).expect(200)).body).toMatchObject({ status: 'ended', ended: { ground: 'time_over', side: null } });
      expect(await seesWhole(he)).toBe(false);
      for (const url of ['room', 'room/offers/1/diff/2', `room/files/${drawing}`, 'contract-draft']) for (const by of [he, unit.office]) expect(code(await get(by, `/transfers/${transfer}/${url}`).expect(409))).toBe('room_closed');
      const shown = (await get(he, `/transfers/${transfer}`).expect(200)).body;
      expect(shown).toMatchObject({ roomOpen: false, closedBy: ['nda_not_in_force'], offers: [], next: { step: 'renew_nda', owner: 'seller' } });
      expect((await get(he, '/transfers').expect(200)).body.items[0].offers).toEqual([]);
      for (const [by, url, body] of [[he, 'offers', offer], [unit.office, 'agreement', { offerVersion: 3, relatedParty: false }], [he, 'room/files', { fileId: await send(he, text('再来')), tier: 'room' }]] as const) {
        expect(code(await post(by, `/transfers/${transfer}/${url}`, body).expect(409))).toBe('room_closed');
      }
      expect(code(await post(unit.director, `/ndas/${nda}/signatures`, { textSha256 }).expect(409))).toBe('nda_ended');
      const again = text('保密协议二');
      const fileId = await send(he, again);
      const renewed = (await post(he, '/ndas', { interestId: interest, fileId, textSha256: sha256(again), untilOn: '2027-04-20' }).expect(201)).body.id;
      expect(renewed).not.toBe(nda);
      nda = renewed;
      await post(boss, `/ndas/${nda}/signatures`, { textSha256: sha256(again) }).expect(201);
      await post(unit.director, `/ndas/${nda}/signatures`, { textSha256: sha256(again) }).expect(201);
      await settled();
      expect(await room()).toMatchObject({ closedBy: [], next: { step: 'accept_offer', owner: 'seller', until: '2026-05-06T16:00:00.000Z' }, awaited: { turn: 3, remindedAt: null } });
      await get(he, `/transfers/${transfer}/room/files/${drawing}`).expect(200);
    });

    test('and its transfer leave nobody but the unit when the achievement becomes restricted, and come back with it', async () => {
      await correct({ secrecy: 'restricted' });
      for (const by of [he, auditor, registrar]) {
        await get(by, `/transfers/${transfer}`).expect(404);
        await get(by, `/transfers/${transfer}/room`).expect(404);
        await get(by, `/transfers/${transfer}/room/files/${drawing}`).expect(404);
        await get(by, `/transfers/${transfer}/contract-draft`).expect(404);
        expect((await get(by, '/transfers').expect(200)).body).toEqual({ items: [], next: null, count: 0 });
        expect((await get(by, '/transfers').set('accept', 'text/csv').expect(200)).text).not.toContain(transfer);
        await get(by, `/interests/${interest}`).expect(404);
        expect((await get(by, '/interests').expect(200)).body.items.map(({ id }: { id: string }) => id)).not.toContain(interest);
      }
      expect((await get(unit.office, `/transfers/${transfer}`).expect(200)).body).toMatchObject({ closedBy: ['achievement_restricted'], next: { step: 'end_talks', owner: 'seller' } });
      expect(code(await get(unit.office, `/transfers/${transfer}/room`).expect(409))).toBe('room_closed');
      await post(he, '/interests', { listingId: listing, purpose: '再问' }).expect(404);
      await correct({ secrecy: 'public' });
      // Its interest ended with the restriction: whoever was in asks anew.
      expect((await get(he, `/transfers/${transfer}`).expect(200)).body).toMatchObject({ closedBy: ['nda_not_in_force'] });
    });
  });

  describe('leaving', () => {
    test('ends access for both, and with it the interest; the right is free again', async () => {
      await post(he, `/transfers/${transfer}/departure`, { reason: 'x'.repeat(501) }).expect(400);
      await post(he, `/transfers/${transfer}/departure`, { reason: '预算未获批准' }).expect(200);
      await settled();
      for (const url of ['room', 'contract-draft']) for (const by of [he, unit.office]) expect((await get(by, `/transfers/${transfer}/${url}`).expect(409)).body).toMatchObject({ code: 'room_closed', details: { stage: 'left' } });
      expect((await get(he, `/transfers/${transfer}`).expect(200)).body).toMatchObject({ stage: 'left', left: { side: 'buyer', reason: '预算未获批准' }, offers: [], next: { step: 'none', owner: null, organisationId: null, until: null } });
      expect((await get(auditor, `/transfers/${transfer}/room`).expect(200)).body.offers).toHaveLength(3);
    });
  });

  describe('what is shown on request, and what is public', () => {
    let opened: string;

    test('an accepted interest opens the one; closing it closes the room', async () => {
      expect(code(await post(he, '/transfers', { listingId: onRequest }).expect(409))).toBe('interest_not_accepted');
      const id = (await post(he, '/interests', { listingId: onRequest, purpose: '分选线' }).expect(201)).body.id;
      await post(unit.office, `/interests/${id}/acceptance`).expect(200);
      await settled();
      expect((await get(he, `/listings/${onRequest}`).expect(200)).body).toMatchObject({ whole: true });
      opened = (await post(he, '/transfers', { listingId: onRequest }).expect(201)).body.id;
      await settled();
      await post(unit.office, `/interests/${id}/closing`, { reason: '不再提供' }).expect(200);
      await settled();
      expect((await get(he, `/listings/${onRequest}`).expect(200)).body).toMatchObject({ whole: false });
      expect((await get(he, `/transfers/${opened}`).expect(200)).body).toMatchObject({ closedBy: ['interest_not_accepted'], next: { step: 'renew_interest', owner: 'buyer' } });
      expect(code(await post(he, `/transfers/${opened}/offers`, offer).expect(409))).toBe('room_closed');
    });

    test('the other is talked about at once, and what was agreed is handed to the contract as a draft', async () => {
      const id = (await post(he, '/transfers', { listingId: open }).expect(201)).body.id;
      await settled();
      expect(code(await get(he, `/transfers/${id}/contract-draft`).expect(409))).toBe('price_not_agreed');
      await post(he, `/transfers/${id}/offers`, offer).expect(201);
      await post(unit.office, `/transfers/${id}/agreement`, { offerVersion: 1, relatedParty: false }).expect(200);
      await settled();
      const draft = (await get(he, `/transfers/${id}/contract-draft`).expect(200)).body;
      expect(draft).toMatchObject({ round: 1, mode: 'exclusive_licence', terms: { amountFen: 48_000_000, termMonths: 60, instalments: [{ dueOn: '2026-05-06' }, { condition: '试生产验收合格' }] } });
      expect(sha256(draft.text)).toBe(draft.sha256);
      for (const part of ['武胜县麻味食品有限公司', '480000.00', '独占许可', '第 1 期 240000.00 元', 'instalment 2', '柑橘皮渣制备果胶']) expect(draft.text).toContain(part);
      await post(unit.office, `/transfers/${id}/price-notice`).expect(201);
      world.clock.advance(30 * 86_400_000);
      await settled();
      await post(unit.office, `/transfers/${id}/contract`).expect(201);
      await settled();
      const shown = (await get(he, `/transfers/${id}`).expect(200)).body;
      expect(shown).toMatchObject({ stage: 'contract', contract: { textSha256: draft.sha256 }, next: { step: 'sign' } });
      expect((await get(boss, `/transfers/${id}/contract-draft`).expect(200)).body).toEqual(draft);
      await post(unit.director, `/contracts/${shown.contract.id}/signatures`, { textSha256: draft.sha256 }).expect(201);
      await get(rival, `/transfers/${id}/contract-draft`).expect(404);
    });
  });

  describe('the auditor', () => {
    test('reads all of it', async () => {
      const { body } = await get(auditor, `/audit/history?concerns=${nda}&limit=100`).expect(200);
      expect(body.items.map(({ type }: { type: string }) => type)).toEqual(['FileAttached', 'NdaProposed', 'NdaSigned', 'NdaSigned', 'NdaInForce']);
      const room = (await get(auditor, `/audit/history?concerns=${transfer}&limit=100`).expect(200)).body.items.map(({ type }: { type: string }) => type);
      expect(room).toEqual(expect.arrayContaining(['RoomFileAdded', 'RoomFileRemoved', 'ResponseReminded', 'ResponseEscalated', 'RoomClosed', 'RoomReopened', 'NegotiationLeft']));
      expect(room.filter((type: string) => type === 'ResponseReminded')).toHaveLength(1);
    });
  });
});
