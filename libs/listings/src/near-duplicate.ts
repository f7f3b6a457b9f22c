import { terms } from '@hewu/words/src/terms.js';
import type { AchievementContent } from './events.js';

/*
 * Likeness of two texts: how many of the pairs of words that stand side by side in either stand in both (Jaccard, in basis
 * points). Which of 100 000 texts may be alike is found by an index, not by comparing: of each text a sketch of bands is kept
 * (MinHash), and texts alike by seven tenths share a band in all but one case of a hundred.
 */

/** Bands of a sketch, and hashes in each. Alike by s, two texts share a band with probability 1 - (1 - s^4)^16: 0.99 at 0.7, 0.12 at 0.3. */
const BANDS = 16;
const ROWS = 4;

/** A text of fewer pairs says too little to be called a copy. */
const FEWEST = 8;

/** What the public reads of an achievement: what a copy would copy. */
const textOf = ({ title, titleEn, abstract, abstractEn, problemSolved, incumbent }: AchievementContent): string =>
  [title, titleEn, abstract, abstractEn, problemSolved, incumbent].filter((text) => text !== null).join('\n');

/** The pairs of words that stand side by side, each once. */
export const pairsOf = (content: AchievementContent): ReadonlySet<string> => {
  const words = terms(textOf(content));
  return new Set(words.slice(1).map((word, place) => `${words[place]!} ${word}`));
};

/** How alike, in basis points: 10 000 of texts that say the same. */
export const likenessBasisPoints = (one: ReadonlySet<string>, other: ReadonlySet<string>): number => {
  if (one.size === 0 || other.size === 0) return 0;
  const both = [...one].filter((pair) => other.has(pair)).length;
  return Math.round((both / (one.size + other.size - both)) * 10_000);
};

/** The sketch by which near-identical texts find each other; empty of a text that says too little. */
export const bandsOf = (pairs: ReadonlySet<string>): readonly string[] => {
  if (pairs.size < FEWEST) return [];
  const least = new Uint32Array(BANDS * ROWS).fill(0xffff_ffff);
  for (const pair of pairs) {
    const hash = hashOf(pair);
    for (let row = 0; row < least.length; row++) {
      const mixed = mix(hash, row);
      if (mixed < least[row]!) least[row] = mixed;
    }
  }
  return Array.from({ length: BANDS }, (_, band) => `${band}.${hashOf(least.slice(band * ROWS, (band + 1) * ROWS).join()).toString(36)}`);
};

/** FNV-1a, 32 bits. */
const hashOf = (text: string): number => {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
  return hash >>> 0;
};

/** Another order of all hashes for every row (the finaliser of MurmurHash3). */
const mix = (hash: number, row: number): number => {
  let mixed = hash ^ Math.imul(row + 1, 0x9e37_79b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
};
