import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { conductEvents, type AppliedTerm, type ConductEvent, type LiftingGround, type SuspensionGround } from './events.js';

export type SuspensionDocument = Document & {
  readonly conductId: string;
  readonly ownerOrganisationId: string;
  readonly personId: string;
  readonly ground: SuspensionGround;
  readonly reached: number;
  readonly rule: string;
  readonly violationIds: readonly string[];
  readonly untilOn: string;
  readonly cappedBy: { readonly days: number; readonly rule: string } | null;
  readonly suspendedAt: string;
  readonly lifted: { readonly ground: LiftingGround; readonly reason: string; readonly at: string } | null;
};

const nameOf = ({ rule: { jurisdiction, id, version } }: AppliedTerm): string => `${jurisdiction}/${id}/${version}`;

/** Suspensions, those that are over too. */
export const suspensionsProjection: Projection<SuspensionDocument, ConductEvent> = {
  name: 'suspensions',
  version: 2,
  families: [conductEvents],
  indexes: [{ fields: ['personId', 'suspendedAt'] }, { fields: ['ownerOrganisationId', 'suspendedAt'] }],
  key: ({ data }) => ('suspensionId' in data ? data.suspensionId : null),
  evolve: (document, event) => {
    if (event.type === 'PersonSuspended') {
      const { suspensionId: _id, conductId, ownerOrganisationId, personId, ground, reached, cappedBy, violationIds, untilOn, suspendedAt } = event.data;
      return { _id, conductId, ownerOrganisationId, personId, ground, reached: reached.amount, rule: nameOf(reached), violationIds, untilOn, cappedBy: cappedBy ? { days: cappedBy.amount, rule: nameOf(cappedBy) } : null, suspendedAt, lifted: null };
    }
    if (event.type !== 'SuspensionLifted') return document;
    return document && { ...document, lifted: { ground: event.data.ground, reason: event.data.reason, at: event.data.liftedAt } };
  },
};
