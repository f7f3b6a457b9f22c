import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { organisationEvents, personEvents, type OrganisationEvent, type PersonEvent } from '@hewu/organisations/src/events.js';
import { textTerms } from '@hewu/words/src/text-terms.js';
import { expertEntryEvents, type ExpertEntryEvent } from './events.js';

/** Who may let themselves be found: only while they hold one of these in the organisation that stands in their entry. */
export const EXPERT_ROLES = ['expert', 'researcher', 'technology_manager'] as const;

/** A person's public entry; of one that is public no more, only that there was one. */
export type ExpertDocument = {
  readonly _id: string;
  readonly position: string;
  readonly listed: boolean;
  readonly name: string;
  readonly organisationId: string | null;
  readonly region: string | null;
  readonly expertise: string;
  readonly publishedAt: string | null;
  readonly titleTerms: readonly string[];
  readonly terms: readonly string[];
};

type Any = ExpertEntryEvent | PersonEvent | OrganisationEvent;

const gone = (_id: string, position: string): ExpertDocument =>
  ({ _id, position, listed: false, name: '', organisationId: null, region: null, expertise: '', publishedAt: null, titleTerms: [], terms: [] });

const evolve = (document: ExpertDocument | null, event: Recorded<Any>): ExpertDocument | null => {
  const { position } = event;
  switch (event.type) {
    case 'ExpertEntryPublished': {
      const { personId: _id, organisationId, region, name, expertise } = event.data;
      // Sealed for ever: the person was erased before this was read.
      if (name === null || expertise === null) return gone(_id, position);
      return { _id, position, listed: true, name, organisationId, region, expertise, publishedAt: event.metadata.occurredAt, ...textTerms([name], [expertise]) };
    }
    case 'ExpertEntryWithdrawn':
    case 'PersonErased':
      return document && gone(document._id, position);
    case 'RolesGranted':
      return document && document.organisationId === event.data.organisationId && !EXPERT_ROLES.some((role) => event.data.roles.includes(role)) ? gone(document._id, position) : document;
    case 'MemberRemoved':
      return document && document.organisationId === event.data.organisationId ? gone(document._id, position) : document;
    case 'PersonRegistered':
    case 'PersonCorrected':
    case 'ChecksumOverridden':
    case 'OrganisationRegistered':
    case 'OrganisationCorrected':
    case 'OrganisationVerified':
    case 'OrganisationReturned':
    case 'OrganisationSuspended':
    case 'MembershipOffered':
    case 'MembershipOfferEnded':
      return document;
  }
};

/** The document of the person, as far as the event may end an entry. */
const keyOf = (event: Recorded<Any>): string | null => {
  switch (event.type) {
    case 'ExpertEntryPublished':
    case 'ExpertEntryWithdrawn':
    case 'PersonErased':
    case 'RolesGranted':
    case 'MemberRemoved':
      return event.data.personId;
    case 'PersonRegistered':
    case 'PersonCorrected':
    case 'ChecksumOverridden':
    case 'OrganisationRegistered':
    case 'OrganisationCorrected':
    case 'OrganisationVerified':
    case 'OrganisationReturned':
    case 'OrganisationSuspended':
    case 'MembershipOffered':
    case 'MembershipOfferEnded':
      return null;
  }
};

export const expertsProjection: Projection<ExpertDocument, Any> = {
  name: 'experts',
  version: 1,
  families: [expertEntryEvents, personEvents, organisationEvents],
  indexes: [{ fields: ['position'] }, { fields: ['listed', 'publishedAt'] }],
  key: keyOf,
  evolve,
};
