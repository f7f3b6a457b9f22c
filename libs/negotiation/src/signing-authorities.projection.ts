import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { signingAuthorityEvents, type SigningAuthorityEvent } from './events.js';

/** Who may sign for an organisation, for its own people and for auditors. */
export type SigningAuthorityDocument = Document & {
  readonly organisationId: string;
  readonly personId: string;
  readonly untilOn: string;
  readonly textSha256: string;
  readonly grantedBy: string;
  readonly grantedAt: string;
  readonly revokedBecause: string | null;
};

export const signingAuthoritiesProjection: Projection<SigningAuthorityDocument, SigningAuthorityEvent> = {
  name: 'signingAuthorities',
  version: 1,
  families: [signingAuthorityEvents],
  indexes: [{ fields: ['organisationId', 'grantedAt'] }, { fields: ['grantedAt'] }],
  key: (event) => event.data.authorityId,
  evolve: (document, event) => {
    switch (event.type) {
      case 'SigningAuthorityGranted': {
        const { authorityId: _id, organisationId, personId, untilOn, textSha256, grantedBy } = event.data;
        return { _id, organisationId, personId, untilOn, textSha256, grantedBy, grantedAt: event.metadata.occurredAt, revokedBecause: null };
      }
      case 'SigningAuthorityRevoked':
        return document && { ...document, revokedBecause: event.data.reason };
    }
  },
};
