import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { terms } from '@hewu/words/src/terms.js';
import { organisationEvents, type Entry, type OrganisationEvent, type OrganisationKind, type UsccOverride } from './events.js';
import { afterCorrection, type OrganisationStatus } from './organisation.decider.js';

/** An organisation as everybody may see it, together with what only its own people may see (`remark`). */
export type OrganisationDocument = {
  readonly _id: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly uscc: string;
  readonly usccOverride: UsccOverride | null;
  readonly kind: OrganisationKind;
  readonly region: string;
  readonly status: OrganisationStatus;
  readonly verified: boolean;
  /** Why it was returned or suspended, while it is. */
  readonly remark: string | null;
  readonly registeredAt: string;
  readonly verifiedAt: string | null;
  /** What a search by name finds it by. */
  readonly terms: readonly string[];
};

const entryOf = ({ name, nameEn, kind, region }: Entry, uscc: string): Pick<OrganisationDocument, 'name' | 'nameEn' | 'kind' | 'region' | 'terms'> => ({
  name, nameEn, kind, region, terms: terms(`${name} ${nameEn ?? ''} ${uscc}`),
});

const evolve = (document: OrganisationDocument | null, event: Recorded<OrganisationEvent>): OrganisationDocument | null => {
  if (event.type === 'OrganisationRegistered') {
    const { organisationId, uscc, usccOverride } = event.data;
    return {
      _id: organisationId, ...entryOf(event.data, uscc), uscc, usccOverride,
      status: 'awaiting', verified: false, remark: null, registeredAt: event.metadata.occurredAt, verifiedAt: null,
    };
  }
  if (document === null) return null;
  switch (event.type) {
    case 'OrganisationCorrected':
      return { ...document, ...entryOf(event.data, document.uscc), status: afterCorrection(document.status), verified: false, remark: document.status === 'suspended' ? document.remark : null };
    case 'OrganisationVerified':
      return { ...document, status: 'verified', verified: true, remark: null, verifiedAt: event.metadata.occurredAt };
    case 'OrganisationReturned':
      return { ...document, status: 'returned', verified: false, remark: event.data.reason };
    case 'OrganisationSuspended':
      return { ...document, status: 'suspended', verified: false, remark: event.data.reason };
    case 'ChecksumOverridden':
    case 'MembershipOffered':
    case 'MembershipOfferEnded':
    case 'RolesGranted':
    case 'MemberRemoved':
      return document;
  }
};

export const organisationsProjection: Projection<OrganisationDocument, OrganisationEvent> = {
  name: 'organisations',
  version: 1,
  families: [organisationEvents],
  indexes: [{ list: 'terms' }, { fields: ['region', 'status'] }, { fields: ['name'] }],
  key: (event) => event.data.organisationId,
  evolve,
};

/** What a list of organisations may be asked; words that say nothing ask nothing. */
export const organisationsFilter = (asked: { q?: string | undefined; kind?: string | undefined; region?: string | undefined; status?: string | undefined }): Filter => {
  const words = asked.q === undefined ? [] : terms(asked.q);
  return { kind: asked.kind, region: asked.region, status: asked.status, ...(words.length > 0 ? { terms: { $all: words } } : {}) };
};
