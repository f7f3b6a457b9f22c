import { plainToInstance } from 'class-transformer';
import { IsOptional, validateSync } from 'class-validator';
import * as fc from 'fast-check';
import { canonicalInstant, IsInstant, withCanonicalInstants } from './instants.js';

class Sent {
  @IsInstant() at: string;
  @IsOptional() @IsInstant() until?: string | null = null;
}

describe('an instant that comes in', () => {
  test.each([
    ['2026-12-01T08:00:00.000Z', '2026-12-01T08:00:00.000Z'],
    ['2026-12-01T08:00:00Z', '2026-12-01T08:00:00.000Z'],
    ['2026-12-01T16:00:00+08:00', '2026-12-01T08:00:00.000Z'],
    ['2026-12-01T08:00:00.5Z', '2026-12-01T08:00:00.500Z'],
    ['2026-12-01T08:00:00.123000Z', '2026-12-01T08:00:00.123Z'],
    ['2026-12-01t08:00:00z', '2026-12-01T08:00:00.000Z'],
    ['2026-12-31T20:30:00-05:45', '2027-01-01T02:15:00.000Z'],
    ['2026-12-01T08:00:00-00:00', '2026-12-01T08:00:00.000Z'],
    ['2026-12-01T08:00:00+23:59', '2026-11-30T08:01:00.000Z'],
    ['2028-02-29T23:59:59.999Z', '2028-02-29T23:59:59.999Z'],
    ['1000-01-01T00:00:00Z', '1000-01-01T00:00:00.000Z'],
    ['2999-12-31T23:59:59.999Z', '2999-12-31T23:59:59.999Z'],
  ])('%s is %s', (sent, canonical) => expect(canonicalInstant(sent)).toBe(canonical));

  test.each([
    ['no zone', '2026-12-01T08:00:00'], ['no zone, with milliseconds', '2026-12-01T08:00:00.000'], ['a day alone', '2026-12-01'], ['no seconds', '2026-12-01T08:00Z'],
    ['a leap second', '2016-12-31T23:59:60Z'], ['the end of a day', '2026-12-01T24:00:00Z'], ['a minute 60', '2026-12-01T08:60:00Z'], ['a day that is none', '2026-02-30T01:00:00Z'],
    ['finer than a millisecond', '2026-12-01T08:00:00.123456Z'], ['an empty fraction', '2026-12-01T08:00:00.Z'], ['a comma', '2026-12-01T08:00:00,5Z'],
    ['a space for the T', '2026-12-01 08:00:00Z'], ['a plus that the address lost', '2026-12-01T16:00:00 08:00'], ['an offset of hours alone', '2026-12-01T16:00:00+08'], ['an offset without a colon', '2026-12-01T16:00:00+0800'],
    ['an offset of a day', '2026-12-01T16:00:00+24:00'], ['a name of a zone', '2026-12-01T16:00:00+08:00[Asia/Shanghai]'], ['a year beyond 9999', '+010000-01-01T00:00:00Z'], ['a year beyond 2999', '3000-01-01T00:00:00Z'], ['2999 here, 3000 in UTC', '2999-12-31T23:00:00-02:00'],
    ['a year before 1000', '0999-12-31T00:00:00Z'], ['1000 here, 999 in UTC', '1000-01-01T00:00:00+08:00'], ['basic form', '20261201T080000Z'], ['spaces around', ' 2026-12-01T08:00:00Z '], ['a line end', '2026-12-01T08:00:00Z\n'],
    ['nothing', ''], ['a word', 'today'], ['a number', 1_772_413_200_000], ['null', null], ['undefined', undefined], ['an object', { $ne: null }], ['a list', ['2026-12-01T08:00:00Z']],
  ])('is none: %s', (_, sent) => expect(canonicalInstant(sent)).toBeNull());

  test('is the same instant in its canonical form, however it was written, and that form is its own', () => {
    const two = (n: number): string => String(n).padStart(2, '0');
    const written = fc.record({ at: fc.integer({ min: Date.UTC(1001, 0), max: Date.UTC(2998, 0) }), offset: fc.integer({ min: -1439, max: 1439 }), zeros: fc.integer({ min: 0, max: 6 }), lower: fc.boolean() }).map(({ at, offset, zeros, lower }) => {
      const local = new Date(at + offset * 60_000).toISOString().slice(0, -1) + '0'.repeat(zeros);
      const text = `${local}${offset < 0 ? '-' : '+'}${two(Math.trunc(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
      return { at, text: lower ? text.toLowerCase() : text };
    });
    fc.assert(
      fc.property(written, written, (one, other) => {
        const [a, b] = [canonicalInstant(one.text)!, canonicalInstant(other.text)!];
        expect(Date.parse(a)).toBe(one.at);
        expect(canonicalInstant(a)).toBe(a);
        expect(a < b).toBe(one.at < other.at);
      }),
    );
  });

  test('is carried on in its canonical form from a body, and what is none is refused as it came', () => {
    const sent = plainToInstance(Sent, { at: '2026-12-01T16:00:00+08:00', until: null });
    expect(validateSync(sent)).toEqual([]);
    expect(sent).toEqual({ at: '2026-12-01T08:00:00.000Z', until: null });
    for (const at of ['2026-12-01T08:00:00', null, undefined, 7]) expect(validateSync(plainToInstance(Sent, { at })).map(({ property, value }) => [property, value as unknown])).toEqual([['at', at]]);
  });

  test('makes the same content of a body in two ways of writing, and leaves everything else as it is', () => {
    const body = (at: string): unknown => ({ slots: [{ from: at, minutes: 60 }], note: `at ${at}`, none: null });
    expect(withCanonicalInstants(body('2026-12-01T16:00:00+08:00'))).toEqual({ slots: [{ from: '2026-12-01T08:00:00.000Z', minutes: 60 }], note: 'at 2026-12-01T16:00:00+08:00', none: null });
    const file = Buffer.from('2026-12-01T16:00:00+08:00');
    expect(withCanonicalInstants(file)).toBe(file);
    expect(withCanonicalInstants(body('2026-12-01T08:00:00.000Z'))).toEqual(body('2026-12-01T08:00:00.000Z'));
  });
});
