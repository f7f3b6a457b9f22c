import fc from 'fast-check';
import { terms } from './terms.js';

describe('terms', () => {
  test('Chinese is cut into words, and long words also into the words inside them', () => {
    expect(terms('低温花椒油提取技术')).toEqual(expect.arrayContaining(['低温', '花椒', '花椒油', '提取', '技术']));
    expect(terms('石墨烯的制备方法')).toEqual(expect.arrayContaining(['石墨烯', '制备', '方法']));
    expect(terms('5G基站')).toEqual(expect.arrayContaining(['5g', '基站']));
  });

  test('every term of a phrase that stands in a text is a term of the text', () => {
    const text = terms('一种低温花椒油提取技术，适用于火锅底料的工业化生产；encrypted industrial gateways for thermal imaging');
    for (const phrase of ['花椒油', '花椒 提取', '火锅底料', '工业化的生产', 'Encrypted Gateway', 'thermal image', 'an industrial gateway']) {
      expect({ phrase, missing: terms(phrase).filter((term) => !text.includes(term)) }).toEqual({ phrase, missing: [] });
      expect(terms(phrase)).not.toEqual([]);
    }
  });

  test.each([
    ['batteries', 'battery'], ['processes', 'processing'], ['images', 'imaging'], ['machine', 'machines'], ['coats', 'coating'],
    ['boxes', 'box'], ['planning', 'plan'], ['milling', 'mills'], ['gateways', 'Gateway'],
  ])('%s and %s are one term', (one, other) => expect(terms(one)).toEqual(terms(other)));

  test.each(['gas', 'glass', 'analysis', 'status', 'ring', 'spring', 'string', 'bus'])('%s is no plural and no -ing', (word) => expect(terms(word)).toEqual([word]));

  test('full-width letters, capitals and repetitions make no second term', () => {
    expect(terms('ＰＬＣ plc PLC Plc')).toEqual(['plc']);
    expect(terms('检测，检测；检测')).toEqual(['检测']);
  });

  test('numbers, model names and identifiers stay whole', () => {
    expect(terms('3.5 nm')).toEqual(['3.5', 'nm']);
    expect(terms('ZL201710601862.3')).toEqual(['zl201710601862.3']);
  });

  test('signs and words that only hold a sentence together are no terms', () => {
    for (const text of ['', '   ', '，。！？、—— ()[]{} "$" …', 'the of and', '的和与及', '🙂']) expect(terms(text)).toEqual([]);
  });

  test('any text gives terms that are lower-case, unique, without blanks, and never an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom(...'技术低温花椒 abgins.,\ud83d\ude00Ａ') })), (text) => {
        const found = terms(text);
        expect(new Set(found).size).toBe(found.length);
        for (const term of found) {
          expect(term).toBe(term.toLowerCase());
          expect(term).toMatch(/[\p{L}\p{N}]/u);
          expect(term).toBe(term.trim());
        }
      }),
    );
  });
});
