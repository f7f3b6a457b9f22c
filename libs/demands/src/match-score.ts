import type { MatchReason } from './events.js';
import type { MatchProfile } from './match-profile.js';

/*
 * What counts how much is the house's own proposal. Every reason names what both sides have, so that a reader sees at once
 * why the two stand together, and can see that it is wrong.
 */

/** A word that stands in both titles; one that stands anywhere in both. */
const TITLE_WORD = 8;
const WORD = 2;
const MOST_FOR_WORDS = 45;
/** The same IPC subclass, for each of at most two. */
const IPC = 15;
const MOST_SUBCLASSES = 2;
/** GB/T 4754: by how many characters of the code are the same, from the division on. */
const INDUSTRY = { 3: 6, 4: 12, 5: 15 } as const;
const REGION = 10;

/** All points together; the parts above make exactly this. */
export const MOST_POINTS = MOST_FOR_WORDS + MOST_SUBCLASSES * IPC + INDUSTRY[5] + REGION;

export type Match = { readonly points: number; readonly reasons: readonly MatchReason[] };

type Side = Pick<MatchProfile, 'industry' | 'region' | 'ipcSubclasses' | 'titleTerms' | 'matchTerms'>;

/** How well two sides go together, and why, the weightiest reason first. Pure, and the same from either side but for the order of words. */
export const match = (one: Side, other: Side): Match => {
  const reasons = [words(one, other), subclasses(one, other), industry(one, other), region(one, other)].filter((reason) => reason !== null).sort((a, b) => b.points - a.points);
  return { points: reasons.reduce((sum, { points }) => sum + points, 0), reasons };
};

const words = (one: Side, other: Side): MatchReason | null => {
  const inTitle = new Set(other.titleTerms);
  const anywhere = new Set(other.matchTerms);
  const titles = one.titleTerms.filter((term) => inTitle.has(term));
  const both = new Set(titles);
  const rest = one.matchTerms.filter((term) => anywhere.has(term) && !both.has(term));
  return reasonOf('terms', Math.min(MOST_FOR_WORDS, titles.length * TITLE_WORD + rest.length * WORD), [...titles, ...rest]);
};

const subclasses = (one: Side, other: Side): MatchReason | null => {
  const shared = one.ipcSubclasses.filter((subclass) => other.ipcSubclasses.includes(subclass));
  return reasonOf('ipc', Math.min(shared.length, MOST_SUBCLASSES) * IPC, shared);
};

const industry = (one: Side, other: Side): MatchReason | null => {
  const length = ([5, 4, 3] as const).find((digits) => one.industry.length >= digits && other.industry.length >= digits && one.industry.slice(0, digits) === other.industry.slice(0, digits));
  return length === undefined ? null : reasonOf('industry', INDUSTRY[length], [one.industry.slice(0, length)]);
};

/** In a market of two regions half of all are of the same one, so this alone brings nobody together. */
const region = (one: Side, other: Side): MatchReason | null => (one.region === other.region ? reasonOf('region', REGION, [one.region]) : null);

const MOST_SHARED = 20;

const reasonOf = (kind: MatchReason['kind'], points: number, shared: readonly string[]): MatchReason | null => (points === 0 ? null : { kind, points, shared: shared.slice(0, MOST_SHARED) });
