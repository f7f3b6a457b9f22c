import fc from 'fast-check';
import { applicationNumber, checkPatentNumber, isFromPct, isGranted, patentCheckDigit, patentFilingYear, patentKind } from './patent-number.js';

const kind = fc.constantFrom('1', '2', '3', '8', '9');
const digits = (length: number): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });
const year = (from: number, to: number): fc.Arbitrary<string> => fc.integer({ min: from, max: to }).map(String);
/** Numbers of both standards whose check digit fits. */
const number = fc
  .oneof(fc.tuple(year(2003, 2099), kind, digits(7)), fc.tuple(year(1985, 2003).map((full) => full.slice(2)), kind, digits(5)))
  .map((parts) => parts.join(''))
  .map((plain) => `${plain}.${patentCheckDigit(plain)}`);

describe('patent number', () => {
  test.each(['201710601862.3', '95115608.X', 'ZL209910000001.8', 'ZL209920000002.8', 'ZL209910000003.7'])('%s is valid', (given) =>
    expect(checkPatentNumber(given)).toEqual({ ok: true, value: given }),
  );

  test('as certificates print it, and as Chinese keyboards type it', () => {
    for (const given of ['ZL 2017 1 0601862.3', 'zl201710601862.3', 'ＺＬ　２０１７ １ ０６０１８６２．３']) {
      expect(checkPatentNumber(given)).toEqual({ ok: true, value: 'ZL201710601862.3' });
    }
  });

  test.each([
    '', '201710601862', '2017106018623', '201740601862.3', '200210601862.3', '84115608.X', '04115608.X', 'CN201710601862.3', '201710601862.33',
  ])('"%s" has not the form', (given) => expect(checkPatentNumber(given)).toEqual({ ok: false, problem: 'patent_format' }));

  test('a wrong check digit is named', () => expect(checkPatentNumber('201710601862.4')).toEqual({ ok: false, problem: 'patent_checksum' }));

  test('every change of one digit is detected', () => {
    fc.assert(
      fc.property(number, fc.nat(13), fc.constantFrom(...'0123456789X'), (right, at, other) => {
        expect(checkPatentNumber(right).ok).toBe(true);
        const place = at % right.length;
        const wrong = right.slice(0, place) + other + right.slice(place + 1);
        expect(checkPatentNumber(wrong).ok).toBe(wrong === right);
      }),
      { numRuns: 1000 },
    );
  });

  test('every exchange of two neighbouring digits is detected', () => {
    fc.assert(
      fc.property(number, fc.nat(11), (right, at) => {
        const place = at % (right.indexOf('.') - 1);
        const wrong = right.slice(0, place) + right[place + 1]! + right[place]! + right.slice(place + 2);
        expect(checkPatentNumber(wrong).ok).toBe(wrong === right);
      }),
      { numRuns: 1000 },
    );
  });

  test('tells kind, year and origin; an application and its patent are one right', () => {
    expect([patentKind('201710601862.3'), patentFilingYear('201710601862.3'), isFromPct('201710601862.3'), isGranted('201710601862.3')]).toEqual(['invention', 2017, false, false]);
    expect([patentKind('95115608.X'), patentFilingYear('95115608.X')]).toEqual(['invention', 1995]);
    expect([patentKind('ZL209920000002.8'), isGranted('ZL209920000002.8')]).toEqual(['utility_model', true]);
    const fromPct = `00801234.${patentCheckDigit('00801234')}`;
    expect([checkPatentNumber(fromPct).ok, patentKind(fromPct), patentFilingYear(fromPct), isFromPct(fromPct)]).toEqual([true, 'invention', 2000, true]);
    expect(applicationNumber('ZL201710601862.3')).toBe(applicationNumber('201710601862.3'));
  });
});
