import { MINUTE } from '../../libs/kernel/src/clock.js';
import type { EventStore } from '../../libs/kernel/src/event-store.js';
import { newId } from '../../libs/kernel/src/ids.js';
import { Kernel } from '../../libs/kernel/src/handle.js';
import { calendar } from '../../libs/instruments/src/calendar.decider.js';
import type { OpeningRules } from '../../libs/instruments/src/opening-rules.js';
import { EVENT_STORE } from '../../libs/platform/src/tokens.js';
import { at, instrumentWith, laboratory, microscope, plainRules, type Laboratory } from '../support/laboratory.js';
import { startWorld, type Client, type World } from '../support/world.js';

const TUESDAY = '2026-03-03';
const DAILY = { weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', until: '24:00' })) };

/** Everything that must be refused about the calendar of an instrument: each with its clear answer, and nothing recorded. */
describe('bad input about instruments', () => {
  let world: World;
  let lab: Laboratory;
  let instrument: string;
  let booking: string;

  beforeAll(async () => {
    world = await startWorld();
    lab = await laboratory(world);
    instrument = await instrumentWith(lab.manager, DAILY);
    booking = (await lab.luo.post(`/api/v1/instruments/${instrument}/bookings`, { from: at(TUESDAY, '09:00'), until: at(TUESDAY, '11:00') }).expect(201)).body.id;
    await world.settled();
  });
  afterAll(() => world?.stop());

  const store = (): EventStore => world.app.get<EventStore>(EVENT_STORE);
  type Asked = PromiseLike<{ status: number; body: { code?: string; title?: string } }>;
  /** The answers to what is tried, of which none may record anything anywhere, on a calendar or beside it. */
  const refused = async (...tries: readonly (() => Asked)[]): Promise<readonly (readonly [number, string | undefined])[]> => {
    await world.settled();
    const before = await store().end();
    const answers: (readonly [number, string | undefined])[] = [];
    for (const attempt of tries) {
      const { status, body } = await attempt();
      answers.push([status, body.code]);
      expect([answers.length, body]).toEqual([answers.length, expect.objectContaining({ title: expect.any(String) })]);
    }
    await world.settled();
    expect(await store().end()).toBe(before);
    return answers;
  };
  const all = (status: number, code: string, count: number): readonly (readonly [number, string])[] => Array.from({ length: count }, () => [status, code] as const);

  /** What is tried, of which nothing but one field is wrong. */
  const onlyFor = (field: string, attempt: () => PromiseLike<{ status: number; body: { code?: string; title?: string; details?: { problems?: readonly { field: string }[] } } }>): (() => Asked) => async () => {
    const answer = await attempt();
    expect([...new Set(answer.body.details?.problems?.map((problem) => problem.field.split('.')[0]))]).toEqual([field]);
    return answer;
  };

  const on = (path: string): string => `/api/v1/instruments/${instrument}/${path}`;
  const book = (from: string, until: string, by: Client = lab.wu): Asked => by.post(on('bookings'), { from, until });
  /** Every way in which somebody asks for a slot. */
  const ways = (from: string, until: string): readonly (() => Asked)[] => [
    () => book(from, until),
    () => lab.wu.post(on('holds'), { from, until }),
    () => lab.luo.post(`/api/v1/bookings/${booking}/move`, { from, until }),
  ];
  const series = (pattern: object): Asked => lab.wu.post(on('series'), { pattern: { repeats: 'daily', startsOn: TUESDAY, at: '14:00', minutes: 60, count: 2, ...pattern } });
  const outage = (from: string, until: string): Asked => lab.manager.post(on('outages'), { from, until, kind: 'planned', treatment: 'cancel', reason: '维护' });
  const wait = (from: string, until: string): Asked => lab.wu.post(on('waiting-list'), { from, until });

  test('an end before the beginning, and no length at all', async () => {
    expect(await refused(...ways(at(TUESDAY, '15:00'), at(TUESDAY, '14:00')))).toEqual(all(422, 'slot_backwards', 3));
    expect(await refused(...ways(at(TUESDAY, '15:00'), at(TUESDAY, '15:00')))).toEqual(all(422, 'slot_backwards', 3));
    expect(await refused(() => wait(at(TUESDAY, '11:00'), at(TUESDAY, '09:00')), () => wait(at(TUESDAY, '09:00'), at(TUESDAY, '09:00')))).toEqual(all(422, 'waiting_span_wrong', 2));
    expect(await refused(() => outage(at(TUESDAY, '15:00'), at(TUESDAY, '14:00')), () => outage(at(TUESDAY, '15:00'), at(TUESDAY, '15:00')))).toEqual(all(422, 'outage_span_wrong', 2));
    expect(await refused(() => lab.wu.get(on(`schedule?from=${at(TUESDAY, '15:00')}&until=${at(TUESDAY, '14:00')}`)))).toEqual([[422, 'schedule_span_wrong']]);
    expect(await refused(() => series({ minutes: 0 }))).toEqual([[400, 'body_invalid']]);
  });

  test('a beginning one second ago', async () => {
    const ago = new Date(Date.parse(world.clock.now()) - 1_000).toISOString();
    expect(await refused(...ways(ago, new Date(Date.parse(ago) + 60 * MINUTE).toISOString()))).toEqual(all(422, 'slot_in_past', 3));
    // On the grid, and over: the half hour before now.
    const now = Date.parse(world.clock.now());
    expect(await refused(...ways(new Date(now - 30 * MINUTE).toISOString(), new Date(now + 30 * MINUTE).toISOString()))).toEqual(all(422, 'slot_in_past', 3));
    expect(await refused(() => outage(new Date(now - 60 * MINUTE).toISOString(), new Date(now - 1).toISOString()))).toEqual([[422, 'outage_span_wrong']]);
  });

  test('odd seconds, and instants that are written otherwise', async () => {
    expect(await refused(...ways('2026-03-03T06:00:07.000Z', '2026-03-03T07:00:07.000Z'), ...ways('2026-03-03T06:00:00.001Z', '2026-03-03T07:00:00.001Z'))).toEqual(all(422, 'slot_off_grid', 6));
    expect(await refused(() => wait('2026-03-03T01:00:07.000Z', '2026-03-03T02:00:07.000Z'))).toEqual([[422, 'waiting_span_wrong']]);
    for (const written of ['2026-03-03T06:00:00', '2026-03-03T14:00:00.000 08:00', '2026-03-03T06:00Z', '2026-03-03T06:00:00.000001Z', '2026-03-03T05:59:60Z', '2026-03-03 06:00', '1772517600000', '2026-03-03T24:00:00.000Z', '2026-02-30T06:00:00.000Z', '']) {
      expect(await refused(...ways(written, '2026-03-03T07:00:00.000Z'))).toEqual(all(400, 'body_invalid', 3));
    }
    // Another way of writing takes no slot that is not there.
    expect(await refused(() => book('2026-03-03T09:00:00+08:00', '2026-03-03T11:00:00+08:00'))).toEqual([[409, 'slot_taken']]);
  });

  test('the hour that a change of the clocks skips, and the one that it repeats', async () => {
    instrument = await instrumentWith(lab.manager, { ...DAILY, zone: 'Europe/Berlin', horizonDays: 366 });
    const nightly = { repeats: 'daily', at: '02:30', minutes: 60, count: 1 };
    const conflicts = async (startsOn: string): Promise<unknown> => {
      const answer = await lab.wu.post(on('series'), { pattern: { ...nightly, startsOn } });
      return [answer.status, answer.body.code, answer.body.details?.conflicts?.map(({ rules }: { rules: unknown }) => rules)];
    };
    expect(await refused(() => series({ ...nightly, startsOn: '2026-03-29' }), () => series({ ...nightly, startsOn: '2026-10-25' }))).toEqual(all(409, 'series_conflicts', 2));
    expect(await conflicts('2026-03-29')).toEqual([409, 'series_conflicts', [['local_time_skipped']]]);
    expect(await conflicts('2026-10-25')).toEqual([409, 'series_conflicts', [['local_time_repeated']]]);
    // All that could be had is nothing.
    expect(await refused(() => lab.wu.post(on('series'), { pattern: { ...nightly, startsOn: '2026-03-29' }, skipConflicts: true }))).toEqual([[409, 'series_empty']]);
    // Hours that are open only while the clocks skip them are not open.
    instrument = await instrumentWith(lab.manager, { zone: 'Europe/Berlin', weekly: [{ day: 7, from: '02:00', until: '03:00' }] });
    expect(await refused(() => book('2026-03-29T00:00:00.000Z', '2026-03-29T01:00:00.000Z'), () => book('2026-03-29T01:00:00.000Z', '2026-03-29T02:00:00.000Z'))).toEqual(all(422, 'outside_opening_hours', 2));
    instrument = await instrumentWith(lab.manager, DAILY);
    booking = (await lab.luo.post(on('bookings'), { from: at(TUESDAY, '09:00'), until: at(TUESDAY, '11:00') }).expect(201)).body.id;
  });

  test('a day in the year 10000, and one that is only far', async () => {
    expect(await refused(...ways('+010000-01-01T01:00:00.000Z', '+010000-01-01T02:00:00.000Z'), ...ways('10000-01-01T01:00:00.000Z', '10000-01-01T02:00:00.000Z'))).toEqual(all(400, 'body_invalid', 6));
    expect(await refused(...ways('2999-12-31T01:00:00.000Z', '2999-12-31T02:00:00.000Z'))).toEqual(all(422, 'slot_beyond_horizon', 3));
    expect(await refused(() => series({ startsOn: '10000-01-01' }), () => series({ startsOn: '+010000-01-01' }), () => series({ count: null, untilOn: '10000-01-01' }))).toEqual(all(400, 'body_invalid', 3));
    const rules = (changes: object) => lab.manager.post(on('opening-rules'), { rules: { ...plainRules, ...changes }, reason: '调整' });
    expect(await refused(
      () => rules({ closures: [{ fromOn: TUESDAY, untilOn: '10000-01-01', reason: '搬迁' }] }),
      () => rules({ overrides: [{ on: '10000-01-01', hours: [], reason: '校庆' }] }),
      () => outage('+010000-01-01T01:00:00.000Z', '+010000-01-01T02:00:00.000Z'),
    )).toEqual(all(400, 'body_invalid', 3));
  });

  test('a year after 2999, up to which calendars reach', async () => {
    for (const year of ['3000', '9998', '9999']) {
      const [from, until] = [`${year}-12-30T01:00:00.000Z`, `${year}-12-30T02:00:00.000Z`];
      const span = `from=${from}&until=${until}`;
      expect(await refused(
        ...ways(from, until),
        () => series({ startsOn: `${year}-12-01` }),
        () => series({ count: null, untilOn: `${year}-12-31` }),
        () => outage(from, until),
        () => outage(at(TUESDAY, '14:00'), until),
        () => lab.manager.post(on('outages'), { from: at(TUESDAY, '14:00'), until: at(TUESDAY, '15:00'), kind: 'planned', treatment: 'cancel', reason: '维护', repeat: { repeats: 'daily', startsOn: `${year}-12-01`, at: '14:00', minutes: 60, count: 2 } }),
        () => wait(from, until),
        () => lab.wu.get(on(`explanation?${span}`)),
        () => lab.wu.get(on(`explanation?from=${at(TUESDAY, '14:00')}&until=${at(TUESDAY, '15:00')}&at=${from}`)),
        () => lab.wu.get(on(`schedule?${span}`)),
        () => lab.wu.get(on(`free?${span}&minutes=60`)),
        () => lab.wu.get(on(`equivalents?${span}&minutes=60`)),
        () => lab.wu.get(`/api/v1/instruments?freeFrom=${from}&freeUntil=${until}&minutes=60`),
      )).toEqual(all(400, 'body_invalid', 15));
    }
    // The last day itself is asked like any other.
    expect((await lab.wu.get(on('explanation?from=2999-12-31T01:00:00.000Z&until=2999-12-31T02:00:00.000Z'))).status).toBe(200);
    expect(await refused(() => series({ startsOn: '2999-12-31' }), () => series({ startsOn: '2999-12-01', repeats: 'monthly_by_date', count: 90 }))).toEqual(all(409, 'series_conflicts', 2));
  });

  test('a series of ten thousand, by its number and by its end', async () => {
    expect(await refused(() => series({ count: 10_000 }), () => series({ count: null, untilOn: '2053-07-19' }), () => lab.wu.post(on('series'), { pattern: { repeats: 'weekdays', startsOn: TUESDAY, at: '14:00', minutes: 60, count: 10_000 }, skipConflicts: true }))).toEqual(all(422, 'series_too_long', 3));
    expect(await refused(() => series({ count: 0 }), () => series({ count: -1 }), () => series({ count: 1e9 }), () => series({ count: 2.5 }))).toEqual(all(400, 'body_invalid', 4));
    expect(await refused(() => lab.manager.post(on('outages'), { from: at(TUESDAY, '14:00'), until: at(TUESDAY, '15:00'), kind: 'planned', treatment: 'cancel', reason: '维护', repeat: { repeats: 'daily', startsOn: TUESDAY, at: '14:00', minutes: 60, count: 10_000 } }))).toEqual([[422, 'series_too_long']]);
  });

  describe('opening rules', () => {
    const change = (rules: object): Asked => lab.manager.post(on('opening-rules'), { rules: { ...plainRules, ...rules }, reason: '调整' });
    const registered = (rules: object): Asked => lab.manager.post('/api/v1/instruments', { ...microscope, id: newId(), rules: { ...plainRules, ...rules } });
    const both = (rules: object): readonly (() => Asked)[] => [() => change(rules), () => registered(rules)];

    test('with hours of 24:01, 25:00 or 8:30', async () => {
      for (const hours of [{ from: '08:00', until: '24:01' }, { from: '24:00', until: '24:00' }, { from: '25:00', until: '26:00' }, { from: '8:30', until: '18:00' }]) {
        expect(await refused(...both({ weekly: [{ day: 1, ...hours }] }), () => change({ overrides: [{ on: TUESDAY, hours: [hours], reason: '加开' }] }))).toEqual(all(400, 'body_invalid', 3));
      }
    });

    test('that overlap, on a day, over midnight, or within a single date', async () => {
      const over = (...weekly: readonly object[]): readonly (() => Asked)[] => both({ weekly });
      expect(await refused(...over({ day: 1, from: '08:00', until: '12:00' }, { day: 1, from: '11:30', until: '18:00' }))).toEqual(all(422, 'opening_rules_wrong', 2));
      expect(await refused(...over({ day: 1, from: '20:00', until: '08:00' }, { day: 2, from: '07:30', until: '12:00' }))).toEqual(all(422, 'opening_rules_wrong', 2));
      expect(await refused(...over({ day: 7, from: '20:00', until: '08:00' }, { day: 1, from: '07:30', until: '12:00' }))).toEqual(all(422, 'opening_rules_wrong', 2));
      expect(await refused(...both({ overrides: [{ on: TUESDAY, hours: [{ from: '08:00', until: '12:00' }, { from: '09:00', until: '10:00' }], reason: '加开' }] }))).toEqual(all(422, 'opening_rules_wrong', 2));
      expect(await refused(...both({ overrides: [{ on: TUESDAY, hours: [], reason: '一' }, { on: TUESDAY, hours: [], reason: '二' }] }))).toEqual(all(422, 'opening_rules_wrong', 2));
    });

    test('with null or a list where neither is meant', async () => {
      const wrong: readonly object[] = [
        { holidays: null }, { holidays: [] }, { holidays: { kept: 'closed', groups: null } }, { horizonDaysOf: null }, { horizonDaysOf: [[]] }, { horizonDaysOf: [null] }, { notice: null }, { notice: [] }, { notice: { bookMinutes: null } },
        { earlyFinish: null }, { earlyFinish: [] }, { weekStartsOn: null }, { confirmation: null }, { weekly: null }, { weekly: {} }, { weekly: [[]] }, { weekly: [null] },
        { overrides: null }, { overrides: [[]] }, { overrides: [{ on: TUESDAY, hours: null, reason: '加开' }] }, { closures: null }, { limits: null }, { limits: [[]] }, { openLimits: null },
      ];
      for (const part of wrong) expect([part, await refused(...both(part))]).toEqual([part, all(400, 'body_invalid', 2)]);
      const [none, list] = [{ rules: undefined }, { rules: [] }];
      expect(await refused(...[none, list, { rules: null }].map((said) => () => lab.manager.post(on('opening-rules'), { ...said, reason: '调整' })))).toEqual(all(400, 'body_invalid', 3));
      expect(await refused(...[none, list, { rules: null }].map((said) => () => lab.manager.post('/api/v1/instruments', { ...microscope, ...said })))).toEqual(all(400, 'body_invalid', 3));
    });

    test('for a group that is none, or none of the owner', async () => {
      const elsewhere = await world.person({ name: '远邻' }, await world.organisation({ name: '武胜县检测中心', kind: 'research_institute', region: '511622' }), ['instrument_manager']);
      const foreign = (await elsewhere.post('/api/v1/access-groups', { name: { zh: '他人分组', en: 'Group of another' } }).expect(201)).body.id as string;
      const naming = (group: string): readonly object[] => [
        { weekly: [{ day: 1, from: '08:00', until: '12:00', groups: [group] }] },
        { overrides: [{ on: TUESDAY, hours: [{ from: '08:00', until: '12:00', groups: [group] }], reason: '加开' }] },
        { holidays: { kept: 'for_groups', groups: [group] } },
        { horizonDaysOf: [{ group, days: 90 }] },
        { limits: [{ limitId: 'a', subject: 'group', group, measure: 'count', per: 'day', atMost: 1 }] },
        { openLimits: [{ limitId: 'a', subject: 'group', group, measure: 'count', atMost: 1 }] },
      ];
      const quota = (group: string) => lab.manager.put('/api/v1/instrument-quotas', { limits: [{ limitId: 'a', subject: 'group', group, measure: 'count', per: 'day', atMost: 1 }], reason: '限额' });
      for (const group of ['\u0000', 'partners', 'own\u0000', '']) {
        for (const part of naming(group)) expect([group, part, await refused(...both(part))]).toEqual([group, part, all(400, 'body_invalid', 2)]);
        expect(await refused(() => quota(group))).toEqual([[400, 'body_invalid']]);
      }
      for (const group of [newId(), foreign]) {
        for (const part of naming(group)) expect([part, await refused(...both(part))]).toEqual([part, all(422, 'opening_rules_wrong', 2)]);
        expect(await refused(() => quota(group))).toEqual([[422, 'quota_rules_wrong']]);
      }
    });

    test('that were recorded so before: neither that calendar nor the search over all suffers, and right ones mend it', async () => {
      const wounded = await instrumentWith(lab.manager, DAILY);
      const rules = { ...plainRules, weekly: DAILY.weekly.map((hours) => ({ ...hours, groups: null })), overrides: [], closures: [], holidays: null, horizonDaysOf: null, notice: [], limits: [], openLimits: [], noShowMinutes: null };
      const recorded = await world.app.get(Kernel).handle(calendar, wounded, { do: 'change_rules', calendarId: wounded, actorId: lab.manager.id, reason: '旧', now: world.clock.now(), holidays: [], rules: rules as unknown as OpeningRules }, { actor: lab.manager.id, onBehalfOf: lab.institute.id, region: lab.institute.region, commandId: newId(), fingerprint: 'old', correlationId: newId(), causationId: newId(), legalBasis: null });
      expect(recorded).not.toHaveProperty('refused');
      await world.settled();
      await lab.wu.get(`/api/v1/instruments?freeFrom=${at(TUESDAY, '00:00')}&freeUntil=${at('2026-03-04', '00:00')}&minutes=60`).expect(200);
      await lab.wu.get(`/api/v1/instruments/${wounded}/equivalents?from=${at(TUESDAY, '00:00')}&until=${at('2026-03-04', '00:00')}&minutes=60`).expect(200);
      await lab.wu.post(`/api/v1/instruments/${wounded}/bookings`, { from: at(TUESDAY, '18:00'), until: at(TUESDAY, '20:00') }).expect(201);
      await lab.manager.post(`/api/v1/instruments/${wounded}/opening-rules`, { rules: { ...plainRules, ...DAILY, maxMinutes: 300 }, reason: '改正' }).expect(200);
      await lab.wu.post(`/api/v1/instruments/${wounded}/bookings`, { from: at('2026-03-04', '10:00'), until: at('2026-03-04', '15:00') }).expect(201);
    });

    test('with lengths, grids and closures that do not hold together', async () => {
      for (const wrong of [{ minMinutes: 240, maxMinutes: 60 }, { gridMinutes: 7 }, { minMinutes: 45 }, { closures: [{ fromOn: '2026-03-05', untilOn: '2026-03-04', reason: '搬迁' }] }, { zone: 'Europe/Atlantis' }]) {
        const answers = await refused(...both(wrong));
        for (const [status, code] of answers) expect([[422, 'opening_rules_wrong'], [422, 'zone_fixed'], [400, 'body_invalid']]).toContainEqual([status, code]);
      }
    });
  });

  describe('objects that are missing, null or lists', () => {
    const words = { zh: '一', en: 'One' };
    const [training, day] = [{ name: words, scope: { kind: 'class', of: '030401' }, level: 1 }, '2026-03-10'];
    /** What stands in the other fields meanwhile. */
    const RIGHT = { name: words, title: words, text: words, unit: words, scope: training.scope, rules: plainRules, place: words };
    /** A body of which each of the fields named is left out, null, a list, and text in turn. */
    const without = (path: () => string, body: object, ...fields: readonly string[]) => [path, body, fields] as const;
    test.each([
      ['an access group', ...without(() => '/api/v1/access-groups', { name: words }, 'name')],
      ['who is admitted', ...without(() => `/api/v1/access-groups/${newId()}/members`, {}, 'member')],
      ['who is dismissed', ...without(() => `/api/v1/access-groups/${newId()}/members/dismissal`, { reason: '离开' }, 'member')],
      ['a training', ...without(() => '/api/v1/trainings', training, 'name', 'scope')],
      ['a training session', ...without(() => `/api/v1/trainings/${newId()}/sessions`, { from: at(day, '09:00'), until: at(day, '11:00'), seats: 5 }, 'place')],
      ['a recognition', ...without(() => '/api/v1/recognitions', { issuerOrganisationId: newId(), trainingId: newId(), leastLevel: 1, fromOn: day, reason: '互认' }, 'scope')],
      ['terms', ...without(() => '/api/v1/terms', { kind: 'safety', title: words, text: words, fromOn: day }, 'title', 'text')],
      ['a version of terms', ...without(() => `/api/v1/terms/${newId()}/versions`, { version: 2, title: words, text: words, fromOn: day }, 'title', 'text')],
      ['a supply', ...without(() => '/api/v1/supplies', { name: words, unit: words, priceFen: 100, threshold: 1 }, 'name', 'unit')],
      ['an instrument', ...without(() => '/api/v1/instruments', microscope, 'name', 'place', 'indicators', 'functions', 'tariff', 'rules')],
      ['opening rules', ...without(() => on('opening-rules'), { reason: '调整' }, 'rules')],
      ['a simulation', ...without(() => on('simulation'), { from: '2026-02-01T00:00:00.000Z', until: '2026-02-02T00:00:00.000Z' }, 'rules')],
    ])('of %s', async (_, path, body, fields) => {
      for (const field of fields) {
        const whole = { ...Object.fromEntries(fields.map((name) => [name, RIGHT[name as keyof typeof RIGHT]])), ...body };
        const tries = [undefined, null, [], [{}], 'x'].map((value) => onlyFor(field, () => lab.manager.post(path(), { ...whole, [field]: value })));
        expect([field, await refused(...tries)]).toEqual([field, all(400, 'body_invalid', 5)]);
      }
    });

    test('of a series, and of what an owner allows in conduct', async () => {
      expect(await refused(...[undefined, null, [], 'x'].map((pattern) => onlyFor('pattern', () => lab.wu.post(on('series'), { pattern }))))).toEqual(all(400, 'body_invalid', 4));
      expect(await refused(...[undefined, null, [], 'x'].map((amounts) => onlyFor('amounts', () => lab.manager.put('/api/v1/conduct-rules', { version: 1, amounts, reason: '调整' }))))).toEqual(all(400, 'body_invalid', 4));
    });

    test('and null for a list that may be left out', async () => {
      const slot = { from: at(TUESDAY, '14:00'), until: at(TUESDAY, '15:00') };
      const supply = { name: words, unit: words, priceFen: 100, threshold: 1 };
      expect(await refused(
        ...[null, [null], [[]], {}].map((overrides) => onlyFor('overrides', () => lab.wu.post(on('bookings'), { ...slot, overrides }))),
        onlyFor('overrides', () => lab.luo.post(`/api/v1/bookings/${booking}/move`, { ...slot, overrides: null })),
        onlyFor('pattern', () => series({ days: null })),
        onlyFor('pattern', () => series({ every: null })),
        onlyFor('instrumentIds', () => lab.manager.post('/api/v1/supplies', { ...supply, instrumentIds: null })),
        onlyFor('fileIds', () => lab.luo.post(on('incidents'), { bookingId: booking, severity: 'minor', what: '异响', fileIds: null })),
        ...[null, [null], [[]]].map((limits) => onlyFor('limits', () => lab.manager.put('/api/v1/instrument-quotas', { limits, reason: '限额' }))),
      )).toEqual(all(400, 'body_invalid', 12));
    });
  });

  test('samples that are dangerous and not', async () => {
    const samples = (hazards: readonly unknown[]) => lab.luo.post(`/api/v1/bookings/${booking}/samples`, { count: 1, description: '竹纤维', hazards, storage: 'room', wantedEnd: 'return' });
    expect(await refused(...[['none', 'toxic'], ['toxic', 'none'], [], [null], [['none']]].map((hazards) => onlyFor('hazards', () => samples(hazards))))).toEqual(all(400, 'body_invalid', 5));
  });

  test('a capacity of 0, of none, or lowered below what is booked', async () => {
    const capacity = (count: unknown) => lab.manager.post(on('capacity'), { capacity: count, reason: '设备调整' });
    expect(await refused(() => capacity(0), () => capacity(-1), () => capacity(1.5), () => capacity('2'), () => capacity(501), () => lab.manager.post('/api/v1/instruments', { ...microscope, capacity: 0 }))).toEqual(all(400, 'body_invalid', 6));
    await capacity(3).expect(200);
    for (const by of [lab.wu, lab.he]) await by.post(on('bookings'), { from: at(TUESDAY, '09:00'), until: at(TUESDAY, '10:00') }).expect(201);
    expect(await refused(() => capacity(2), () => capacity(1))).toEqual(all(409, 'capacity_below_booked', 2));
  });

  test('a check-in for the booking of another, or for none', async () => {
    world.clock.moveTo(at(TUESDAY, '09:00'));
    await world.settled();
    const elsewhere = await world.person({ name: '邻居' }, await world.organisation({ name: '合川区另一研究院', kind: 'research_institute', region: '500117' }), ['instrument_manager']);
    const checkIn = (by: Client, id: string) => by.post(`/api/v1/bookings/${id}/check-in`);
    expect(await refused(() => checkIn(lab.wu, booking), () => checkIn(elsewhere, booking), () => checkIn(lab.luo, newId()), () => checkIn(lab.luo, 'booking'), () => checkIn(lab.luo, `${booking}'`))).toEqual(all(404, 'not_found', 5));
  });

  test('words that are not seen, or turn the reading direction', async () => {
    for (const unseen of ['\u0000', '样品\u202e', '\u0007bell', '零\u200b宽']) {
      expect([unseen, await refused(
        onlyFor('reason', () => lab.luo.post(`/api/v1/bookings/${booking}/cancellation`, { reason: unseen })),
        onlyFor('reason', () => lab.luo.post(`/api/v1/bookings/${booking}/interruption`, { reason: unseen })),
        onlyFor('note', () => lab.luo.post(`/api/v1/bookings/${booking}/usage`, { from: at(TUESDAY, '09:00'), until: at(TUESDAY, '10:00'), note: unseen })),
      )]).toEqual([unseen, all(400, 'body_invalid', 3)]);
    }
    expect(await refused(onlyFor('reason', () => lab.luo.post(`/api/v1/bookings/${booking}/cancellation`, { reason: '  ' })))).toEqual([[400, 'body_invalid']]);
  });

  test('a use longer than can have been', async () => {
    await lab.luo.post(`/api/v1/bookings/${booking}/check-in`).expect(200);
    world.clock.moveTo(at(TUESDAY, '10:30'));
    const usage = (from: string, until: string) => lab.luo.post(`/api/v1/bookings/${booking}/usage`, { from, until, note: '' });
    const impossible = await refused(
      () => usage(at(TUESDAY, '08:00'), at(TUESDAY, '10:00')),
      () => usage(at(TUESDAY, '09:00'), at(TUESDAY, '10:31')),
      () => usage(at(TUESDAY, '09:00'), at('2026-03-04', '09:00')),
      () => usage(at(TUESDAY, '10:00'), at(TUESDAY, '09:00')),
      () => usage(at(TUESDAY, '10:00'), at(TUESDAY, '10:00')),
    );
    expect(impossible).toEqual(all(422, 'usage_impossible', 5));
    expect(await refused(() => usage('+010000-01-01T00:00:00.000Z', at(TUESDAY, '10:00')), () => lab.luo.post(`/api/v1/bookings/${booking}/usage`, { from: at(TUESDAY, '09:00'), until: at(TUESDAY, '10:00'), minutes: 600 }))).toEqual(all(400, 'body_invalid', 2));
    expect(await refused(() => lab.luo.post(`/api/v1/bookings/${booking}/end`, { until: at(TUESDAY, '10:00') }), () => lab.luo.post(`/api/v1/bookings/${booking}/end`, { until: at(TUESDAY, '10:30') }))).toEqual(all(422, 'end_not_ahead', 2));
  });
});
