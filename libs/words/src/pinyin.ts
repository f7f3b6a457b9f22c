import { createRequire } from 'node:module';

type Reader = (text: string, options: { readonly toneType: 'none'; readonly type: 'array'; readonly v: true }) => readonly string[];

let reader: Reader | undefined;

/** Its dictionaries take thirty megabytes, and a process that nobody searches in never asks. */
const read: Reader = (text, options) => (reader ??= (createRequire(import.meta.url)('pinyin-pro') as { readonly pinyin: Reader }).pinyin)(text, options);

/** The syllables of a Chinese word without tones, ü as v, read by the word and not by the character: 重庆 → chong qing. */
export const syllablesOf = (chinese: string): readonly string[] => read(chinese, { toneType: 'none', type: 'array', v: true });

/** Full pinyin: 花椒 → huajiao. */
export const pinyinOf = (chinese: string): string => syllablesOf(chinese).join('');

/** First letters: 花椒 → hj. */
export const initialsOf = (chinese: string): string => syllablesOf(chinese).map((syllable) => syllable.slice(0, 1)).join('');

/**
 * What sounds nearly alike has the same key: zh/z, ch/c, sh/s, -ng/-n, and n/l, which Sichuan and Chongqing do not tell apart
 * at the beginning of a syllable.
 */
export const soundOf = (syllables: readonly string[]): string =>
  syllables.map((syllable) => syllable.replace(/^([zcs])h/, '$1').replace(/^n(?=.)/, 'l').replace(/ng$/, 'n')).join('');

const SYLLABLE = /^(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:a|o|e|ai|ei|ao|ou|an|en|ang|eng|ong|i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ua|uo|uai|ui|uan|un|uang|ue|v|ve|er)$/;

/** Whether a small-letter word can be one syllable of pinyin. Some English words can too (`can`, `gang`). */
export const isSyllable = (word: string): boolean => SYLLABLE.test(word);
