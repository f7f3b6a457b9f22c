import type { Response } from 'supertest';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { newId } from '@hewu/kernel/src/ids.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { at, instrumentWith, laboratory, type Laboratory } from '../support/laboratory.js';
import { startWorld, type Client, type World } from '../support/world.js';

const TUESDAY = '2026-03-03';
const THURSDAY = '2026-03-05';
const FRIDAY = '2026-03-06';
const NAME = { zh: '扫描电镜上机培训', en: 'Training on the scanning electron microscope' };
const PLACE = { zh: '三号楼102', en: 'Building 3, room 102' };

type Missing = { code: string; name: { zh: string; en: string }; href: string };

describe('who operates an instrument themselves was trained for it', () => {
  let world: World;
  let lab: Laboratory;
  let academy: Client;
  let instrument: string;
  let training: string;
  const code = async (asked: PromiseLike<Response>, status: number): Promise<string> => {
    const answer = await asked;
    expect({ status: answer.status, body: answer.status === status ? null : answer.body }).toEqual({ status, body: null });
    return answer.body.code;
  };
  const id = async (asked: ReturnType<Client['post']>): Promise<string> => (await asked.expect(201)).body.id;
  const book = (by: Client, day: string, from: string, until: string, more: object = {}, on = instrument) => by.post(`/api/v1/instruments/${on}/bookings`, { from: at(day, from), until: at(day, until), mode: 'self_operation', ...more });
  const missing = async (asked: ReturnType<Client['post']>): Promise<readonly Missing[]> => (await asked.expect(403)).body.details.missing;
  const offer = (by: Client, more: object = {}) => by.post('/api/v1/trainings', { name: NAME, level: 1, scope: { kind: 'instrument', of: instrument }, validMonths: 12, unusedDays: 30, ...more });
  const announce = (by: Client, of: string, more: object = {}) => by.post(`/api/v1/trainings/${of}/sessions`, { from: at(TUESDAY, '09:00'), until: at(TUESDAY, '12:00'), seats: 2, place: PLACE, ...more });
  const require = (by: Client, of: string, more: object = {}) => by.post(`/api/v1/instruments/${of}/requirements`, { version: 0, trainingId: null, termsIds: [], reason: '开放自主上机', ...more });
  const terms = (by: Client, more: object = {}) => by.post('/api/v1/terms', { kind: 'safety', title: { zh: '安全须知', en: 'Safety' }, text: { zh: '佩戴护目镜。', en: 'Wear goggles.' }, fromOn: '2026-03-02', ...more });
  const sha256 = async (of: string, version: number): Promise<string> => (await world.anonymous.get(`/api/v1/terms/${of}/versions/${version}`).expect(200)).body.sha256;
  const accept = async (by: Client, of: string, version: number): Promise<Response> => { const read = await sha256(of, version); return by.post(`/api/v1/terms/${of}/acceptances`, { version, sha256: read }); };
  const certificate = (by: Client, personId: string, trainingId: string, more: object = {}) => by.post('/api/v1/certificates', { personId, trainingId, issuedOn: '2026-03-02', evidence: '纸质证书核验', ...more });

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
    academy = await world.person({ name: '苏航' }, await world.organisation({ name: '武胜县农业科学院', kind: 'research_institute', region: '511622' }), ['instrument_manager']);
    instrument = await instrumentWith(lab.manager, { horizonDays: 90 });
    training = await id(offer(lab.manager));
  });
  afterAll(() => world.stop());

  test('an owner asks for a training; whoever has none is told what is missing and where to get it, and may still send samples', async () => {
    await book(lab.he, FRIDAY, '09:00', '10:00').expect(201);
    await require(lab.manager, instrument, { trainingId: training }).expect(200);
    expect((await world.anonymous.get(`/api/v1/instruments/${instrument}/requirements`).expect(200)).body).toEqual({ version: 1, trainingId: training, termsIds: [], ownerTermsIds: [] });
    const { body } = await book(lab.luo, FRIDAY, '13:00', '14:00').expect(403);
    expect(body).toMatchObject({ code: 'requirements_missing', details: { violations: [{ rule: 'requirements_missing', limit: [`certificate:${training}`], asked: [`certificate:${training}`], overridable: true }], missing: [{ code: `certificate:${training}`, name: NAME, href: `/api/v1/training-sessions?trainingId=${training}` }] } });
    expect(await code(book(lab.luo, FRIDAY, '13:00', '14:00', { mode: null }), 403)).toBe('requirements_missing');
    await book(lab.luo, FRIDAY, '13:00', '14:00', { mode: 'sample_drop' }).expect(201);
    // A slot may be held before one says how it will be used.
    await lab.luo.post(`/api/v1/instruments/${instrument}/holds`, { from: at(FRIDAY, '15:00'), until: at(FRIDAY, '16:00') }).expect(201);
    await book(lab.manager, FRIDAY, '16:30', '17:30', { forPersonId: lab.luo.id, forOrganisationId: lab.luo.organisation!.id, overrides: [{ rule: 'requirements_missing', reason: '在工程师陪同下' }] }).expect(201);
  });

  test('an act over several instruments and an offer of the waiting list ask for it too', async () => {
    const other = await instrumentWith(lab.manager);
    const act = (mode: string) => lab.luo.post('/api/v1/acts', { parts: [instrument, other].map((instrumentId) => ({ instrumentId, mode, from: at(FRIDAY, '10:30'), until: at(FRIDAY, '11:30') })) });
    const { body } = await act('self_operation').expect(409);
    expect(body).toMatchObject({ code: 'act_refused', details: { refused: [{ instrumentId: instrument, code: 'requirements_missing', details: { missing: [{ code: `certificate:${training}`, name: NAME }] } }] } });
    await act('sample_drop').expect(201);

    const { body: entry } = await lab.luo.post(`/api/v1/instruments/${instrument}/waiting-list`, { from: at(FRIDAY, '09:00'), until: at(FRIDAY, '10:00') }).expect(201);
    await world.settled();
    const [first] = (await lab.he.get('/api/v1/bookings').expect(200)).body.items;
    await lab.he.post(`/api/v1/bookings/${first.id}/cancellation`, { reason: '改期' }).expect(200);
    expect(await missing(book(lab.luo, FRIDAY, '09:00', '10:00', { offerId: entry.id }))).toMatchObject([{ code: `certificate:${training}` }]);
    await book(lab.luo, FRIDAY, '09:00', '10:00', { offerId: entry.id, mode: 'sample_drop' }).expect(201);
  });

  test('seats of a session are never given twice, not to eight who want two at the same moment', async () => {
    const session = await id(announce(lab.manager, training));
    const people: Client[] = [];
    for (let n = 0; n < 8; n++) people.push(await world.person({ name: `学员${n}` }, lab.wu.organisation, ['firm_member']));
    const answers = await Promise.all(people.map((by) => by.post(`/api/v1/training-sessions/${session}/seat`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409, 409, 409, 409, 409]);
    expect(answers.filter(({ status }) => status === 409).every(({ body }) => body.code === 'training_session_full')).toBe(true);
    await world.settled();
    expect((await world.anonymous.get(`/api/v1/training-sessions/${session}`).expect(200)).body).toMatchObject({ seats: 2, seatsTaken: 2 });
    const sitting = people.filter((_, at) => answers[at]!.status === 200);
    await sitting[0]!.post(`/api/v1/training-sessions/${session}/seat/return`).expect(200);
    await lab.luo.post(`/api/v1/training-sessions/${session}/seat`).expect(200);
    // Twice is harmless and takes nothing.
    await lab.luo.post(`/api/v1/training-sessions/${session}/seat`).expect(200);
    await world.settled();
    expect((await lab.manager.get(`/api/v1/training-sessions/${session}/seats`).expect(200)).body.items.map(({ personId, status }: { personId: string; status: string }) => [personId, status])).toEqual(expect.arrayContaining([[lab.luo.id, 'taken'], [sitting[0]!.id, 'given_back']]));
    await academy.get(`/api/v1/training-sessions/${session}/seats`).expect(404);
    expect((await lab.luo.get('/api/v1/inbox?what=training_session').expect(200)).body.items).toMatchObject([{ what: 'training_session', dueAt: at(TUESDAY, '09:00') }]);
    const assess = (by: Client, personId: string, outcome: string) => by.post(`/api/v1/training-sessions/${session}/assessments`, { personId, outcome });
    expect(await code(assess(lab.manager, lab.luo.id, 'passed'), 409)).toBe('training_session_not_begun');

    world.clock.moveTo(at(TUESDAY, '12:00'));
    expect(await code(assess(academy, lab.luo.id, 'passed'), 404)).toBe('training_session_unknown');
    expect(await code(assess(lab.manager, lab.he.id, 'passed'), 404)).toBe('training_seat_unknown');
    await assess(lab.manager, sitting[1]!.id, 'absent').expect(200);
    await assess(lab.manager, lab.luo.id, 'passed').expect(200);
    expect(await code(assess(lab.manager, lab.luo.id, 'absent'), 409)).toBe('training_assessed_otherwise');
    await world.settled();
    expect((await lab.luo.get('/api/v1/certificates').expect(200)).body.items).toMatchObject([{ trainingId: training, level: 1, issuedOn: TUESDAY, expiresOn: '2027-03-03', lastDay: '2026-04-02', status: 'valid', sessionId: session }]);
    expect((await sitting[1]!.get('/api/v1/certificates').expect(200)).body.items).toEqual([]);
  });

  test('a certificate is asked for on the day of the slot: of a booking, a move, a series, and again at check-in', async () => {
    const { id: booking } = (await book(lab.luo, THURSDAY, '09:00', '10:00').expect(201)).body;
    // The booking keeps the certificate on whose strength it was made.
    const [certificateId] = (await lab.luo.get('/api/v1/certificates').expect(200)).body.items.map((one: { id: string }) => one.id);
    const recorded = (await world.app.get<EventStore>(EVENT_STORE).read(`calendar-${instrument}`, 0, 100)).map(({ data }) => data as { bookingId?: string; grounds?: unknown });
    expect(recorded.find(({ bookingId, grounds }) => bookingId === booking && grounds !== undefined)?.grounds).toEqual({ qualificationId: certificateId, terms: [] });
    // Thirty days unused: the second of April is the last day.
    await book(lab.luo, '2026-04-02', '09:00', '10:00').expect(201);
    expect(await missing(book(lab.luo, '2026-04-03', '09:00', '10:00'))).toMatchObject([{ code: `certificate:${training}` }]);
    expect(await missing(lab.luo.post(`/api/v1/bookings/${booking}/move`, { from: at('2026-04-03', '09:00'), until: at('2026-04-03', '10:00') }))).toMatchObject([{ code: `certificate:${training}`, name: NAME }]);
    const series = (count: number, more: object = {}) => lab.luo.post(`/api/v1/instruments/${instrument}/series`, { pattern: { repeats: 'weekly', every: 1, startsOn: '2026-03-12', days: [4], at: '14:00', minutes: 60, count }, mode: 'self_operation', ...more });
    const { body: refused } = await series(5).expect(409);
    expect(refused).toMatchObject({ code: 'series_conflicts', details: { missing: [{ code: `certificate:${training}` }] } });
    const some = (await series(5, { skipConflicts: true }).expect(201)).body;
    const { bookingIds, skipped } = (await lab.luo.get(`/api/v1/series/${some.id}?position=${some.position}`).expect(200)).body as { bookingIds: string[]; skipped: { rules: string[] }[] };
    expect([bookingIds.length, skipped.length, ...new Set(skipped.flatMap(({ rules }) => rules))]).toEqual([4, 1, 'requirements_missing']);

    world.clock.moveTo(at(THURSDAY, '08:55'));
    await world.settled();
    const held = (await lab.luo.get('/api/v1/certificates').expect(200)).body.items[0].id;
    expect(await code(academy.post(`/api/v1/certificates/${held}/revocation`, { reason: '与己无关' }), 404)).toBe('certificate_unknown');
    await academy.get(`/api/v1/certificates/${held}`).expect(404);
    await lab.luo.post(`/api/v1/bookings/${booking}/check-in`).expect(200);
    world.clock.moveTo(at(THURSDAY, '10:00'));
    await lab.luo.post(`/api/v1/bookings/${booking}/usage`, { from: at(THURSDAY, '09:00'), until: at(THURSDAY, '10:00') }).expect(200);
    await world.settled();
    // The use is told to the certificate, and its days are counted anew.
    expect((await lab.luo.get(`/api/v1/certificates/${held}`).expect(200)).body).toMatchObject({ lastUsedOn: THURSDAY, lastDay: '2026-04-04' });
    await book(lab.luo, '2026-04-03', '09:00', '10:00').expect(201);

    await lab.manager.post(`/api/v1/certificates/${held}/revocation`, { reason: '违反安全规程' }).expect(200);
    expect(await missing(book(lab.luo, '2026-03-11', '09:00', '10:00'))).toMatchObject([{ code: `certificate:${training}` }]);
    await world.settled();
    world.clock.moveTo(at('2026-03-12', '13:55'));
    await world.settled();
    const { items } = (await lab.luo.get('/api/v1/bookings?limit=100').expect(200)).body as { items: { id: string; from: string; mode: string }[] };
    const next = items.find(({ from }) => from === at('2026-03-12', '14:00'))!.id;
    expect(await missing(lab.luo.post(`/api/v1/bookings/${next}/check-in`))).toMatchObject([{ code: `certificate:${training}` }]);
    expect((await lab.luo.get('/api/v1/letters').expect(200)).body.items.map(({ what }: { what: string }) => what)).toContain('certificate_revoked');
  });

  test('what staff set aside when it was booked stays set aside at check-in', async () => {
    const { id: booking } = (await book(lab.manager, '2026-03-13', '09:00', '10:00', { forPersonId: lab.he.id, forOrganisationId: lab.he.organisation!.id, overrides: [{ rule: 'requirements_missing', reason: '在工程师陪同下' }] }).expect(201)).body;
    world.clock.moveTo(at('2026-03-13', '08:55'));
    await world.settled();
    await lab.he.post(`/api/v1/bookings/${booking}/check-in`).expect(200);
  });

  test('certificates of another institution count as far as they are recognised, and no longer than that', async () => {
    const abroad = await instrumentWith(academy);
    const theirs = await id(offer(academy, { scope: { kind: 'class', of: '030102' }, level: 2, validMonths: null, unusedDays: null }));
    await certificate(academy, lab.wu.id, theirs, { issuedOn: '2026-03-13' }).expect(201);
    expect(await code(book(lab.wu, '2026-03-16', '09:00', '10:00'), 403)).toBe('requirements_missing');
    const recognise = (by: Client, more: object = {}) => by.post('/api/v1/recognitions', { trainingId: training, issuerOrganisationId: academy.organisation!.id, leastLevel: 2, scope: { kind: 'class', of: '030102' }, fromOn: '2026-03-16', untilOn: '2026-03-20', reason: '两地互认', ...more });
    expect(await code(recognise(academy), 404)).toBe('training_unknown');
    expect(await code(recognise(lab.manager, { issuerOrganisationId: lab.institute.id }), 422)).toBe('recognition_of_oneself');
    expect(await code(recognise(lab.manager, { issuerOrganisationId: newId() }), 422)).toBe('recognition_issuer_unknown');
    expect(await code(recognise(lab.manager, { untilOn: '2026-03-15' }), 422)).toBe('recognition_backwards');
    expect(await code(recognise(lab.manager, { fromOn: '2026-03-01', untilOn: '2026-03-02' }), 422)).toBe('recognition_over');
    await recognise(lab.luo).expect(403);
    const recognition = await id(recognise(lab.manager));
    await world.settled();
    expect((await world.anonymous.get(`/api/v1/recognitions?ownerOrganisationId=${lab.institute.id}`).expect(200)).body.items).toMatchObject([{ id: recognition, leastLevel: 2, untilOn: '2026-03-20' }]);
    expect((await lab.wu.get(`/api/v1/instruments/${instrument}/qualification?on=2026-03-20`).expect(200)).body).toMatchObject({ missing: [] });
    expect((await lab.wu.get(`/api/v1/instruments/${instrument}/qualification?on=2026-03-21`).expect(200)).body).toMatchObject({ qualificationId: null, missing: [{ code: `certificate:${training}` }] });
    await book(lab.wu, '2026-03-16', '09:00', '10:00').expect(201);
    expect(await code(book(lab.wu, '2026-03-23', '09:00', '10:00'), 403)).toBe('requirements_missing');
    await lab.manager.post(`/api/v1/recognitions/${recognition}/end`, { reason: '协议终止' }).expect(200);
    expect(await code(book(lab.wu, '2026-03-17', '09:00', '10:00'), 403)).toBe('requirements_missing');
    expect(await code(academy.post(`/api/v1/recognitions/${recognition}/end`, { reason: '别人的' }), 404)).toBe('recognition_unknown');
    await book(lab.wu, '2026-03-17', '09:00', '10:00', {}, abroad).expect(201);
  });

  test('terms are accepted in the version of the day, and each new version anew', async () => {
    const open = await instrumentWith(lab.manager);
    const safety = await id(terms(lab.manager, { fromOn: '2026-03-13' }));
    const secrecy = await id(terms(lab.manager, { kind: 'confidentiality', title: { zh: '保密约定', en: 'Confidentiality' }, fromOn: '2026-03-13' }));
    await require(lab.manager, open, { termsIds: [safety] }).expect(200);
    await lab.manager.post('/api/v1/instrument-requirements', { version: 0, termsIds: [secrecy], reason: '全部仪器' }).expect(200);
    await world.settled();
    const sample = { mode: 'sample_drop' };
    expect((await missing(book(lab.he, '2026-03-16', '09:00', '10:00', sample, open))).map(({ code: of }) => of)).toEqual([`terms:${secrecy}@1`, `terms:${safety}@1`]);
    for (const one of [safety, secrecy]) expect((await accept(lab.he, one, 1)).status).toBe(200);
    await book(lab.he, '2026-03-16', '09:00', '10:00', sample, open).expect(201);

    const next = { version: 1, title: { zh: '安全须知', en: 'Safety' }, text: { zh: '佩戴护目镜和手套。', en: 'Wear goggles and gloves.' }, fromOn: '2026-03-18' };
    expect(await code(academy.post(`/api/v1/terms/${safety}/versions`, next), 404)).toBe('terms_unknown');
    expect(await code(lab.manager.post(`/api/v1/terms/${safety}/versions`, { ...next, fromOn: '2026-03-01' }), 422)).toBe('terms_from_in_past');
    await lab.manager.post(`/api/v1/terms/${safety}/versions`, next).expect(201);
    expect(await code(lab.manager.post(`/api/v1/terms/${safety}/versions`, { ...next, text: { zh: '又一版', en: 'Another' } }), 409)).toBe('terms_seen_stale');
    await world.settled();
    expect((await lab.he.get('/api/v1/inbox?what=terms_acceptance').expect(200)).body.items).toMatchObject([{ href: `/api/v1/terms/${safety}/versions/2`, dueAt: at('2026-03-18', '00:00') }]);
    await book(lab.he, '2026-03-17', '09:00', '10:00', sample, open).expect(201);
    expect(await missing(book(lab.he, '2026-03-18', '09:00', '10:00', sample, open))).toMatchObject([{ code: `terms:${safety}@2`, href: `/api/v1/terms/${safety}/versions/2` }]);
    expect((await world.anonymous.get(`/api/v1/terms/${safety}`).expect(200)).body).toMatchObject({ version: 1 });
    expect((await accept(lab.he, safety, 2)).status).toBe(200);
    await book(lab.he, '2026-03-18', '09:00', '10:00', sample, open).expect(201);
    await world.settled();
    expect((await lab.he.get('/api/v1/inbox?what=terms_acceptance').expect(200)).body.items).toEqual([]);
    world.clock.moveTo(at('2026-03-18', '08:00'));
    expect(await code(accept(lab.luo, safety, 1), 409)).toBe('terms_version_stale');
    const accepted = (await lab.manager.get(`/api/v1/terms/${safety}/acceptances`).expect(200)).body.items;
    expect(accepted.map(({ personId, version }: { personId: string; version: number }) => [personId, version])).toEqual([[lab.he.id, 2], [lab.he.id, 1]]);
    await academy.get(`/api/v1/terms/${safety}/acceptances`).expect(404);
    expect((await lab.he.get('/api/v1/terms-acceptances').set('accept', 'text/csv').expect(200)).text.split('\n').length).toBeGreaterThan(3);
  });

  test('a cancelled session is told to whoever had a seat; a training that is withdrawn holds no more', async () => {
    const session = await id(announce(lab.manager, training, { from: at('2026-03-25', '09:00'), until: at('2026-03-25', '12:00') }));
    await lab.he.post(`/api/v1/training-sessions/${session}/seat`).expect(200);
    expect(await code(academy.post(`/api/v1/training-sessions/${session}/cancellation`, { reason: '别人的' }), 404)).toBe('training_session_unknown');
    await lab.manager.post(`/api/v1/training-sessions/${session}/cancellation`, { reason: '检修' }).expect(200);
    expect(await code(lab.luo.post(`/api/v1/training-sessions/${session}/seat`), 409)).toBe('training_session_cancelled');
    await world.settled();
    expect((await lab.he.get('/api/v1/training-seats').expect(200)).body.items).toMatchObject([{ sessionId: session, status: 'session_cancelled' }]);
    expect((await lab.he.get('/api/v1/letters').expect(200)).body.items.map(({ what }: { what: string }) => what)).toContain('training_cancelled');
    await lab.manager.post(`/api/v1/trainings/${training}/withdrawal`, { reason: '停办' }).expect(200);
    expect(await code(announce(lab.manager, training, { from: at('2026-03-25', '09:00'), until: at('2026-03-25', '12:00') }), 409)).toBe('training_withdrawn');
  });

  describe('bad input gets its answer and records nothing', () => {
    const cases: readonly (readonly [string, () => PromiseLike<Response>, number, string])[] = [
      ['a session without seats', () => announce(lab.manager, training, { seats: 0 }), 400, 'body_invalid'],
      ['a session that ends before it begins', async () => announce(lab.manager, await id(offer(lab.manager)), { from: at('2026-04-01', '12:00'), until: at('2026-04-01', '09:00') }), 422, 'training_session_span_wrong'],
      ['a session in the past', async () => announce(lab.manager, await id(offer(lab.manager))), 422, 'training_session_span_wrong'],
      ['a session of somebody else’s training', () => announce(academy, training), 404, 'training_unknown'],
      ['a level of 0', () => offer(lab.manager, { level: 0 }), 400, 'body_invalid'],
      ['a training for somebody else’s instrument', () => offer(academy), 422, 'training_scope_not_yours'],
      ['a training for an instrument that is not', () => offer(lab.manager, { scope: { kind: 'instrument', of: newId() } }), 422, 'training_scope_not_yours'],
      ['a certificate in the future', async () => certificate(lab.manager, lab.luo.id, await id(offer(lab.manager)), { issuedOn: '2026-12-01' }), 422, 'certificate_in_future'],
      ['one that ends before it begins', async () => certificate(lab.manager, lab.luo.id, await id(offer(lab.manager)), { expiresOn: '2026-03-01' }), 422, 'certificate_ends_before_it_begins'],
      ['one that outlasts its training', async () => certificate(lab.manager, lab.luo.id, await id(offer(lab.manager)), { expiresOn: '2030-03-01' }), 422, 'certificate_outlasts_training'],
      ['one on a day that is none', () => certificate(lab.manager, lab.luo.id, training, { issuedOn: '2026-02-30' }), 400, 'body_invalid'],
      ['one for nobody', async () => certificate(lab.manager, newId(), await id(offer(lab.manager))), 422, 'certificate_holder_unknown'],
      ['one for oneself', async () => certificate(lab.manager, lab.manager.id, await id(offer(lab.manager))), 403, 'assesses_oneself'],
      ['one of somebody else’s training', () => certificate(academy, lab.luo.id, training), 404, 'training_unknown'],
      ['requirements of somebody else’s instrument', () => require(academy, instrument), 404, 'instrument_unknown'],
      ['a training of another instrument', async () => require(lab.manager, await instrumentWith(lab.manager), { trainingId: await id(offer(lab.manager)) }), 422, 'required_training_other_scope'],
      ['somebody else’s training', async () => require(academy, await instrumentWith(academy), { trainingId: training }), 422, 'required_training_unknown'],
      ['terms of another owner', async () => require(lab.manager, instrument, { termsIds: [await id(terms(academy, { fromOn: '2026-03-18' }))] }), 422, 'required_terms_unknown'],
      ['the same terms twice', () => { const one = newId(); return require(lab.manager, instrument, { termsIds: [one, one] }); }, 400, 'body_invalid'],
      ['a version that one did not see', () => require(lab.manager, instrument, { version: 7, termsIds: [] }), 409, 'requirements_seen_stale'],
      ['a text that is another', async () => lab.luo.post(`/api/v1/terms/${await id(terms(lab.manager, { fromOn: '2026-03-18' }))}/acceptances`, { version: 1, sha256: 'a'.repeat(64) }), 422, 'terms_text_differs'],
      ['a version that is not', async () => lab.luo.post(`/api/v1/terms/${await id(terms(lab.manager, { fromOn: '2026-03-18' }))}/acceptances`, { version: 9, sha256: 'a'.repeat(64) }), 404, 'terms_version_unknown'],
      ['terms that are not', () => lab.luo.post(`/api/v1/terms/${newId()}/acceptances`, { version: 1, sha256: 'a'.repeat(64) }), 404, 'terms_unknown'],
      ['a seat in a session that is not', () => lab.luo.post(`/api/v1/training-sessions/${newId()}/seat`), 404, 'training_session_unknown'],
    ];
    test.each(cases)('%s', async (_title, ask, status, expected) => {
      expect(await code(ask(), status)).toBe(expected);
    });
  });

  test('an outage moves nobody to a day on which they could not use it, and a use does not go on into one', async () => {
    const [FOURTEENTH, FIFTEENTH] = ['2026-06-14', '2026-06-15'];
    world.clock.moveTo(at('2026-06-12', '09:00'));
    await world.settled();
    const guest = await world.person({ name: '顾宁' }, lab.he.organisation, ['firm_member']);
    const night = await instrumentWith(lab.manager, { weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', until: '24:00' })), bufferAfterMinutes: 0 });
    const own = await id(offer(lab.manager, { scope: { kind: 'instrument', of: night }, validMonths: 1, unusedDays: null }));
    const certificateId = await id(certificate(lab.manager, guest.id, own, { issuedOn: '2026-05-14' }));
    await require(lab.manager, night, { trainingId: own }).expect(200);
    await world.settled();
    const misses = async (on: string): Promise<number> => (await guest.get(`/api/v1/instruments/${night}/qualification?on=${on}`).expect(200)).body.missing.length;
    // The terms of the owner, in the version of the day.
    for (const { href } of (await guest.get(`/api/v1/instruments/${night}/qualification?on=${FOURTEENTH}`).expect(200)).body.missing as readonly Missing[]) {
      const [, termsId, version] = /terms\/([^/]+)\/versions\/(\d+)/.exec(href)!;
      await accept(guest, termsId!, Number(version));
    }
    await world.settled();
    expect([await misses(FOURTEENTH), await misses(FIFTEENTH)]).toEqual([0, 1]);
    const outage = (from: string, until: string) => lab.manager.post(`/api/v1/instruments/${night}/outages`, { from, until, kind: 'planned', treatment: 'move', reason: '更换灯丝' }).expect(201);
    const [near, far, late] = [await id(book(guest, '2026-06-13', '13:00', '14:00', {}, night)), await id(book(guest, FOURTEENTH, '10:00', '13:00', {}, night)), await id(book(guest, FOURTEENTH, '21:00', '23:30', {}, night))];
    await outage(at('2026-06-13', '12:00'), at('2026-06-13', '15:00'));
    await outage(at(FOURTEENTH, '09:00'), at(FOURTEENTH, '20:00'));
    await world.settled();
    const recorded = (await world.app.get<EventStore>(EVENT_STORE).read(`calendar-${night}`, 0, 100)).filter(({ type }) => type === 'BookingMoved').map(({ data }) => data as { bookingId: string; grounds: unknown });
    expect(recorded.map(({ bookingId, grounds }) => [bookingId, grounds])).toEqual([[near, { qualificationId: certificateId, terms: expect.any(Array) }]]);
    expect((await guest.get(`/api/v1/bookings/${near}`).expect(200)).body).toMatchObject({ status: 'booked', from: at('2026-06-13', '15:00') });
    expect((await guest.get(`/api/v1/bookings/${far}`).expect(200)).body).toMatchObject({ status: 'cancelled' });
    // The time is theirs for a while, as soon as nothing is missing.
    expect((await guest.get(`/api/v1/waiting-list/${far}`).expect(200)).body).toMatchObject({ status: 'offered', offer: { from: at(FOURTEENTH, '23:30'), until: at(FIFTEENTH, '02:30') } });
    expect(await missing(guest.post(`/api/v1/instruments/${night}/bookings`, { from: at(FOURTEENTH, '23:30'), until: at(FIFTEENTH, '02:30'), mode: 'self_operation', offerId: far }))).toMatchObject([{ code: `certificate:${own}` }]);

    world.clock.moveTo(at(FOURTEENTH, '20:55'));
    await world.settled();
    await guest.post(`/api/v1/bookings/${late}/check-in`).expect(200);
    const end = (until: string) => guest.post(`/api/v1/bookings/${late}/end`, { until });
    expect(await missing(end(at(FIFTEENTH, '00:30')))).toMatchObject([{ code: `certificate:${own}` }]);
    await end(at(FIFTEENTH, '00:00')).expect(200);
  });
});
