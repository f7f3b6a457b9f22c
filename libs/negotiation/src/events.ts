import { eventFamily } from '@hewu/kernel/src/event.js';
import type { InterestAccepted, InterestClosed, InterestDeclined, InterestExpressed, InterestLapsed, InterestWithdrawn } from './interest-events.js';
import type { NdaEnded, NdaInForce, NdaProposed, NdaSigned } from './nda-events.js';
import type { SigningAuthorityGranted, SigningAuthorityRevoked } from './signing-authority-events.js';

export type { RespondBy } from '@hewu/rules/src/response-time.js';
export * from './interest-events.js';
export * from './nda-events.js';
export * from './signing-authority-events.js';

/*
 * Stored and published: the one door through which other contexts know this one. A shape, once recorded, keeps its meaning:
 * add a new type, or a version with an upcast.
 *
 * Instants are ISO 8601 in UTC with milliseconds, days are ISO dates in Shanghai. Persons are ids; nothing here is personal data.
 */

export type InterestEvent = InterestExpressed | InterestAccepted | InterestDeclined | InterestWithdrawn | InterestLapsed | InterestClosed;

export const interestEvents = eventFamily<InterestEvent>('interest', {
  InterestExpressed: { version: 1 },
  InterestAccepted: { version: 1 },
  InterestDeclined: { version: 1 },
  InterestWithdrawn: { version: 1 },
  InterestLapsed: { version: 1 },
  InterestClosed: { version: 1 },
});

export type NdaEvent = NdaProposed | NdaSigned | NdaInForce | NdaEnded;

export const ndaEvents = eventFamily<NdaEvent>('nda', {
  NdaProposed: { version: 1 },
  NdaSigned: { version: 1 },
  NdaInForce: { version: 1 },
  NdaEnded: { version: 1 },
});

export type SigningAuthorityEvent = SigningAuthorityGranted | SigningAuthorityRevoked;

export const signingAuthorityEvents = eventFamily<SigningAuthorityEvent>('signingAuthority', {
  SigningAuthorityGranted: { version: 1 },
  SigningAuthorityRevoked: { version: 1 },
});
