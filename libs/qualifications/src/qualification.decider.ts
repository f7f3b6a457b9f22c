import type { Day } from '@hewu/calendar/src/days.js';
import type { OpenMode } from '@hewu/instruments/src/events.js';
import { versionOn, type Terms } from './terms.decider.js';
import type { TermsAcceptances } from './terms-acceptances.decider.js';
import { certificateFor, type Certificate, type Recognition, type Wanted } from './validity.decider.js';

/* What somebody needs to use an instrument on some days, what of it they have, and what is missing. Pure. */

export type Held = {
  /** What the instrument asks for in self-operation; null: nothing. */
  readonly wanted: Wanted | null;
  readonly certificates: readonly Certificate[];
  readonly recognitions: readonly Recognition[];
  readonly terms: readonly NonNullable<Terms>[];
  readonly accepted: TermsAcceptances;
};

/** Why something may not be, by a stable code: `certificate:<trainingId>`, `terms:<termsId>@<version>`. */
export type Lack = { readonly kind: 'certificate'; readonly of: string } | { readonly kind: 'terms'; readonly of: string; readonly version: number };

export type Answer = {
  /** The certificate on whose strength they operate; null when none is needed, or none is there. */
  readonly qualificationId: string | null;
  /** The terms they accepted, in the version of the day. */
  readonly terms: readonly { readonly termsId: string; readonly version: number }[];
  readonly missing: readonly Lack[];
  /** Everything that is needed, by the same codes, whether or not they have it. */
  readonly required: readonly string[];
};

/** How it will be used; `undecided` while a slot is only held, when a certificate is not asked for yet. */
export type AskedMode = OpenMode | 'undecided';

export const codeOf = (lack: Lack): string => (lack.kind === 'certificate' ? `certificate:${lack.of}` : `terms:${lack.of}@${lack.version}`);

export const answerOf = ({ wanted, certificates, recognitions, terms, accepted }: Held, mode: AskedMode, days: readonly Day[]): Answer => {
  const needs = mode === 'self_operation' ? wanted : null;
  const certificate = needs && certificateFor(certificates, needs, recognitions, days);
  const asked = terms.flatMap(({ termsId, versions }) => [...new Set(days.map((day) => versionOn(versions, day)?.version))].flatMap((version) => (version === undefined ? [] : [{ termsId, version }])));
  const has = ({ termsId, version }: { readonly termsId: string; readonly version: number }): boolean => accepted[termsId]?.includes(version) ?? false;
  const all: readonly Lack[] = [...(needs ? [{ kind: 'certificate', of: needs.trainingId } as const] : []), ...asked.map(({ termsId: of, version }) => ({ kind: 'terms', of, version }) as const)];
  return {
    qualificationId: certificate?.certificateId ?? null,
    terms: asked.filter(has),
    missing: [...(needs && !certificate ? [{ kind: 'certificate', of: needs.trainingId } as const] : []), ...asked.filter((one) => !has(one)).map(({ termsId: of, version }) => ({ kind: 'terms', of, version }) as const)],
    required: all.map(codeOf),
  };
};
