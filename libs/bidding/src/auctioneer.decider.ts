import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { auctioneerEvents, type AuctioneerEvent, type AuctioneerLicenceRecorded } from './events.js';

export type AuctioneerCommand = {
  readonly type: 'RecordLicence';
  readonly licence: AuctioneerLicenceRecorded['data'];
  /** What the registers say of the organisation; null when there is none. */
  readonly organisation: { readonly kind: string; readonly region: string; readonly verified: boolean } | null;
};

/** In order of precedence. */
export type AuctioneerRefusal = 'not_found' | 'other_region' | 'not_an_auction_house' | 'licence_ends_before_it_begins';

/** Null before a licence was recorded. */
export type AuctioneerState = { readonly licenceNumber: string; readonly validFrom: string; readonly validUntil: string } | null;

const evolve = (_state: AuctioneerState, { data: { licenceNumber, validFrom, validUntil } }: AuctioneerEvent): AuctioneerState => ({ licenceNumber, validFrom, validUntil });

const decide = ({ licence, organisation }: AuctioneerCommand, state: AuctioneerState): readonly AuctioneerEvent[] | Refusal<AuctioneerRefusal> => {
  if (!organisation) return refuse('not_found');
  if (organisation.region !== licence.region) return refuse('other_region', { region: organisation.region });
  if (organisation.kind !== 'auction_house' || !organisation.verified) return refuse('not_an_auction_house', { kind: organisation.kind, verified: organisation.verified });
  const { licenceNumber, validFrom, validUntil } = licence;
  if (validUntil < validFrom) return refuse('licence_ends_before_it_begins', { validFrom, validUntil });
  if (state && state.licenceNumber === licenceNumber && state.validFrom === validFrom && state.validUntil === validUntil) return [];
  return [{ type: 'AuctioneerLicenceRecorded', data: licence }];
};

/** The licence of one auction house 拍卖企业. Stream `auctioneer-<organisationId>`: its region records it, and the newest holds. */
export const auctioneers: Decider<AuctioneerState, AuctioneerCommand, AuctioneerEvent, AuctioneerRefusal> = { events: auctioneerEvents, stateVersion: 1, initialState: null, evolve, decide };
