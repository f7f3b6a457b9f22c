import { encodeQR } from 'qr';
import { newId } from '../../libs/kernel/src/ids.js';
import { at, instrumentWith, laboratory, type Laboratory } from '../support/laboratory.js';
import { startWorld, type World } from '../support/world.js';

const [TUESDAY, WEDNESDAY] = ['2026-03-03', '2026-03-04'];

describe('the page that stands at an instrument', () => {
  let world: World;
  let lab: Laboratory;
  let instrument: string;
  const shown = async (query = '?language=zh'): Promise<string> => {
    await world.settled();
    return (await world.anonymous.get(`/api/v1/kiosk/${instrument}${query}`).expect(200).expect('content-type', /^text\/html/)).text;
  };
  const now = (page: string): string => /role="status">([^<]*)<span>([^<]*)/.exec(page)!.slice(1).join('');

  beforeAll(async () => {
    world = await startWorld({ HEWU_PUBLIC_URL: 'https://hewu.example' });
    lab = await laboratory(world);
    instrument = await instrumentWith(lab.manager);
    world.clock.moveTo(at(TUESDAY, '08:40'));
  });
  afterAll(() => world.stop());

  test('tells what it is now and next, by time alone', async () => {
    expect(now(await shown())).toBe('空闲 至 18:00');
    const id = (await lab.luo.post(`/api/v1/instruments/${instrument}/bookings`, { from: at(TUESDAY, '09:00'), until: at(TUESDAY, '10:00') }).expect(201)).body.id as string;
    expect(now(await shown())).toBe('空闲 至 09:00');
    world.clock.moveTo(at(TUESDAY, '09:00'));
    await lab.luo.post(`/api/v1/bookings/${id}/check-in`).expect(200);
    const page = await shown();
    expect(now(page)).toBe('使用中 至 10:00');
    expect(now(await shown('?language=en'))).toBe('In use until 10:00');
    for (const secret of [id, lab.luo.id, lab.luo.organisation!.id, '罗强', '武胜县食品机械公司']) expect(page).not.toContain(secret);
    // Whoever leaves early leaves it free.
    world.clock.moveTo(at(TUESDAY, '09:20'));
    await lab.luo.post(`/api/v1/bookings/${id}/usage`, { from: at(TUESDAY, '09:00'), until: at(TUESDAY, '09:20'), note: '' }).expect(200);
    expect(now(await shown())).toBe('空闲 至 18:00');
    await lab.manager.post(`/api/v1/instruments/${instrument}/outages`, { from: at(TUESDAY, '09:20'), until: at(TUESDAY, '12:00'), kind: 'sudden', treatment: 'cancel', reason: '真空泵' }).expect(201);
    expect(now(await shown())).toBe('停用 至 12:00');
    world.clock.moveTo(at(TUESDAY, '19:00'));
    expect(now(await shown('?language=en'))).toBe('Closed opens 2026-03-04 08:30');
  });

  test('is in use from the check-in on, also when somebody comes before their slot', async () => {
    const other = await instrumentWith(lab.manager);
    const shownThere = async (): Promise<string> => {
      await world.settled();
      return now((await world.anonymous.get(`/api/v1/kiosk/${other}?language=en`).expect(200)).text);
    };
    const id = (await lab.luo.post(`/api/v1/instruments/${other}/bookings`, { from: at(WEDNESDAY, '10:00'), until: at(WEDNESDAY, '11:00') }).expect(201)).body.id as string;
    world.clock.moveTo(at(WEDNESDAY, '09:50'));
    expect(await shownThere()).toBe('Free until 10:00');
    await lab.luo.post(`/api/v1/bookings/${id}/check-in`).expect(200);
    expect(await shownThere()).toBe('In use until 11:00');
    const busy = async (until: string) => (await world.anonymous.get(`/api/v1/instruments/${other}/schedule?from=${at(WEDNESDAY, '08:00')}&until=${at(WEDNESDAY, until)}`).expect(200)).body.items;
    expect(await busy('18:00')).toMatchObject([{ from: at(WEDNESDAY, '09:50'), until: at(WEDNESDAY, '11:00'), kind: 'booking' }]);
    expect(await busy('09:55')).toHaveLength(1);
    expect(await busy('09:50')).toEqual([]);
  });

  test('carries a code that leads a phone to the same page, needs no script, and speaks the language that is asked for', async () => {
    const page = await shown();
    const path = /<path d="([^"]*)"/.exec(encodeQR(`https://hewu.example/api/v1/kiosk/${instrument}`, 'svg', { ecc: 'medium', border: 2 }))![1]!;
    expect(page).toContain(path);
    expect(page).not.toContain('<script');
    expect(page).toContain('lang="zh-CN"');
    await world.settled();
    expect((await world.anonymous.get(`/api/v1/kiosk/${instrument}`).set('accept-language', 'en').expect(200)).text).toContain('<html lang="en">');
    expect(await shown('?refresh=60')).toContain('http-equiv="refresh" content="60"');
    for (const query of ['?refresh=1', '?refresh=x', '?language=fr', '?other=1']) await world.anonymous.get(`/api/v1/kiosk/${instrument}${query}`).expect(400);
    await world.anonymous.get(`/api/v1/kiosk/${newId()}`).expect(404);
    await world.anonymous.get('/api/v1/kiosk/none').expect(404);
    await lab.manager.post(`/api/v1/instruments/${instrument}/retirement`, { reason: '报废' }).expect(200);
    await world.anonymous.get(`/api/v1/kiosk/${instrument}`).expect(404);
  });
});
