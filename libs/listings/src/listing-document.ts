import { ipcSubclass } from '@hewu/identifiers/src/ipc.js';
import { applicationNumber } from '@hewu/identifiers/src/patent-number.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import { textTerms, type TextTerms } from '@hewu/words/src/text-terms.js';
import type { AchievementContent, Holder, IpKind, IpStatus, ListingEvent, ListingSubmitted, Offer, SuspensionGround, TransferMode } from './events.js';
import type { ListingStatus } from './listing.decider.js';
import { bandsOf, pairsOf } from './near-duplicate.js';

/** One step of a listing, for its unit and for those who review. */
export type Step = { readonly at: string; readonly by: string; readonly did: ListingEvent['type']; readonly round: number; readonly reason: string | null };

/** What a buyer finds on the market: it can be had, or somebody holds the right now. */
export const MARKET_STATES = ['available', 'taken'] as const;
export type MarketState = (typeof MARKET_STATES)[number];

/** By what a submitted achievement is found, counted and compared. */
type Found = TextTerms & {
  readonly trl: number | null;
  /** Section letter of GB/T 4754. */
  readonly industrySection: string | null;
  /** The code and every code it lies in: C, C13, C133, C1331. */
  readonly industries: readonly string[];
  readonly ipcSubclasses: readonly string[];
  readonly ipKinds: readonly IpKind[];
  readonly ipStatuses: readonly IpStatus[];
  /** Application numbers of its patents, whatever the tier: for finding duplicates, never shown. */
  readonly patents: readonly string[];
  /** Sketch of its text (`near-duplicate.ts`). */
  readonly bands: readonly string[];
};

/**
 * A listing from its draft on. What it shows of the achievement is what was submitted: a correction reaches the public
 * through a new submission only. Whoever reads for the public asks for `onMarket: true`.
 */
export type ListingDocument = Document & Found & {
  /** Of the event after which it stands so. */
  readonly position: string;
  /** Of the event with which it came before the public's eyes last; null while it is not. */
  readonly onMarketSince: string | null;
  readonly achievementId: string;
  readonly organisationId: string;
  readonly region: string;
  readonly agentOrganisationId: string | null;
  readonly mandateId: string | null;
  readonly status: ListingStatus;
  readonly suspended: { readonly ground: SuspensionGround; readonly reason: string; readonly at: string } | null;
  /** Whether it is suspended, for asking. */
  readonly hidden: boolean;
  /** By what the right is held, while it is taken. */
  readonly holderKind: Holder['kind'] | null;
  /** Whether the public finds it: published or taken, and not suspended. */
  readonly onMarket: boolean;
  /** Null unless it is published or taken. */
  readonly marketState: MarketState | null;
  /** Withdrawn because the achievement is restricted now: shown to its own unit alone. */
  readonly restricted: boolean;
  readonly offer: Offer;
  readonly mode: TransferMode;
  readonly round: number;
  readonly draftedAt: string;
  readonly changedAt: string;
  readonly publishedAt: string | null;
  readonly expiresAt: string | null;
  /** How often this publication was renewed. */
  readonly renewals: number;
  /** Null before the first submission. */
  readonly achievementVersion: number | null;
  readonly achievement: AchievementContent | null;
  readonly steps: readonly Step[];
};

export const nothingToFind: Found = { trl: null, industrySection: null, industries: [], ipcSubclasses: [], ipKinds: [], ipStatuses: [], titleTerms: [], terms: [], patents: [], bands: [] };

/** Of what was submitted, the parts by which it is found. Behind a confidentiality tier, only what the public may read counts. */
export const foundBy = ({ achievement: content, offer }: ListingSubmitted['data']): Found => ({
  trl: content.maturity.level,
  industrySection: content.industry.slice(0, 1),
  industries: [1, 3, 4, 5].filter((length) => length <= content.industry.length).map((length) => content.industry.slice(0, length)),
  ipcSubclasses: [...new Set(content.ipc.map(ipcSubclass))],
  ipKinds: [...new Set(content.ip.map(({ kind }) => kind))],
  ipStatuses: [...new Set(content.ip.map(({ status }) => status))],
  ...textTerms([content.title, content.titleEn], [
    content.abstract, content.abstractEn, content.problemSolved, content.incumbent, offer.availability?.field ?? null,
    ...content.advantages.map(({ measure }) => measure),
    ...(content.secrecy === 'public' ? content.ip.flatMap(({ title, number }) => [title, number, number && applicationNumber(number)]) : []),
  ]),
  patents: patentsOf(content),
  bands: bandsOf(pairsOf(content)),
});

/** The application numbers of the patents in it: one and the same for an application and the patent granted on it. */
export const patentsOf = ({ ip }: AchievementContent): readonly string[] => [...new Set(ip.flatMap(({ kind, number }) => (kind === 'patent' && number !== null ? [applicationNumber(number)] : [])))];
