import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { organisationEvents, type OrganisationEvent } from '@hewu/organisations/src/events.js';

/** What an organisation is called, and who manages its instruments: whoever no longer does is shown nothing by a link of before. */
export type FeedOrganisationDocument = Document & { readonly name: string; readonly nameEn: string | null; readonly managers: readonly string[] };

const evolve = (document: FeedOrganisationDocument | null, { type, data }: Recorded<OrganisationEvent>): FeedOrganisationDocument | null => {
  const others = (personId: string): readonly string[] => (document?.managers ?? []).filter((id) => id !== personId);
  switch (type) {
    case 'OrganisationRegistered':
      return { _id: data.organisationId, name: data.name, nameEn: data.nameEn, managers: [] };
    case 'OrganisationCorrected':
      return document && { ...document, name: data.name, nameEn: data.nameEn };
    case 'RolesGranted':
      return document && { ...document, managers: data.roles.includes('instrument_manager') ? [...others(data.personId), data.personId] : others(data.personId) };
    case 'MemberRemoved':
      return document && { ...document, managers: others(data.personId) };
    case 'ChecksumOverridden':
    case 'OrganisationVerified':
    case 'OrganisationReturned':
    case 'OrganisationSuspended':
    case 'MembershipOffered':
    case 'MembershipOfferEnded':
      return document;
  }
};

export const feedOrganisationsProjection: Projection<FeedOrganisationDocument, OrganisationEvent> = {
  name: 'feedOrganisations',
  version: 1,
  families: [organisationEvents],
  indexes: [],
  key: ({ data }) => data.organisationId,
  evolve,
};
