/**
 * An English word (lower case) without plural, -ing and silent e, so that image, images and imaging are one term. Light on
 * purpose: it never turns one word into another of different meaning by a deeper rule. Anything else comes back as it is.
 */
export const stem = (word: string): string => (ENGLISH.test(word) ? withoutSilentE(withoutIng(singular(word))) : word);

/** Short words (gas, bus, ring) are left alone. */
const ENGLISH = /^[a-z]{4,}$/;
const VOWEL = /[aeiouy]/;

const singular = (word: string): string => {
  if (/[^aeiou]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|zz)es$/.test(word)) return word.slice(0, -2);
  return /[^suia]s$|[^u]as$/.test(word) && !/ss$/.test(word) ? word.slice(0, -1) : word;
};

const withoutIng = (word: string): string => {
  const rest = word.slice(0, -3);
  if (!word.endsWith('ing') || rest.length < 3 || !VOWEL.test(rest)) return word;
  const doubled = /([bdgmnprt])\1$/.test(rest);
  return doubled ? rest.slice(0, -1) : rest;
};

const withoutSilentE = (word: string): string => (word.length > 4 && word.endsWith('e') ? word.slice(0, -1) : word);
