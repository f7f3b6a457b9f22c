import fc from 'fast-check';
import { checkOrcid, orcidCheckDigit } from './orcid.js';

const orcid = fc
  .string({ unit: fc.constantFrom(...'0123456789'), minLength: 15, maxLength: 15 })
  .map((digits) => (digits + orcidCheckDigit(digits)).replace(/(.{4})(?=.)/g, '$1-'));

describe('ORCID iD', () => {
  test.each(['0000-0002-1825-0097', '0000-0002-1694-233X'])('%s is valid', (given) => expect(checkOrcid(given)).toEqual({ ok: true, value: given }));

  test('its address is taken too, and a small x', () => {
    expect(checkOrcid('https://orcid.org/0000-0002-1694-233x')).toEqual({ ok: true, value: '0000-0002-1694-233X' });
  });

  test.each(['', '0000000218250097', '0000-0002-1825-009', '0000-0002-1825-00977', 'X000-0002-1825-0097', 'https://example.org/0000-0002-1825-0097'])(
    '"%s" has not the form', (given) => expect(checkOrcid(given)).toEqual({ ok: false, problem: 'orcid_format' }),
  );

  test('a wrong check digit is named', () => expect(checkOrcid('0000-0002-1825-0098')).toEqual({ ok: false, problem: 'orcid_checksum' }));

  test('every change of one digit, and every exchange of two neighbours, is detected', () => {
    fc.assert(
      fc.property(orcid, fc.nat(18), fc.constantFrom(...'0123456789X'), (right, place, other) => {
        expect(checkOrcid(right)).toEqual({ ok: true, value: right });
        const changed = right.slice(0, place) + other + right.slice(place + 1);
        expect(checkOrcid(changed).ok).toBe(changed === right);
        const exchanged = right.slice(0, place) + (right[place + 1] ?? '') + right[place]! + right.slice(place + 2);
        expect(checkOrcid(exchanged).ok).toBe(exchanged === right);
      }),
      { numRuns: 1000 },
    );
  });
});
