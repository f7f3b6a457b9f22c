import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { MatchAlert } from '@hewu/platform/src/match-letters.js';
import type { LetterStatus } from './letter.decider.js';
import { letterEvents, type DropGround, type Failure, type LetterEvent, type LetterKind } from './events.js';

/** A letter as its person sees it, and as the sender finds it. */
export type LetterDocument = {
  readonly _id: string;
  readonly personId: string;
  readonly kind: LetterKind | 'digest';
  readonly fact: string | null;
  readonly dutyId: string | null;
  readonly dutyKey: string | null;
  readonly what: string | null;
  readonly organisationId: string | null;
  readonly region: string | null;
  readonly href: string | null;
  readonly dueAt: string | null;
  readonly queuedAt: string;
  /** Of a digest. */
  readonly encloses: readonly string[];
  /** Of a letter about what a saved search found. */
  readonly match: { readonly searchId: string; readonly subjectId: string; readonly alert: MatchAlert } | null;
  /** Of a letter that carries an invitation. */
  readonly invitation: { readonly bookingId: string; readonly sequence: number } | null;
  readonly status: LetterStatus;
  readonly attempts: number;
  readonly sentAt: string | null;
  readonly ground: Failure | DropGround | null;
  /** When the sender should look at it; null when there is nothing left for it to do. */
  readonly nextAt: string | null;
};

const queued = (event: Recorded<Extract<LetterEvent, { type: 'LetterQueued' | 'MatchQueued' | 'InvitationQueued' | 'DigestQueued' }>>): LetterDocument => {
  const { letterId: _id, personId, queuedAt } = event.data;
  const common = { _id, personId, queuedAt, status: 'queued', attempts: 0, sentAt: null, ground: null, nextAt: queuedAt, match: null, invitation: null } as const;
  if (event.type === 'DigestQueued') {
    return { ...common, kind: 'digest', fact: null, dutyId: null, dutyKey: null, what: null, organisationId: null, region: null, href: null, dueAt: null, encloses: event.data.encloses };
  }
  if (event.type === 'MatchQueued') {
    const { searchId, subjectId, alert, href } = event.data;
    return { ...common, kind: 'news', fact: null, dutyId: null, dutyKey: null, what: 'saved_search_match', organisationId: null, region: null, href, dueAt: null, encloses: [], match: { searchId, subjectId, alert } };
  }
  if (event.type === 'InvitationQueued') {
    const { bookingId, sequence, href } = event.data;
    return { ...common, kind: 'news', fact: null, dutyId: null, dutyKey: null, what: 'booking_invitation', organisationId: null, region: null, href, dueAt: null, encloses: [], invitation: { bookingId, sequence } };
  }
  const { kind, fact, dutyId, dutyKey, what, organisationId, region, href, dueAt } = event.data;
  return { ...common, kind, fact, dutyId, dutyKey, what, organisationId, region, href, dueAt, encloses: [] };
};

const evolve = (document: LetterDocument | null, event: Recorded<LetterEvent>): LetterDocument | null => {
  if (event.type === 'LetterQueued' || event.type === 'MatchQueued' || event.type === 'InvitationQueued' || event.type === 'DigestQueued') return queued(event as Parameters<typeof queued>[0]);
  if (!document) return null;
  switch (event.type) {
    case 'LetterHeld':
      return { ...document, status: 'held', nextAt: event.data.until };
    case 'LetterEnclosed':
      return { ...document, status: 'enclosed', nextAt: null };
    case 'LetterAttempted':
      return { ...document, status: 'attempted', attempts: event.data.attempt, nextAt: event.data.unknownAfter };
    case 'LetterSent':
      return { ...document, status: 'sent', sentAt: event.data.sentAt, ground: null, nextAt: null };
    case 'LetterFailed':
      return { ...document, status: 'failed', ground: event.data.ground, nextAt: event.data.nextAt };
    case 'LetterGivenUp':
      return { ...document, status: 'given_up', ground: event.data.ground, nextAt: null };
    case 'LetterDropped':
      return { ...document, status: 'dropped', ground: event.data.ground, nextAt: null };
  }
};

export const lettersProjection: Projection<LetterDocument, LetterEvent> = {
  name: 'letters',
  version: 3,
  families: [letterEvents],
  indexes: [{ fields: ['personId', 'queuedAt'] }, { fields: ['nextAt'] }],
  key: (event) => event.data.letterId,
  evolve,
};
