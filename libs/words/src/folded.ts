/**
 * A text as words are compared: NFKC makes full-width letters half-width and ㎡ into m2, capitals are small, a half of a
 * surrogate pair is no character and becomes U+FFFD, and what is not seen (controls, zero-width signs) is a blank.
 */
export const folded = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd').normalize('NFKC').toLowerCase().replace(UNSEEN, ' ');

const UNSEEN = /[\p{Cc}\p{Cf}]/gu;

/** What folding leaves as it is: most of every text. */
const PLAIN = /^[\u4e00-\u9fffa-z0-9 ]$/;

/** The same with the way back: `starts[i]` and `ends[i]` say where in the text the folded character `i` came from, in UTF-16 units. */
export type Folded = { readonly text: string; readonly starts: readonly number[]; readonly ends: readonly number[] };

/** Character by character, so that every folded character has one it came from. */
export const foldedWithPlaces = (text: string): Folded => {
  const starts: number[] = [];
  const ends: number[] = [];
  let out = '';
  let at = 0;
  for (const character of text) {
    const one = PLAIN.test(character) ? character : folded(character);
    for (let i = 0; i < one.length; i++) {
      starts.push(at);
      ends.push(at + character.length);
    }
    out += one;
    at += character.length;
  }
  return { text: out, starts, ends };
};
