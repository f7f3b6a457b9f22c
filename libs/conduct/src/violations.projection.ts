import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { conductEvents, type ConductEvent, type ViolationKind } from './events.js';

export const VIOLATION_STATUSES = ['counts', 'spent', 'restored', 'withdrawn'] as const;
export type ViolationStatus = (typeof VIOLATION_STATUSES)[number];

export type ViolationDocument = Document & {
  readonly conductId: string;
  readonly ownerOrganisationId: string;
  readonly personId: string;
  readonly organisationId: string;
  readonly instrumentId: string;
  readonly bookingId: string;
  readonly kind: ViolationKind;
  readonly points: number;
  /** By which rule, such as `CN/conduct_no_show_points/1`, and by which version of the owner's own numbers. */
  readonly rule: string;
  readonly ownerRulesVersion: number | null;
  readonly restoresOn: string;
  readonly reason: string;
  /** Null when the calendar saw it. */
  readonly recordedBy: string | null;
  readonly happenedAt: string;
  readonly recordedAt: string;
  readonly status: ViolationStatus;
  readonly appeal: { readonly lodgedAt: string; readonly decideBy: string; readonly upheld: boolean | null; readonly reason: string | null; readonly decidedAt: string | null } | null;
};

/** Each violation, for whom it was recorded and for the owner of the instrument. What somebody said in an appeal stays in the log. */
export const violationsProjection: Projection<ViolationDocument, ConductEvent> = {
  name: 'violations',
  version: 1,
  families: [conductEvents],
  indexes: [{ fields: ['personId', 'recordedAt'] }, { fields: ['ownerOrganisationId', 'recordedAt'] }],
  key: ({ data }) => ('violationIds' in data ? data.violationIds : 'violationId' in data ? data.violationId : null),
  evolve: (document, event) => {
    switch (event.type) {
      case 'ViolationRecorded': {
        const { violationId: _id, points, recordedBy, ...data } = event.data;
        const { jurisdiction, id, version } = points.rule;
        const by = recordedBy.startsWith('system:') ? null : recordedBy;
        return document ?? { _id, ...data, points: points.amount, rule: `${jurisdiction}/${id}/${version}`, ownerRulesVersion: points.ownerRulesVersion, recordedBy: by, status: 'counts', appeal: null };
      }
      case 'PersonSuspended':
        // Told again it rests on nothing more, and points may have come back since.
        return document && (event.data.previousUntilOn === undefined ? { ...document, status: 'spent' } : document);
      case 'PointsRestored':
        return document && { ...document, status: event.data.ground === 'time' ? 'restored' : 'withdrawn' };
      case 'AppealLodged':
        return document && { ...document, appeal: { lodgedAt: event.data.lodgedAt, decideBy: event.data.decideBy.at, upheld: null, reason: null, decidedAt: null } };
      case 'AppealDecided':
        return document && document.appeal && { ...document, appeal: { ...document.appeal, upheld: event.data.upheld, reason: event.data.reason, decidedAt: event.data.decidedAt } };
      case 'SuspensionLifted':
        return document && ['appeal', 'record'].includes(event.data.ground) && document.status === 'spent' ? { ...document, status: 'counts' } : document;
    }
  },
};
