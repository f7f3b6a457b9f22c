import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { ruleSetEvents, type RuleSetEvent, type RuleVersionProposed } from './events.js';
import type { RuleId } from './rule-catalogue.js';
import type { RuleVersion } from './rule-version.js';

/** One recorded version, with who recorded it when, and why. */
export type RecordedVersion = RuleVersion & { readonly reason: string; readonly recordedBy: string; /** Null where one region decides alone. */ readonly proposedBy: string | null; readonly recordedAt: string };

/** What waits for the other region. */
export type ProposedVersion = Omit<RuleVersionProposed['data'], 'jurisdiction' | 'ruleId'> & { readonly proposedAt: string };

/** Everything that was recorded in one jurisdiction; its `_id` is the jurisdiction. Some forty rules that change rarely fit one document for ever. */
export type RecordedRuleSet = Document & { readonly versions: { readonly [R in RuleId]?: readonly RecordedVersion[] }; readonly proposed: { readonly [R in RuleId]?: ProposedVersion } };

export const ruleSetsProjection: Projection<RecordedRuleSet, RuleSetEvent> = {
  name: 'ruleSets',
  version: 3,
  families: [ruleSetEvents],
  indexes: [],
  key: (event) => event.data.jurisdiction,
  evolve: (document, { type, data, metadata }) => {
    const { versions, proposed } = document ?? { versions: {}, proposed: {} };
    switch (type) {
      case 'RuleVersionRecorded': {
        const { jurisdiction: _id, ruleId, proposal, ...version } = data;
        const recorded = { ...version, proposedBy: proposal?.proposedBy ?? null, recordedAt: metadata.occurredAt };
        const { [ruleId]: _standing, ...others } = proposed;
        return { _id, versions: { ...versions, [ruleId]: [...(versions[ruleId] ?? []), recorded] }, proposed: others };
      }
      case 'RuleVersionProposed': {
        const { jurisdiction: _id, ruleId, ...version } = data;
        return { _id, versions, proposed: { ...proposed, [ruleId]: { ...version, proposedAt: metadata.occurredAt } } };
      }
      case 'RuleProposalEnded': {
        const { [data.ruleId]: _standing, ...others } = proposed;
        return { _id: data.jurisdiction, versions, proposed: others };
      }
    }
  },
};
