import fc from 'fast-check';
import type { Check } from './checked.js';
import { checkDivision, checkRegion } from './division.js';
import { checkIndustry } from './industry.js';
import { checkIpc, checkIpcSymbol } from './ipc.js';
import { checkOrcid } from './orcid.js';
import { checkPatentNumber } from './patent-number.js';
import { IDENTIFIER_TEXT } from './problems.js';
import { checkUscc, checkUsccForm } from './uscc.js';

const CHECKS: Readonly<Record<string, Check>> = {
  checkUscc, checkUsccForm, checkPatentNumber, checkOrcid, checkIpc, checkIpcSymbol, checkIndustry, checkDivision, checkRegion,
};
const close = fc.string({ unit: fc.constantFrom(...'0129XZLACHKS-./ 　０Ａｘ\ufb00ı\u0000\ud800'), maxLength: 24 });

describe.each(Object.entries(CHECKS))('%s', (_, check) => {
  test('never throws, whatever comes, and what it accepts it accepts again unchanged', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string({ unit: 'binary' }), close), (input) => {
        const checked = check(input);
        if (checked.ok) expect(check(checked.value)).toEqual(checked);
        else expect(IDENTIFIER_TEXT).toHaveProperty(checked.problem);
      }),
      { numRuns: 500 },
    );
  });

  test('no list, object or number passes as the text it would turn into', () => {
    for (const input of [['C11B'], { toString: () => 'C11B' }, 500117, null, undefined, { $ne: null }]) expect(check(input).ok).toBe(false);
  });

  test('a text of ten million characters is turned away', () => expect(check('9'.repeat(10_000_000)).ok).toBe(false));
});

test('letters that grow when made capitals let no wrong code pass', () => {
  expect(checkIpc('\ufb0001B').ok).toBe(false);
  expect(checkIndustry('ı35').ok).toBe(false);
});
