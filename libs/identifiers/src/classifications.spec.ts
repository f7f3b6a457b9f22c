import fc from 'fast-check';
import { checkDivision, checkRegion, isRegion, liesIn } from './division.js';
import { checkIndustry, industrySection } from './industry.js';
import { checkIpc, checkIpcSymbol, ipcSubclass } from './ipc.js';

describe('IPC', () => {
  test('a symbol is written with its space; a subclass alone classes what has no patent', () => {
    expect(checkIpc('g06v10/40')).toEqual({ ok: true, value: 'G06V 10/40' });
    expect(checkIpc('H04L 9/00')).toEqual({ ok: true, value: 'H04L 9/00' });
    expect(checkIpc('C11B')).toEqual({ ok: true, value: 'C11B' });
    expect(checkIpcSymbol('C11B').ok).toBe(false);
    expect(ipcSubclass('G06V 10/40')).toBe('G06V');
  });

  test.each(['', 'I01B 1/00', 'A1B 1/00', 'A01B 1/0', 'A01B 12345/00', 'A01B 1/0000000', 'A01B  1/00', 'A01'])('"%s" is none', (given) =>
    expect(checkIpc(given)).toEqual({ ok: false, problem: 'ipc_format' }),
  );
});

describe('GB/T 4754-2017', () => {
  test.each(['C35', 'C352', 'C3525', 'A01', 'T97', 'I65'])('%s is an industry', (given) => expect(checkIndustry(given.toLowerCase())).toEqual({ ok: true, value: given }));

  test('has 20 sections and 97 divisions, each division in one section', () => {
    const sections = Array.from({ length: 99 }, (_, index) => industrySection(String(index + 1).padStart(2, '0')));
    expect(sections.filter((section) => section !== null)).toHaveLength(97);
    expect(new Set(sections.slice(0, 97)).size).toBe(20);
    expect([industrySection('13'), industrySection('43'), industrySection('44'), industrySection('00')]).toEqual(['C', 'C', 'D', null]);
  });

  test('a letter that is not the section of the division, and a division that does not exist, are told', () => {
    for (const given of ['A35', 'T98', 'A00']) expect(checkIndustry(given)).toEqual({ ok: false, problem: 'industry_unknown' });
    for (const given of ['', 'U97', 'C3', 'C35251', '3525', 'C 35']) expect(checkIndustry(given)).toEqual({ ok: false, problem: 'industry_format' });
  });
});

describe('administrative division', () => {
  test('only the two regions decide; other divisions exist', () => {
    expect(checkRegion('500117')).toEqual({ ok: true, value: '500117' });
    expect(checkRegion('５１１６２２')).toEqual({ ok: true, value: '511622' });
    expect(checkRegion('110000')).toEqual({ ok: false, problem: 'region_foreign' });
    expect(checkDivision('511600')).toEqual({ ok: true, value: '511600' });
    expect([isRegion('500117'), isRegion('511600')]).toEqual([true, false]);
  });

  test('a province that does not exist and a county without a prefecture are unknown', () => {
    for (const given of ['000000', '160000', '990101', '500017']) expect(checkDivision(given)).toEqual({ ok: false, problem: 'division_unknown' });
    for (const given of ['', '50011', '5001170', '50011x']) expect(checkDivision(given)).toEqual({ ok: false, problem: 'division_format' });
  });

  test('lies in its prefecture and its province, and in no other', () => {
    expect(['511622', '511600', '510000'].map((outer) => liesIn('511622', outer))).toEqual([true, true, true]);
    expect(['500117', '500000', '511100', '511623'].map((outer) => liesIn('511622', outer))).toEqual([false, false, false, false]);
    expect(liesIn('500117', '500000')).toBe(true);
    expect(liesIn('511600', '511622')).toBe(false);
  });

  test('every division lies in itself', () => {
    fc.assert(fc.property(fc.integer({ min: 100000, max: 999999 }).map(String), (division) => liesIn(division, division)));
  });
});
