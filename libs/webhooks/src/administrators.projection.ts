import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { organisationEvents, type OrganisationEvent } from '@hewu/organisations/src/events.js';

/** Who administers an organisation 单位管理员, folded from the organisations' own events. `_id` is the organisation's. */
export type Administrators = Document & { readonly administrators: readonly string[] };

const evolve = (document: Administrators | null, event: Recorded<OrganisationEvent>): Administrators | null => {
  const others = (personId: string): readonly string[] => (document?.administrators ?? []).filter((id) => id !== personId);
  switch (event.type) {
    case 'OrganisationRegistered':
      return { _id: event.data.organisationId, administrators: event.data.administrator === null ? [] : [event.data.administrator] };
    case 'RolesGranted': {
      const { personId, administrator } = event.data;
      return document && { ...document, administrators: administrator ? [...others(personId), personId] : others(personId) };
    }
    case 'MemberRemoved':
      return document && { ...document, administrators: others(event.data.personId) };
    case 'ChecksumOverridden':
    case 'OrganisationCorrected':
    case 'OrganisationVerified':
    case 'OrganisationReturned':
    case 'OrganisationSuspended':
    case 'MembershipOffered':
    case 'MembershipOfferEnded':
      return document;
  }
};

export const administratorsProjection: Projection<Administrators, OrganisationEvent> = {
  name: 'webhookAdministrators',
  version: 1,
  families: [organisationEvents],
  indexes: [],
  key: ({ type, data }) => (type === 'OrganisationRegistered' || type === 'RolesGranted' || type === 'MemberRemoved' ? data.organisationId : null),
  evolve,
};
