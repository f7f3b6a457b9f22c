import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { termsAcceptanceEvents, termsEvents, type InBoth, type TermsAcceptanceEvent, type TermsKind, type TermsPublished } from './events.js';

export type TermsDocument = Document & {
  readonly ownerOrganisationId: string;
  readonly kind: TermsKind;
  /** The latest version, which may hold only from a later day on. */
  readonly title: InBoth;
  readonly version: number;
  readonly sha256: string;
  readonly fromOn: string;
  readonly publishedAt: string;
};

/** Terms of every owner, without their text. */
export const termsProjection: Projection<TermsDocument, TermsPublished> = {
  name: 'terms',
  version: 1,
  families: [termsEvents],
  indexes: [{ fields: ['ownerOrganisationId', 'publishedAt'] }, { fields: ['publishedAt'] }],
  key: ({ data }) => data.termsId,
  evolve: (_document, { data: { termsId: _id, ownerOrganisationId, kind, title, version, sha256, fromOn, publishedAt } }) => ({ _id, ownerOrganisationId, kind, title, version, sha256, fromOn, publishedAt }),
};

export type TermsVersionDocument = TermsDocument & { readonly termsId: string; readonly text: InBoth };

/** Each version with its text. */
export const termsVersionsProjection: Projection<TermsVersionDocument, TermsPublished> = {
  name: 'termsVersions',
  version: 1,
  families: [termsEvents],
  indexes: [{ fields: ['termsId', 'version'] }],
  key: ({ data }) => versionKey(data.termsId, data.version),
  evolve: (document, { data: { termsId, version, ownerOrganisationId, kind, title, text, sha256, fromOn, publishedAt } }) => document ?? { _id: versionKey(termsId, version), termsId, ownerOrganisationId, kind, version, title, text, sha256, fromOn, publishedAt },
};

export const versionKey = (termsId: string, version: number): string => `${termsId}:${version}`;

export type TermsAcceptanceDocument = Document & {
  readonly personId: string;
  readonly termsId: string;
  readonly ownerOrganisationId: string;
  readonly version: number;
  readonly sha256: string;
  readonly organisationId: string | null;
  readonly acceptedAt: string;
};

/** Who accepted what, in which version. */
export const termsAcceptancesProjection: Projection<TermsAcceptanceDocument, TermsAcceptanceEvent> = {
  name: 'termsAcceptances',
  version: 1,
  families: [termsAcceptanceEvents],
  indexes: [{ fields: ['personId', 'acceptedAt'] }, { fields: ['termsId', 'acceptedAt'] }],
  key: (event) => (event.type === 'TermsAccepted' ? `${event.data.personId}:${event.data.termsId}:${event.data.version}` : null),
  evolve: (document, event) => {
    if (event.type !== 'TermsAccepted') return document;
    const { personId, termsId, ownerOrganisationId, version, sha256, organisationId, acceptedAt } = event.data;
    return { _id: `${personId}:${termsId}:${version}`, personId, termsId, ownerOrganisationId, version, sha256, organisationId, acceptedAt };
  },
};
