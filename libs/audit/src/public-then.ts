import type { ListingEvent } from '@hewu/listings/src/events.js';
import type { ContractEvent, PriceNoticeEvent, TransferEvent } from '@hewu/transfers/src/events.js';

type Tells = (ListingEvent | PriceNoticeEvent | ContractEvent | TransferEvent)['type'];

/**
 * What everybody could read when it was recorded, with the fields that speak in words of the thing itself or of its quality: of
 * what is restricted now those are withheld all the same. Offers, contracts' texts, signatures and payments were never public.
 */
const PUBLIC: Readonly<Partial<Record<Tells, readonly string[]>>> = {
  ListingPublished: [],
  ListingRenewed: [],
  ListingSuspended: ['reason'],
  ListingResumed: ['reason'],
  ListingTaken: [],
  ListingFreed: [],
  ListingContracted: [],
  ListingWithdrawn: ['reason'],
  ListingExpired: [],
  NoticeOpened: ['name', 'abstract'],
  NoticeRecounted: [],
  ObjectionRaised: ['statement', 'statementSha256'],
  ObjectionRecounted: [],
  ObjectionOverdue: [],
  ObjectionDecided: ['reasons', 'reasonsSha256'],
  NoticeClosed: [],
  NoticeVoided: [],
  ContractRegistered: [],
  TransferCompleted: [],
};

/** While an achievement was restricted: from behind the event at `from` up to the one at `until`; null while it lasts. */
export type RestrictedTime = { readonly from: string; readonly until: string | null };

/** Of one achievement: when it was restricted, and what of it had bound two organisations while it was not. */
export type OpenPast = {
  readonly restrictedTimes: readonly RestrictedTime[];
  /** Transfers, each with the listing it came of; `bound` once both sides' signatures made its contract. */
  readonly transfers: readonly { readonly transferId: string; readonly listingId: string; readonly bound: boolean }[];
};

type Entry = { readonly type: string; readonly position: string; readonly data: Readonly<Record<string, unknown>> };

/**
 * The fields to withhold of an entry that stays readable though its achievement is restricted now; null where all of it is
 * withheld: it was never public, was recorded while the achievement was restricted, or bound nobody.
 */
export const withheldFieldsOf = ({ type, position, data }: Entry, { restrictedTimes, transfers }: OpenPast): readonly string[] | null => {
  const fields = Object.hasOwn(PUBLIC, type) ? PUBLIC[type as Tells] : undefined;
  if (!fields || restrictedTimes.some(({ from, until }) => position >= from && (until === null || position < until))) return null;
  // Listings are told of by the transfer that came of them; everything else names its transfer.
  const about = (transfer: OpenPast['transfers'][number]): boolean => (type.startsWith('Listing') ? transfer.listingId === data['listingId'] : transfer.transferId === data['transferId']);
  return transfers.some((transfer) => transfer.bound && about(transfer)) ? fields : null;
};
