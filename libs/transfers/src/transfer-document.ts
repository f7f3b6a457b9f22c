import type { MediaType } from '@hewu/files/src/events.js';
import type { ContractStatus } from './contract.decider.js';
import type { AwaitedStep, OfferTerms, PriceRoute, PriceSource, RelatedGround, RespondBy, RoomClosedGround, RoomFileTier, Side, TransferMode } from './events.js';
import type { NoticeStatus } from './price-notice.decider.js';
import type { Stage } from './transfer.decider.js';

/** One version of an offer: everything it says, who made it, and until when it is answered. */
export type OfferRecord = OfferTerms & { readonly version: number; readonly side: Side; readonly by: string; readonly at: string; readonly respondBy: RespondBy | null };

/** A file in the room. Its name is not here: `Files` has it. */
export type RoomFileRecord = { readonly fileId: string; readonly sha256: string; readonly bytes: number; readonly mediaType: MediaType; readonly tier: RoomFileTier; readonly side: Side; readonly by: string; readonly at: string };

/** What a side has to do until when, while the sides talk; and whether it was reminded of it, or it is over. */
export type AwaitedRecord = { readonly turn: number; readonly step: AwaitedStep; readonly side: Side; readonly dueAt: string; readonly remindedAt: string | null; readonly escalatedAt: string | null };

type NoticeRecord = {
  readonly id: string;
  readonly round: number;
  readonly status: NoticeStatus;
  readonly closesAt: string;
  readonly provisional: boolean;
  /** Those that wait for a decision, oldest first, with the time each has. */
  readonly objections: readonly OpenObjection[];
};

/** An objection that waits for a decision, with the time it has. */
type OpenObjection = { readonly id: string; readonly decideAt: string | null };

/** A transfer with its notice and its contract, for its parties and for those who watch over it. */
export type TransferDocument = {
  readonly _id: string;
  readonly achievementId: string;
  readonly listingId: string;
  readonly mode: TransferMode;
  readonly sellerOrganisationId: string;
  readonly sellerRegion: string;
  readonly buyerOrganisationId: string;
  readonly buyerRegion: string;
  /** Both organisations. */
  readonly parties: readonly string[];
  /** Those that may read of it: both, but of what became restricted before it bound both the seller alone. */
  readonly readers: readonly string[];
  /** Whether those who watch over the market may. */
  readonly watched: boolean;
  readonly stage: Stage;
  readonly openedAt: string;
  readonly changedAt: string;
  readonly offers: readonly OfferRecord[];
  readonly agreed: {
    readonly round: number;
    /** Null where a sale made the price. */
    readonly offerVersion: number | null;
    readonly route: PriceRoute;
    readonly source: PriceSource | null;
    readonly valuationId: string | null;
    readonly amountFen: number;
    readonly relatedParty: boolean;
    readonly relatedGrounds: readonly RelatedGround[];
    readonly noticeRequired: boolean;
    /** Until when the winner of a sale signs; null otherwise. */
    readonly signBy: string | null;
    readonly at: string;
  } | null;
  /** Of the price agreed last. */
  readonly notice: NoticeRecord | null;
  /** To the notices of earlier prices, oldest first: no new notice is opened before they are decided about. */
  readonly earlierObjections: readonly (OpenObjection & { readonly noticeId: string })[];
  readonly contract: {
    readonly id: string;
    readonly status: ContractStatus;
    readonly amountFen: number;
    readonly textSha256: string;
    readonly signatures: readonly { readonly side: Side; readonly by: string; readonly at: string; readonly legalBasis: string }[];
    readonly registration: { readonly number: string; readonly technologyAmountFen: number; readonly by: string; readonly region: string; readonly at: string } | null;
    readonly paidFen: number;
  } | null;
  readonly left: { readonly side: Side; readonly reason: string; readonly at: string } | null;
  readonly completedAt: string | null;
  /** Null where nobody has a time. */
  readonly awaited: AwaitedRecord | null;
  readonly files: readonly RoomFileRecord[];
  /** What stands against the room; empty while nothing does. */
  readonly closedBy: readonly RoomClosedGround[];
};
