import fc from 'fast-check';
import { conceptsIn, conceptSpans } from './concepts.js';
import { errorsForgiven, stepsBetween } from './edit-distance.js';
import { folded, foldedWithPlaces } from './folded.js';
import { initialsOf, isSyllable, pinyinOf, soundOf, syllablesOf } from './pinyin.js';
import { SYNONYMS } from './synonyms.js';
import { textTerms } from './text-terms.js';
import { rootOf } from './word-form.js';

describe('synonyms', () => {
  test('any phrase of a line is its concept, in either language and whatever the ending', () => {
    for (const text of ['花椒', 'Sichuan peppers', 'ZANTHOXYLUM', 'huajiao', '川椒加工', 'prickly-ash']) expect([text, conceptsIn(text)]).toEqual([text, expect.arrayContaining(['~花椒'])]);
    expect(conceptsIn('hot pots')).toEqual(['~火锅']);
    expect(conceptsIn('孤立的词')).toEqual([]);
  });

  test('the longest phrases are taken, and none begins or ends within a word', () => {
    expect(conceptSpans(folded('低温花椒油')).map(({ concept }) => concept)).toEqual(['~低温', '~花椒油']);
    expect(conceptSpans(folded('在线检测仪'))).toEqual([]);
    expect(conceptSpans(folded('prickly-ash oil')).map(({ concept }) => concept)).toEqual(['~花椒油']);
  });

  test('no phrase stands in two lines, and each line has a name', () => {
    const phrases = SYNONYMS.flat().map((phrase) => folded(phrase));
    expect(phrases.filter((phrase, at) => phrases.indexOf(phrase) !== at)).toEqual([]);
    for (const line of SYNONYMS) expect(line.length).toBeGreaterThan(1);
  });
});

describe('pinyin', () => {
  test('is read by the word, without tones', () => {
    expect([pinyinOf('花椒'), pinyinOf('重庆'), pinyinOf('绿色'), initialsOf('花椒油')]).toEqual(['huajiao', 'chongqing', 'lvse', 'hjy']);
  });
  test('what Sichuan hears alike has one key', () => {
    for (const [one, other] of [['花椒', '花交'], ['成品', '层品'], ['南充', '兰充'], ['检测', '减测']] as const) expect([one, soundOf(syllablesOf(one))]).toEqual([one, soundOf(syllablesOf(other))]);
    expect(soundOf(syllablesOf('花椒'))).not.toBe(soundOf(syllablesOf('辣椒')));
  });
  test('syllables are told from other words', () => {
    for (const word of ['hua', 'jiao', 'zhuang', 'lv', 'er']) expect([word, isSyllable(word)]).toEqual([word, true]);
    for (const word of ['huajiao', 'oil', 'x', 'plc', 'extraction']) expect([word, isSyllable(word)]).toEqual([word, false]);
  });
});

test('an English word has one root in all its forms', () => {
  expect(new Set(['extract', 'extracts', 'extracted', 'extraction', 'extracting'].map(rootOf)).size).toBe(1);
  expect([rootOf('花椒'), rootOf('plc'), rootOf('sm4')]).toEqual([null, null, null]);
});

describe('typing errors', () => {
  /** The same by its definition: every way, without a bound. */
  const byDefinition = (a: string, b: string): number => {
    const d: number[][] = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_cell, j) => (i === 0 ? j : j === 0 ? i : 0)));
    for (let i = 1; i <= a.length; i++) {
      for (let j = 1; j <= b.length; j++) {
        d[i]![j] = Math.min(d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, d[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d[i]![j] = Math.min(d[i]![j]!, d[i - 2]![j - 2]! + 1);
      }
    }
    return d[a.length]![b.length]!;
  };
  const word = fc.string({ unit: fc.constantFrom(...'abcd'), maxLength: 9 });

  test('are counted as by their definition, and no further than asked', () => {
    fc.assert(fc.property(word, word, fc.integer({ min: 0, max: 3 }), (one, other, most) => {
      const steps = byDefinition(one, other);
      expect(stepsBetween(one, other, most)).toBe(steps <= most ? steps : null);
    }));
  });
  test('none in short words, one, then two', () => expect([3, 4, 7, 8, 20].map(errorsForgiven)).toEqual([0, 1, 1, 2, 2]));
});

test('a folded text knows for each of its characters where it came from', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
    const { text: plain, starts, ends } = foldedWithPlaces(text);
    expect([starts.length, ends.length]).toEqual([plain.length, plain.length]);
    for (let i = 0; i < plain.length; i++) {
      expect(starts[i]!).toBeLessThan(ends[i]!);
      expect(ends[i]!).toBeLessThanOrEqual(text.length);
      if (i > 0) expect(starts[i]!).toBeGreaterThanOrEqual(starts[i - 1]!);
    }
  }));
});

test('titles give the terms of all their parts, and texts those of their words; both their concepts', () => {
  const { titleTerms, terms } = textTerms(['压裂返排液处理'], ['以花椒为原料']);
  expect(titleTerms).toEqual(expect.arrayContaining(['返排', '液', '处理']));
  expect(terms).toEqual(expect.arrayContaining(['花椒', '~花椒', '返排']));
  expect(titleTerms).not.toContain('花椒');
});
