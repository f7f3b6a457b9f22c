import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { textTerms } from '@hewu/words/src/text-terms.js';
import { STATUS_AFTER, type DemandStatus } from './demand.decider.js';
import { demandEvents, disclosureEvents, type ClosingGround, type DemandContent, type DemandEvent, type DisclosureEvent } from './events.js';
import { opens } from './facts.js';
import { matchProfile, type MatchProfile } from './match-profile.js';

export type DemandVersion = { readonly version: number; readonly at: string; readonly by: string; readonly reason: string | null; readonly content: DemandContent };

/** A budget in steps that are told to everybody; `undisclosed` behind a confidentiality tier. Bounds in yuan. */
export const BUDGET_BANDS = ['none', 'to_100k', 'to_500k', 'to_2m', 'above_2m', 'undisclosed'] as const;
export type BudgetBand = (typeof BUDGET_BANDS)[number];

/** A demand with all its versions. What of it is shown to whom say the readers. */
export type DemandDocument = MatchProfile & {
  readonly _id: string;
  /** Of the event after which it stands so. */
  readonly position: string;
  readonly organisationId: string;
  readonly status: DemandStatus;
  readonly suspended: string | null;
  /** On the market: takes proposals and is not suspended. */
  readonly open: boolean;
  readonly deadlineOn: string;
  readonly deadlineAt: string;
  readonly postedAt: string;
  readonly changedAt: string;
  readonly closed: { readonly ground: ClosingGround; readonly reason: string | null; readonly proposalId: string | null; readonly at: string } | null;
  readonly versions: readonly DemandVersion[];
  /** Organisations that were let in, and whether each signed for it. */
  readonly letIn: readonly { readonly organisationId: string; readonly signed: boolean }[];
  // By what it is found and counted:
  readonly tier: string;
  readonly title: string;
  readonly industrySection: string;
  /** The code and every code it lies in: C, C13, C133, C1331. */
  readonly industries: readonly string[];
  /** `2026-05`. */
  readonly deadlineMonth: string;
  readonly budgetBand: BudgetBand;
  /** Only words that everybody may read who finds it. */
  readonly terms: readonly string[];
};

const FEN_OF_100K = 10_000_000;

export const bandOf = ({ tier, budgetFen }: Pick<DemandContent, 'tier' | 'budgetFen'>): BudgetBand => {
  if (tier !== 'public') return 'undisclosed';
  if (budgetFen === null) return 'none';
  if (budgetFen <= FEN_OF_100K) return 'to_100k';
  if (budgetFen <= 5 * FEN_OF_100K) return 'to_500k';
  return budgetFen <= 20 * FEN_OF_100K ? 'to_2m' : 'above_2m';
};

type FoundBy = MatchProfile & Pick<DemandDocument, 'tier' | 'title' | 'industrySection' | 'industries' | 'budgetBand' | 'terms'>;

/** Behind a tier, problem and attempts count for nothing: by them it could be guessed what is asked. */
const foundBy = (content: DemandContent, region: string): FoundBy => {
  const { title, titleEn, problem, tried, industry, ipc, tier } = content;
  const texts = tier === 'public' ? [problem, tried] : [];
  return {
    ...matchProfile({ title, titleEn, texts, industry, ipc, region }), tier, title, industrySection: industry.slice(0, 1),
    industries: [1, 3, 4, 5].filter((length) => length <= industry.length).map((length) => industry.slice(0, length)),
    budgetBand: bandOf(content), terms: textTerms([title, titleEn], texts).terms,
  };
};

type Any = DemandEvent | DisclosureEvent;

/** As the event leaves it. */
const evolve = (document: DemandDocument | null, event: Recorded<Any>): DemandDocument | null => {
  const after = folded(document, event);
  return after && { ...after, position: event.position };
};

const folded = (document: DemandDocument | null, event: Recorded<Any>): DemandDocument | null => {
  const at = event.metadata.occurredAt;
  if (event.type === 'DemandPosted') {
    const { demandId: _id, organisationId, region, postedBy, content, deadlineOn, deadlineAt } = event.data;
    return {
      _id, position: event.position, organisationId, status: 'open', suspended: null, open: true, deadlineOn, deadlineAt, postedAt: at, changedAt: at, closed: null,
      versions: [{ version: 1, at, by: postedBy, reason: null, content }], letIn: [], deadlineMonth: deadlineOn.slice(0, 7), ...foundBy(content, region),
    };
  }
  if (!document) return null;
  switch (event.type) {
    case 'DemandCorrected': {
      const { version, correctedBy: by, reason, content } = event.data;
      return { ...document, changedAt: at, versions: [...document.versions, { version, at, by, reason, content }], ...foundBy(content, document.region) };
    }
    case 'DemandSuspended':
      return { ...document, changedAt: at, suspended: event.data.reason, open: false };
    case 'DemandResumed':
      return { ...document, changedAt: at, suspended: null, open: document.status === 'open' };
    case 'DemandClosed': {
      const { ground, reason, proposalId } = event.data;
      return { ...document, changedAt: at, status: STATUS_AFTER[ground], open: false, closed: { ground, reason, proposalId, at } };
    }
    case 'DisclosureGranted': {
      const { organisationId, textSha256 } = event.data;
      return { ...document, letIn: [...document.letIn.filter((one) => one.organisationId !== organisationId), { organisationId, signed: textSha256 !== null }] };
    }
    case 'DisclosureRequested':
    case 'DisclosureRefused':
      return document;
  }
};

/** As it stands now. */
export const contentNow = ({ versions }: Pick<DemandDocument, 'versions'>): DemandContent => versions.at(-1)!.content;

/** Whether an organisation may read problem, attempts and budget. */
export const opensTo = (document: DemandDocument, organisationId: string | null): boolean =>
  document.tier === 'public' || document.organisationId === organisationId || document.letIn.some((one) => one.organisationId === organisationId && opens(document.tier, one.signed));

export const demandsProjection: Projection<DemandDocument, Any> = {
  name: 'demands',
  version: 2,
  families: [demandEvents, disclosureEvents],
  indexes: [
    { fields: ['position'] }, { fields: ['open', 'postedAt'] }, { fields: ['open', 'deadlineAt'] }, { fields: ['open', 'tier', 'postedAt'] }, { fields: ['changedAt'] }, { fields: ['organisationId', 'changedAt'] },
    { list: 'terms' }, { list: 'industries' }, { list: 'pairs' }, { list: 'singles' },
  ],
  key: (event) => event.data.demandId,
  evolve,
};
