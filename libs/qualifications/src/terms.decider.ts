import type { Day } from '@hewu/calendar/src/days.js';
import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { termsEvents, type InBoth, type TermsKind, type TermsPublished } from './events.js';
import type { By } from './training.decider.js';

export type TermsCommand = {
  /** `found`: a text that is new; `revise`: another version of one. */
  readonly do: 'found' | 'revise';
  readonly termsId: string;
  /** Null for a revision: the kind stays. */
  readonly kind: TermsKind | null;
  /** Of a revision: the version that it follows. */
  readonly seenVersion: number;
  readonly title: InBoth;
  readonly text: InBoth;
  readonly sha256: string;
  readonly fromOn: Day;
  readonly by: By;
  readonly today: Day;
  readonly now: string;
};

/** In order of precedence. `terms_unknown` is also the answer to whoever's they are not. */
export type TermsRefusal = 'terms_unknown' | 'terms_id_reused' | 'terms_seen_stale' | 'terms_unchanged' | 'terms_from_in_past' | 'terms_from_too_early' | 'terms_versions_too_many';

export type TermsVersion = { readonly version: number; readonly sha256: string; readonly fromOn: Day };
export type Terms = { readonly termsId: string; readonly ownerOrganisationId: string; readonly kind: TermsKind; readonly title: InBoth; readonly versions: readonly TermsVersion[] } | null;

export const TERMS_VERSIONS_AT_MOST = 500;

/** The version in force on a day; null before the first. Versions come in the order of their days. */
export const versionOn = (versions: readonly TermsVersion[], day: Day): TermsVersion | null => versions.findLast(({ fromOn }) => fromOn <= day) ?? null;

/** Terms of an owner in versions. One that was in force stays as it was. */
export const terms: Decider<Terms, TermsCommand, TermsPublished, TermsRefusal> = {
  events: termsEvents,
  stateVersion: 1,
  initialState: null,

  evolve: (state, { data: { termsId, ownerOrganisationId, kind, version, title, sha256, fromOn } }) => ({ termsId, ownerOrganisationId, kind, title, versions: [...(state?.versions ?? []), { version, sha256, fromOn }] }),

  decide: ({ do: what, termsId, kind, seenVersion, title, text, sha256, fromOn, by, today, now }, state): readonly TermsPublished[] | Refusal<TermsRefusal> => {
    const own = state?.ownerOrganisationId === by.organisationId;
    if (what === 'revise' && !own) return refuse('terms_unknown');
    const last = state?.versions.at(-1);
    if (what === 'found' && last) return own && last.version === 1 && last.sha256 === sha256 && last.fromOn === fromOn ? [] : refuse('terms_id_reused');
    if (last) {
      if (last.version === seenVersion + 1 && last.sha256 === sha256 && last.fromOn === fromOn) return [];
      if (last.version !== seenVersion) return refuse('terms_seen_stale', { version: last.version });
      if (last.sha256 === sha256) return refuse('terms_unchanged');
    }
    if (fromOn < today) return refuse('terms_from_in_past', { fromOn, today });
    if (last && fromOn < last.fromOn) return refuse('terms_from_too_early', { fromOn, notBefore: last.fromOn });
    if (last && last.version >= TERMS_VERSIONS_AT_MOST) return refuse('terms_versions_too_many', { atMost: TERMS_VERSIONS_AT_MOST });
    return [{ type: 'TermsPublished', data: { termsId, ownerOrganisationId: by.organisationId, kind: state?.kind ?? kind!, version: (last?.version ?? 0) + 1, title, text, sha256, fromOn, publishedBy: by.personId, publishedAt: now } }];
  },
};
