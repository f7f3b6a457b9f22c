import type { Day } from '@hewu/calendar/src/days.js';
import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { termsAcceptanceEvents, type TermsAcceptanceEvent } from './events.js';
import { versionOn, type Terms } from './terms.decider.js';

export type TermsAcceptanceCommand =
  | { readonly do: 'accept'; readonly personId: string; readonly organisationId: string | null; readonly terms: Terms; readonly version: number; readonly sha256: string; readonly today: Day; readonly now: string }
  | { readonly do: 'outdate'; readonly personId: string; readonly terms: Terms; readonly version: number; readonly now: string };

/** In order of precedence. */
export type TermsAcceptanceRefusal = 'terms_unknown' | 'terms_version_unknown' | 'terms_version_stale' | 'terms_text_differs';

/** The versions of each terms that a person accepted. */
export type TermsAcceptances = { readonly [termsId: string]: readonly number[] };

/** What one person accepted: the version of the day, or one that is to come. Whoever shows its SHA-256 has that very text before them. */
export const termsAcceptances: Decider<TermsAcceptances, TermsAcceptanceCommand, TermsAcceptanceEvent, TermsAcceptanceRefusal> = {
  events: termsAcceptanceEvents,
  stateVersion: 1,
  initialState: {},

  evolve: (state, event) => (event.type === 'TermsAccepted' ? { ...state, [event.data.termsId]: [...(state[event.data.termsId] ?? []), event.data.version] } : state),

  decide: (command, state): readonly TermsAcceptanceEvent[] | Refusal<TermsAcceptanceRefusal> => {
    const { personId, terms, version, now } = command;
    if (!terms) return refuse('terms_unknown');
    const { termsId, ownerOrganisationId, versions } = terms;
    const accepted = state[termsId] ?? [];
    const asked = versions.find((one) => one.version === version);
    if (!asked) return refuse('terms_version_unknown', { version: versions.at(-1)!.version });
    if (command.do === 'outdate') return accepted.length === 0 || accepted.includes(version) ? [] : [{ type: 'TermsAcceptanceOutdated', data: { personId, termsId, ownerOrganisationId, acceptedVersion: accepted.at(-1)!, version, fromOn: asked.fromOn, outdatedAt: now } }];
    const { sha256, organisationId, today } = command;
    const current = versionOn(versions, today);
    if (current && version < current.version) return refuse('terms_version_stale', { version: current.version });
    if (sha256 !== asked.sha256) return refuse('terms_text_differs', { sha256: asked.sha256 });
    return accepted.includes(version) ? [] : [{ type: 'TermsAccepted', data: { personId, termsId, ownerOrganisationId, version, sha256, organisationId, acceptedAt: now } }];
  },
};
