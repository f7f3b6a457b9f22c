import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { mandateEvents, type MandateEndGround, type MandateEvent, type TransferMode } from './events.js';

/** A mandate, for its two sides and for those who review. */
export type MandateDocument = Document & {
  readonly achievementId: string;
  readonly principalOrganisationId: string;
  readonly region: string;
  readonly agentOrganisationId: string;
  readonly modes: readonly TransferMode[];
  readonly fromOn: string;
  readonly untilOn: string;
  readonly textSha256: string;
  readonly grantedBy: string;
  readonly grantedAt: string;
  /** Restricted since: its two sides alone see that it was. */
  readonly hidden: boolean;
  readonly ended: { readonly ground: MandateEndGround; readonly reason: string | null; readonly at: string } | null;
};

const evolve = (document: MandateDocument | null, event: Recorded<MandateEvent>): MandateDocument | null => {
  const at = event.metadata.occurredAt;
  switch (event.type) {
    case 'MandateGranted': {
      const { mandateId, achievementId, principalOrganisationId, region, agentOrganisationId, modes, fromOn, untilOn, textSha256, grantedBy } = event.data;
      return { _id: mandateId, achievementId, principalOrganisationId, region, agentOrganisationId, modes, fromOn, untilOn, textSha256, grantedBy, grantedAt: at, hidden: false, ended: null };
    }
    case 'MandateEnded':
      return document && { ...document, hidden: event.data.ground === 'achievement_restricted', ended: { ground: event.data.ground, reason: event.data.reason, at } };
  }
};

export const mandatesProjection: Projection<MandateDocument, MandateEvent> = {
  name: 'mandates',
  version: 2,
  families: [mandateEvents],
  indexes: [{ fields: ['achievementId', 'grantedAt'] }, { fields: ['principalOrganisationId', 'grantedAt'] }, { fields: ['agentOrganisationId', 'grantedAt'] }, { fields: ['grantedAt'] }],
  key: (event) => event.data.mandateId,
  evolve,
};
