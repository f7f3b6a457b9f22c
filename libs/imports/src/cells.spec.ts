import fc from 'fast-check';
import { dayOfNumber, dayOfText, fenOf, numberOf, valueOf } from './cells.js';
import type { Column } from './import-kind.js';
import { textCell } from './sheet.js';

const wide = (text: string): string => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
const importer = { personId: 'p', organisationId: 'o', region: '500117' };
const column = (form: Column['form'], more: Partial<Column> = {}): Column => ({ name: 'c', path: 'c', form, required: true, explained: { zh: '', en: '' }, example: '', ...more });
const read = (text: string, form: Column['form'], more: Partial<Column> = {}): unknown => valueOf(textCell(text) ?? undefined, column(form, more), importer, false);

describe('money in yuan', () => {
  test('is whole fen, whatever the signs around it and however wide', () => {
    expect(['48', '48.5', '48.50', '48.500', '1,234.56', '￥1,234.56', '12元', '１２．３４', '0'].map(fenOf)).toEqual([4_800, 4_850, 4_850, 4_850, 123_456, 123_456, 1_200, 1_234, 0]);
  });
  test('with parts of a fen is no whole number, so no field of money takes it', () => {
    for (const text of ['0.005', '48.501', '1.999', '0.001']) expect(Number.isInteger(fenOf(text))).toBe(false);
  });
  test('that is none stays what it is', () => expect(['', '一百', '1e5', '1.2.3', '--1'].map(fenOf)).toEqual([null, null, null, null, null]));
  test('beyond every limit stays a number, so that the limit is what is told', () => {
    for (const text of ['99999999999999999', '12345678901234567.001', '9'.repeat(30)]) expect(fenOf(text)).toBe(Number.MAX_SAFE_INTEGER);
    expect(fenOf('-99999999999999999')).toBe(-Number.MAX_SAFE_INTEGER);
  });
  test('of any whole fen comes back as those fen, in plain or wide digits', () =>
    fc.assert(fc.property(fc.integer({ min: 0, max: 10 ** 15 }), fc.boolean(), (fen, widened) => {
      const text = `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
      expect(fenOf(widened ? wide(text) : text)).toBe(fen);
    })));
});

describe('a day', () => {
  test('is read however people write it', () =>
    expect(['2026-06-30', '2026/6/30', '2026.6.30', '2026年6月30日', '20260630', '２０２６－６－３０'.replace('－', '-').replace('－', '-'), '2026/6/30 0:00'].map(dayOfText)).toEqual(Array.from({ length: 7 }, () => '2026-06-30')));
  test('that is none stays what it is, and the field says so', () => expect(['30.6.2026', '六月', '2026-6', ''].map(dayOfText)).toEqual([null, null, null, null]));
  test('counted by Excel from 1900 and from 1904', () => {
    expect([61, 45_838, 46_203].map((number) => dayOfNumber(number, false))).toEqual(['1900-03-01', '2025-06-30', '2026-06-30']);
    expect(dayOfNumber(46_203 - 1_462, true)).toBe('2026-06-30');
    expect([0, 60, 45_838.5, 3_000_000].map((number) => dayOfNumber(number, false))).toEqual([null, null, null, null]);
    expect(dayOfNumber(20_260_630, false)).toBe('2026-06-30');
  });
  test('of any serial number is that many days behind the first', () =>
    fc.assert(fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => expect(Date.parse(`${dayOfNumber(serial, false)}T00:00:00Z`)).toBe((serial - 25_569) * 86_400_000))));
});

test('numbers in wide digits and with commas are numbers; what is none is handed on as it stands', () => {
  expect(['１２.５', '1,000', '-3', '7'].map(numberOf)).toEqual([12.5, 1000, -3, 7]);
  expect(['七', '1,00', '', 'Infinity', '0x10'].map(numberOf)).toEqual([null, null, null, null, null]);
  expect(read('七级', 'number')).toBe('七级');
});

test('choices by their value, in Chinese or English; lists by whatever divides them; yes and no', () => {
  const choices = [{ value: 'patent', zh: '专利', en: 'Patent' }];
  expect(['专利', 'PATENT', 'ｐａｔｅｎｔ', '商标'].map((text) => read(text, 'choice', { choices }))).toEqual(['patent', 'patent', 'patent', '商标']);
  expect(read('C11B 1/10；A23L 27/00、G06V\n H04L', 'codes')).toEqual(['C11B 1/10', 'A23L 27/00', 'G06V', 'H04L']);
  expect(['是', 'TRUE', 'no', '也许'].map((text) => read(text, 'yes_no'))).toEqual([true, true, false, '也许']);
  expect(valueOf(undefined, column('text', { empty: ({ organisationId }) => organisationId }), importer, false)).toBe('o');
});
