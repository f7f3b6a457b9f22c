import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { personEvents, type PersonEvent } from '@hewu/organisations/src/events.js';
import { personalFeedsEvents, type FeedLanguage, type FeedSubject, type PersonalFeedsEvent } from './events.js';

/** What a private link shows, found by the hash of its token. Whether it still holds is asked of the person's own stream. */
export type FeedLinkDocument = Document & { readonly personId: string; readonly linkId: string; readonly subject: FeedSubject; readonly language: FeedLanguage; readonly madeAt: string };

export const feedLinksProjection: Projection<FeedLinkDocument, PersonalFeedsEvent> = {
  name: 'feedLinks',
  version: 1,
  families: [personalFeedsEvents],
  indexes: [{ fields: ['personId', 'madeAt'] }],
  key: ({ type, data }) => (type === 'FeedLinkMade' || type === 'FeedLinkRevoked' ? data.tokenSha256 : null),
  evolve: (document, { type, data, metadata }) => {
    if (type !== 'FeedLinkMade') return type === 'FeedLinkRevoked' ? null : document;
    const { tokenSha256: _id, personId, linkId, subject, language } = data;
    return { _id, personId, linkId, subject, language, madeAt: metadata.occurredAt };
  },
};

/**
 * Which calendars of their own a person has named; of somebody who removed them all or was erased none are left, but the
 * document is, so that whoever reads them comes by and clears up.
 */
export type OwnCalendarsDocument = Document & { readonly calendars: readonly { readonly id: string; readonly addedAt: string }[]; readonly changedAt: string };

const evolve = (document: OwnCalendarsDocument | null, { type, data, position, metadata }: Recorded<PersonalFeedsEvent | PersonEvent>): OwnCalendarsDocument | null => {
  const calendars = document?.calendars ?? [];
  switch (type) {
    case 'OwnCalendarAdded':
      return { _id: data.personId, calendars: [...calendars, { id: data.ownCalendarId, addedAt: metadata.occurredAt }], changedAt: position };
    case 'OwnCalendarRemoved':
      return { _id: data.personId, calendars: calendars.filter(({ id }) => id !== data.ownCalendarId), changedAt: position };
    case 'PersonErased':
      return document && { ...document, calendars: [], changedAt: position };
    case 'FeedLinkMade':
    case 'FeedLinkRevoked':
    case 'InvitationsChosen':
    case 'PersonRegistered':
    case 'PersonCorrected':
      return document;
  }
};

export const ownCalendarsProjection: Projection<OwnCalendarsDocument, PersonalFeedsEvent | PersonEvent> = {
  name: 'ownCalendars',
  version: 1,
  families: [personalFeedsEvents, personEvents],
  indexes: [{ fields: ['changedAt'] }],
  key: ({ type, data }) => (type === 'OwnCalendarAdded' || type === 'OwnCalendarRemoved' || type === 'PersonErased' ? data.personId : null),
  evolve,
};
