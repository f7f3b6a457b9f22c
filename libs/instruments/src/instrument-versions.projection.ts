import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import type { InstrumentDescription, InstrumentEvent } from './instrument-events.js';
import { instrumentEvents } from './instrument-events.js';

export type InstrumentVersionDocument = Document & {
  readonly instrumentId: string;
  /** 1 as it was registered, then one more for each correction. */
  readonly version: number;
  readonly description: InstrumentDescription;
  readonly inSharingScope: boolean;
  /** What differs from the version before, and why; of the first, nothing. */
  readonly changed: readonly string[];
  readonly reason: string | null;
  readonly since: string;
};

/** Every version of what an owner said of an instrument; none of them goes. */
export const instrumentVersionsProjection: Projection<InstrumentVersionDocument, InstrumentEvent> = {
  name: 'instrumentVersions',
  version: 1,
  families: [instrumentEvents],
  indexes: [{ fields: ['instrumentId', 'version'] }],
  key: ({ type, data }) => (type === 'InstrumentRegistered' ? `${data.instrumentId}/1` : type === 'InstrumentCorrected' ? `${data.instrumentId}/${data.version}` : null),
  evolve: (document, { type, data }) => {
    if (type === 'InstrumentCorrected') {
      const { instrumentId, version, description, inSharingScope, changed, reason, correctedAt: since } = data;
      return { _id: `${instrumentId}/${version}`, instrumentId, version, description, inSharingScope, changed, reason, since };
    }
    if (type !== 'InstrumentRegistered') return document;
    const { instrumentId, calendarId: _calendar, ownerOrganisationId: _owner, ownerKind: _kind, region: _region, sharingRule: _rule, inSharingScope, registeredAt: since, ...description } = data;
    return { _id: `${instrumentId}/1`, instrumentId, version: 1, description, inSharingScope, changed: [], reason: null, since };
  },
};
