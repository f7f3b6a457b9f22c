import type { CalendarPart } from '@hewu/platform/src/invitation-letters.js';
import type { Failure } from './events.js';

/** A mail as it goes out: plain text, one recipient, and perhaps a part for calendar programs. */
export type Mail = {
  /** The same for every attempt, so that a mailbox that got it twice can tell. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly language: 'zh' | 'en';
  readonly unsubscribeUrl: string;
  readonly calendar: CalendarPart | null;
  readonly date: string;
};

/** Taken by the mail server, or why not. Never an exception: whatever the network does is one of these. */
export type Outcome = 'taken' | Exclude<Failure, 'unknown'>;

/** Where mail leaves the deployment. */
export interface Post {
  send(mail: Mail): Promise<Outcome>;
  close(): void;
}

/** Null where no mail server is set: letters are then shown in the application only. */
export const POST = Symbol('Post');
