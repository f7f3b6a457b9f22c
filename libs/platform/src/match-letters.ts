import { Command, Query } from '@nestjs/cqrs';
import type { Bilingual } from './context-parts.js';

/*
 * Letters that follow from nothing that waits: something was found that a person looks for. Whoever finds it gives the command,
 * the inbox writes the letter, and asks at the moment of sending what it says. Neither knows the other.
 */

/** How often a person wants to hear of it. */
export const MATCH_ALERTS = ['at_once', 'daily', 'weekly'] as const;
export type MatchAlert = (typeof MATCH_ALERTS)[number];

export type MatchLetter = {
  readonly personId: string;
  /** The saved search; of several that found the same, the one that wants to be told soonest. */
  readonly searchId: string;
  /** What was found: with the person it makes the letter, so that nothing is told twice. */
  readonly subjectId: string;
  readonly alert: MatchAlert;
  /** Where what was found is read. */
  readonly href: string;
};

/** Writes the letter, unless it was written before. Answers where that was recorded; null when it was. */
export class QueueMatchLetterCommand extends Command<string | null> {
  constructor(readonly letter: MatchLetter) {
    super();
  }
}

/** What the letter says; or that there is nothing to say any more, because it is gone, or because they no longer look for it. */
export type MatchTold = { readonly sentence: Bilingual } | 'done' | 'no_longer_theirs';

export class TellMatchQuery extends Query<MatchTold> {
  constructor(readonly match: Pick<MatchLetter, 'personId' | 'searchId' | 'subjectId'>) {
    super();
  }
}
