import type { How } from './asked.js';
import type { Alternative, Resolved } from './resolve.js';

/** What a word counts by how it was found; a word of a title counts three times. The house's own proposal. */
const WEIGHT: Readonly<Record<How, number>> = { exact: 1, word_form: 0.9, synonym: 0.8, pinyin: 0.7, typo: 0.4 };
const TITLE = 3;

/**
 * Which entries hold all words of one search, and how much each counts: rare words more than common ones, titles more than
 * texts, words as they were asked more than others. The same for whoever asks. Its arrays are used again by the next search.
 */
export class Scores {
  /** For each entry, how many words in their order it has so far. */
  private stage = new Uint8Array(0);
  private sum = new Float32Array(0);
  private best = new Float32Array(0);
  private found = new Uint32Array(0);
  length = 0;

  /** `of` entries were ever numbered, of which `standing` stand. */
  take(words: readonly Resolved[], of: number, standing: number): void {
    if (this.stage.length < of) {
      const size = Math.max(1024, of * 2);
      this.stage = new Uint8Array(size);
      this.sum = new Float32Array(size);
      this.best = new Float32Array(size);
      this.found = new Uint32Array(size);
    } else {
      this.stage.fill(0, 0, of);
      this.sum.fill(0, 0, of);
    }
    this.length = 0;
    // The rarest word first: the others look only at what it left.
    const ordered = [...words].sort((a, b) => heldBy(a) - heldBy(b));
    ordered.forEach((word, at) => this.takeWord(word, at, standing));
  }

  /** The i-th entry that has all words. */
  at(place: number): number {
    return this.found[place]!;
  }

  /** Whole numbers, so that an order by points is the same on every machine. */
  points(entry: number): number {
    return Math.round(this.sum[entry]! * 100);
  }

  pointsOf(entry: number, words: readonly Resolved[]): number {
    return words.length === 0 ? 0 : this.points(entry);
  }

  private takeWord({ alternatives }: Resolved, at: number, standing: number): void {
    const { stage, best, found, sum } = this;
    const next = at + 1;
    let reached = 0;
    for (const alternative of alternatives) {
      const weight = WEIGHT[alternative.how] * Math.log(1 + standing / Math.max(1, rarestOf(alternative)));
      const inTitle = weight * TITLE;
      const [first, ...others] = [...alternative.terms].sort((a, b) => a.live - b.live);
      const { postings } = first!;
      const held = postings.all;
      const length = postings.length;
      for (let place = 0; place < length; place++) {
        const posting = held[place]!;
        const entry = posting >>> 1;
        const stands = stage[entry]!;
        if (stands !== at && stands !== next) continue;
        if (others.length > 0 && !others.every((other) => other.postings.has(entry))) continue;
        const points = (posting & 1) === 1 ? inTitle : weight;
        if (stands === at) {
          stage[entry] = next;
          best[entry] = points;
          found[reached++] = entry;
        } else if (points > best[entry]!) best[entry] = points;
      }
    }
    for (let place = 0; place < reached; place++) {
      const entry = found[place]!;
      sum[entry] = sum[entry]! + best[entry]!;
    }
    this.length = reached;
  }
}

const rarestOf = ({ terms }: Alternative): number => Math.min(...terms.map(({ live }) => live));

const heldBy = ({ alternatives }: Resolved): number => alternatives.reduce((sum, alternative) => sum + rarestOf(alternative), 0);
