import porter from 'wink-porter2-stemmer';

/**
 * The root of an English word by Porter's second algorithm: extract, extraction and extracting have one. It goes deeper than
 * `stem`, so what is found by it is told as found by another form of the word. Null for what is no English word.
 */
export const rootOf = (word: string): string | null => (/^[a-z]{4,}$/.test(word) ? porter(word) : null);
