import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { ruleSetEvents, type RuleSetEvent } from './events.js';
import type { RuleId } from './rule-catalogue.js';
import type { RuleVersion } from './rule-version.js';

/** One recorded version, with who recorded it when, and why. */
export type RecordedVersion = RuleVersion & { readonly reason: string; readonly recordedBy: string; readonly recordedAt: string };

/** Everything that was recorded in one jurisdiction; its `_id` is the jurisdiction. Some forty rules that change rarely fit one document for ever. */
export type RecordedRuleSet = Document & { readonly versions: { readonly [R in RuleId]?: readonly RecordedVersion[] } };

export const ruleSetsProjection: Projection<RecordedRuleSet, RuleSetEvent> = {
  name: 'ruleSets',
  version: 1,
  families: [ruleSetEvents],
  indexes: [],
  key: (event) => event.data.jurisdiction,
  evolve: (document, { type, data, metadata }) => {
    switch (type) {
      case 'RuleVersionRecorded': {
        const { jurisdiction: _id, ruleId, ...version } = data;
        const versions = document?.versions ?? {};
        return { _id, versions: { ...versions, [ruleId]: [...(versions[ruleId] ?? []), { ...version, recordedAt: metadata.occurredAt }] } };
      }
    }
  },
};
