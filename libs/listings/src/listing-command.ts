import type { Day } from '@hewu/calendar/src/days.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { By } from './by.js';
import type { AchievementContent, Holder, Offer, SubmittedFile, SuspensionGround, TransferMode } from './events.js';

/** An achievement as it stands while the command is decided. */
export type AchievementNow = {
  readonly achievementId: string;
  readonly organisationId: string;
  readonly region: string;
  readonly draftedBy: string;
  readonly version: number;
  readonly content: AchievementContent;
  readonly files: readonly SubmittedFile[];
};

/** A mandate as it stands while the command is decided. */
export type MandateNow = {
  readonly mandateId: string;
  readonly achievementId: string;
  readonly principalOrganisationId: string;
  readonly agentOrganisationId: string;
  readonly modes: readonly TransferMode[];
  readonly fromOn: Day;
  readonly untilOn: Day;
  readonly ended: boolean;
};

/** What must hold whenever a listing comes, or stays, on the market. */
export type MarketFacts = {
  /** Null when there is none of that id. */
  readonly achievement: AchievementNow | null;
  /** The one that the listing cites; null when it cites none. */
  readonly mandate: MandateNow | null;
  /** A mode that was granted of the right, or of one of its numbers by way of another achievement, and forbids the one that is offered (SPC interpretation art. 25). */
  readonly granted: TransferMode | null;
  readonly today: Day;
};

/** A published listing of another unit of the same patent in the same mode, as far as whoever asks may be told. */
export type Duplicate = { readonly listingId: string; readonly patentNumber: string };

/** Who decides for a region. `belongs`: they are a member of the unit or of its agent, for whomever they act now. */
export type Deciding = { readonly by: By; readonly belongs: boolean };

export type ListingCommand =
  | ({ readonly type: 'DraftListing'; readonly listingId: string; readonly by: By; readonly mandateId: string | null; readonly offer: Offer } & Omit<MarketFacts, 'granted'>)
  | { readonly type: 'CorrectListing'; readonly by: By; readonly offer: Offer }
  | ({ readonly type: 'SubmitListing'; readonly by: By; readonly duplicate: Duplicate | null } & MarketFacts)
  | ({ readonly type: 'ReturnListing'; readonly reason: string } & Deciding)
  | ({ readonly type: 'PublishListing'; readonly duplicate: Duplicate | null; readonly expiresAt: string; readonly rule: AppliedRule } & Deciding & MarketFacts)
  /** `rule` gives the months, `windowRule` the days before expiry from which on it may be renewed. */
  | ({ readonly type: 'RenewListing'; readonly by: By; readonly rule: AppliedRule; readonly windowRule: AppliedRule } & MarketFacts)
  | ({ readonly type: 'SuspendListing'; readonly ground: SuspensionGround; readonly reason: string } & Deciding)
  | ({ readonly type: 'ResumeListing'; readonly reason: string } & Deciding)
  | { readonly type: 'WithdrawListing'; readonly by: By; readonly reason: string }
  /** By the system: the achievement became restricted. */
  | { readonly type: 'WithdrawRestricted'; readonly by: string }
  /** By the system: the mandate that it cites ended. */
  | { readonly type: 'WithdrawUnmandated'; readonly by: string; readonly mandateId: string }
  /** By the system: the time of this publication is over. */
  | { readonly type: 'ExpireListing'; readonly expiresAt: string }
  /** By the system, as the right of the achievement says: held, free, granted. `now` is an instant. */
  | { readonly type: 'TakeListing'; readonly holder: Holder }
  | { readonly type: 'FreeListing'; readonly holderId: string; readonly now: string }
  /** By the system, as the numbers say that other achievements list too: null when none of them is held elsewhere. `forbidden`: what was granted of one leaves no room. */
  | { readonly type: 'FollowNumbers'; readonly holder: Holder | null; readonly forbidden: boolean; readonly by: string; readonly now: string }
  /** By the system: both sides have signed the contract of the transfer that holds the right. */
  | { readonly type: 'ContractListing'; readonly transferId: string; readonly contractId: string }
  /** `forbidden`: what was granted leaves no room for what is offered. */
  | { readonly type: 'SettleGrant'; readonly transferId: string; readonly contractId: string; readonly mode: TransferMode; readonly forbidden: boolean; readonly by: string; readonly now: string };

export type CommandOf<Type extends ListingCommand['type']> = Extract<ListingCommand, { type: Type }>;
