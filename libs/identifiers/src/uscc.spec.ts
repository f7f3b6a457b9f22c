import fc from 'fast-check';
import { checkUscc, checkUsccForm, usccCheckCharacter, usccDivision } from './uscc.js';

const CHARACTERS = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
const character = fc.constantFrom(...CHARACTERS);
const digit = fc.constantFrom(...CHARACTERS.slice(0, 10));
/** A code whose check character fits. */
const code = fc
  .tuple(...Array.from({ length: 17 }, (_, place) => (place >= 2 && place < 8 ? digit : character)))
  .map((first) => first.join(''))
  .map((first) => first + usccCheckCharacter(first));

describe('unified social credit code', () => {
  test.each([
    '91512081MA62K0260E', '91500117MADEM0HCX0', '91511622MADEM0WH6X', '12500117DEM0HC01XU', '12511622DEM0WH015C', '11500117DEM0GHC142', '11511622DEM0GWH17Q',
  ])('%s is valid', (given) => expect(checkUscc(given)).toEqual({ ok: true, value: given }));

  test("the standard's own printed example has a wrong end: Z is no character of a code, and the right one is 3", () => {
    expect(checkUscc('91350100M000100Y4Z')).toEqual({ ok: false, problem: 'uscc_format' });
    expect(checkUscc('91350100M000100Y43')).toEqual({ ok: true, value: '91350100M000100Y43' });
  });

  test('as people type it: small letters, full-width, blanks around', () => {
    expect(checkUscc('　９１５１２０８１ma62k0260e \n')).toEqual({ ok: true, value: '91512081MA62K0260E' });
  });

  test.each(['', '91512081MA62K0260', '91512081MA62K0260EE', '9151208IMA62K0260E', '91A12081MA62K0260E', '91512081 MA62K0260E', '91512081MA62KO260E'])(
    '"%s" has not the form', (given) => expect(checkUscc(given)).toEqual({ ok: false, problem: 'uscc_format' }),
  );

  test('a wrong check character is told apart from a wrong form, since an administrator may override only the first', () => {
    expect(checkUscc('91512081MA62K0260F')).toEqual({ ok: false, problem: 'uscc_checksum' });
    expect(checkUsccForm('91512081MA62K0260F')).toEqual({ ok: true, value: '91512081MA62K0260F' });
    expect(checkUsccForm('91512081MA62K0260Z').ok).toBe(false);
  });

  test('every change of one character is detected', () => {
    fc.assert(
      fc.property(code, fc.nat(17), character, (right, place, other) => {
        expect(checkUscc(right).ok).toBe(true);
        const wrong = right.slice(0, place) + other + right.slice(place + 1);
        expect(checkUscc(wrong).ok).toBe(wrong === right);
      }),
      { numRuns: 500 },
    );
  });

  test('every exchange of two neighbours is detected', () => {
    fc.assert(
      fc.property(code, fc.nat(16), (right, place) => {
        const wrong = right.slice(0, place) + right[place + 1]! + right[place]! + right.slice(place + 2);
        expect(checkUscc(wrong).ok).toBe(wrong === right);
      }),
      { numRuns: 500 },
    );
  });

  test('names the division that issued it', () => expect(usccDivision('91500117MADEM0HCX0')).toBe('500117'));
});
