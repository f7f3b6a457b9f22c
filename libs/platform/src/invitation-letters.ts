import { Command, Query } from '@nestjs/cqrs';
import type { Bilingual } from './context-parts.js';

/*
 * Letters that carry an invitation to a calendar program. Whoever invites gives the command, the inbox writes the letter, and
 * asks at the moment of sending what it says. Neither knows the other.
 */

export type InvitationLetter = {
  readonly personId: string;
  readonly bookingId: string;
  /** Which state of the booking it tells; with the booking and the person it makes the letter, so that nothing is told twice. */
  readonly sequence: number;
  /** Where the booking is read. */
  readonly href: string;
};

/** Writes the letter, unless it was written before. Answers where that was recorded; null when nothing was ever. */
export class QueueInvitationLetterCommand extends Command<string | null> {
  constructor(readonly letter: InvitationLetter) {
    super();
  }
}

/** By RFC 5546: asks to put something into a calendar or to change what is there, or takes it out. */
export type InvitationMethod = 'REQUEST' | 'CANCEL';

/** The part of a mail that a calendar program reads. */
export type CalendarPart = { readonly method: InvitationMethod; readonly text: string };

/** What the letter says; `done` when a later state is told by another letter, or when the time is over. */
export type InvitationTold = { readonly sentence: Bilingual; readonly calendar: CalendarPart } | 'done';

type Ends = {
  /** Mail addresses: the house's own, and that of the person as it is at the moment. */
  readonly organizer: string;
  readonly attendee: string;
  readonly language: 'zh' | 'en';
  /** Before every link, without a slash at the end. */
  readonly publicUrl: string;
};

export class TellInvitationQuery extends Query<InvitationTold> {
  constructor(readonly invitation: Omit<InvitationLetter, 'href'> & Ends) {
    super();
  }
}
