import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { ndaEvents, type AboutNda, type NdaEndGround, type NdaEvent, type NdaSide, type SignedUnder } from './events.js';

export const NDA_STATUSES = ['proposed', 'in_force', 'ended'] as const;
export type NdaStatus = (typeof NDA_STATUSES)[number];

export type NdaSignature = { readonly side: NdaSide; readonly by: string; readonly signedUnder: SignedUnder['kind']; readonly at: string; readonly legalBasis: string };
export type NdaText = { readonly version: number; readonly side: NdaSide; readonly textSha256: string; readonly fileId: string; readonly untilOn: string; readonly signatures: readonly NdaSignature[] };

/** An agreement, for its two sides and for those who watch over the market. */
export type NdaDocument = Document &
  Omit<AboutNda, 'ndaId'> & {
    readonly round: number;
    readonly status: NdaStatus;
    /** What waits to be signed; beside one in force, a text that would take its place. */
    readonly proposed: NdaText | null;
    readonly inForce: NdaText | null;
    readonly ended: { readonly ground: NdaEndGround; readonly side: NdaSide | null; readonly reason: string | null; readonly at: string } | null;
    readonly proposedAt: string;
    readonly changedAt: string;
    readonly parties: readonly string[];
  };

const evolve = (document: NdaDocument | null, event: Recorded<NdaEvent>): NdaDocument | null => {
  const at = event.metadata.occurredAt;
  if (event.type === 'NdaProposed') {
    const { ndaId: _id, achievementId, discloserOrganisationId, recipientOrganisationId, round, version, side, textSha256, fileId, untilOn } = event.data;
    const proposed: NdaText = { version, side, textSha256, fileId, untilOn, signatures: [] };
    if (document) return { ...document, proposed, changedAt: at };
    return {
      _id, achievementId, discloserOrganisationId, recipientOrganisationId, round, status: 'proposed', proposed, inForce: null, ended: null, proposedAt: at, changedAt: at,
      parties: [discloserOrganisationId, recipientOrganisationId],
    };
  }
  if (!document) return null;
  switch (event.type) {
    case 'NdaSigned': {
      const { side, signerPersonId: by, signedUnder, legalBasis } = event.data;
      const { proposed } = document;
      return { ...document, changedAt: at, proposed: proposed && { ...proposed, signatures: [...proposed.signatures, { side, by, signedUnder: signedUnder.kind, at, legalBasis }] } };
    }
    case 'NdaInForce':
      return { ...document, changedAt: at, status: 'in_force', inForce: document.proposed, proposed: null };
    case 'NdaEnded': {
      const { ground, side, reason } = event.data;
      return { ...document, changedAt: at, status: 'ended', ended: { ground, side, reason, at } };
    }
  }
};

export const ndasProjection: Projection<NdaDocument, NdaEvent> = {
  name: 'ndas',
  version: 1,
  families: [ndaEvents],
  indexes: [{ list: 'parties' }, { fields: ['changedAt'] }, { fields: ['achievementId'] }, { fields: ['status', 'changedAt'] }],
  key: (event) => event.data.ndaId,
  evolve,
};
