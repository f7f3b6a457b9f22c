import decodeQR from 'qr/decode.js';
import encodeQR from 'qr';
import fc from 'fast-check';
import { kioskNow, type Taken } from './kiosk.decider.js';
import { kioskPage, type Kiosk } from './kiosk-page.js';
import { PLAIN_RULES, type OpeningRules } from './opening-rules.js';

const at = (time: string, day = '2026-03-03'): number => Date.parse(`${day}T${time}:00+08:00`);
const rules: OpeningRules = { ...PLAIN_RULES, zone: 'Asia/Shanghai', weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: '08:30', until: '18:00', groups: null })), gridMinutes: 30, minMinutes: 60, maxMinutes: 240, bufferBeforeMinutes: 0, bufferAfterMinutes: 30, horizonDays: 60 };
const view = { rules, groups: ['own', 'external'], holidays: [] };
const booked = (from: string, until: string): Taken => ({ from: at(from), until: at(until), kind: 'booking' });
const outage = (from: string, until: string): Taken => ({ from: at(from), until: at(until), kind: 'outage' });

describe('what stands at an instrument', () => {
  test.each([
    ['free until it closes', [], 1, '09:00', 'free', at('18:00')],
    ['free until the next one', [booked('11:00', '12:00')], 1, '09:00', 'free', at('11:00')],
    ['free until it is taken out of service', [outage('10:00', '12:00'), booked('11:00', '12:00')], 1, '09:00', 'free', at('10:00')],
    ['in use until all that follow are over', [booked('09:00', '10:00'), booked('10:00', '11:00')], 1, '09:00', 'in_use', at('11:00')],
    ['free beside another, with room for two', [booked('09:00', '12:00'), booked('10:00', '11:00')], 2, '09:30', 'free', at('10:00')],
    ['in use by two, with room for two', [booked('09:00', '12:00'), booked('10:00', '11:00')], 2, '10:30', 'in_use', at('11:00')],
    ['out of service, whoever has booked it', [booked('09:00', '10:00'), outage('09:00', '17:00')], 1, '09:30', 'out_of_service', at('17:00')],
    ['closed until the morning', [], 1, '18:00', 'closed', at('08:30', '2026-03-04')],
  ] as const)('%s', (_, taken, capacity, now, state, until) => expect(kioskNow(taken, capacity, view, at(now))).toEqual({ state, until }));

  test('is said to be free exactly when fewer are there than can be', () => {
    const span = fc.tuple(fc.integer({ min: 17, max: 34 }), fc.integer({ min: 1, max: 6 })).map(([from, length]): Taken => ({ from: at('00:00') + from * 1_800_000, until: at('00:00') + (from + length) * 1_800_000, kind: 'booking' }));
    fc.assert(fc.property(fc.array(span, { maxLength: 8 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 17 * 30, max: 36 * 30 - 1 }), (taken, capacity, minute) => {
      const now = at('00:00') + minute * 60_000;
      const { state, until } = kioskNow(taken, capacity, view, now);
      const full = (instant: number): boolean => taken.filter((one) => one.from <= instant && instant < one.until).length >= capacity;
      expect(state).toBe(full(now) ? 'in_use' : 'free');
      // Until then it is so, minute by minute, and no longer.
      for (let instant = now; instant < Math.min(until!, at('18:00')); instant += 60_000) expect(full(instant)).toBe(state === 'in_use');
      if (state === 'in_use' || until! < at('18:00')) expect(full(until!)).toBe(state !== 'in_use');
    }));
  });

  test('carries a code that another program reads', () => {
    const link = 'https://hewu.example/api/v1/kiosk/01953c00-0000-7000-8000-000000000051';
    const modules = encodeQR(link, 'raw', { ecc: 'medium', border: 2 });
    const [scale, width] = [6, modules.length * 6];
    const data = new Uint8Array(width * width * 4).map((_, i) => (i % 4 === 3 ? 255 : modules[Math.floor(Math.floor(i / 4) / width / scale)]![Math.floor((Math.floor(i / 4) % width) / scale)] ? 0 : 255));
    expect(decodeQR({ width, height: width, data })).toBe(link);
  });

  test('is a page in which markup stays the text it is, in both languages', () => {
    const hostile = '<script>alert("x")</script>';
    const kiosk = (language: 'zh' | 'en'): Kiosk => ({
      language, instrument: { name: { zh: hostile, en: hostile }, place: { zh: '三号楼', en: 'Building 3' }, model: '"><img src=x>' }, zone: 'Asia/Shanghai', now: { state: 'free', until: at('11:00') }, at: at('09:00'),
      ahead: [booked('11:00', '12:00')], link: 'https://hewu.example/api/v1/kiosk/i', other: '?language=en', refreshSeconds: 60,
    });
    for (const language of ['zh', 'en'] as const) {
      const page = kioskPage(kiosk(language));
      expect(page).not.toMatch(/<script|<img/);
      expect(page).toContain('11:00</time>–');
      expect(page).toContain('http-equiv="refresh" content="60"');
      expect(page.match(/<svg role="img"/g)).toHaveLength(1);
      expect(page).toContain(language === 'zh' ? '空闲' : 'Free');
    }
    expect(kioskPage({ ...kiosk('en'), refreshSeconds: null, ahead: [] })).not.toContain('http-equiv');
  });
});
