import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { saysTheSame } from '@hewu/rights/src/same-content.js';
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
export type AuctioneerState = Omit<AuctioneerLicenceRecorded['data'], 'organisationId' | 'region' | 'recordedBy'> | null;

const evolve = (_state: AuctioneerState, { data: { organisationId: _organisationId, region: _region, recordedBy: _recordedBy, ...licence } }: AuctioneerEvent): AuctioneerState => licence;

const decide = ({ licence, organisation }: AuctioneerCommand, state: AuctioneerState): readonly AuctioneerEvent[] | Refusal<AuctioneerRefusal> => {
  if (!organisation) return refuse('not_found');
  if (organisation.region !== licence.region) return refuse('other_region', { region: organisation.region });
  if (organisation.kind !== 'auction_house' || !organisation.verified) return refuse('not_an_auction_house', { kind: organisation.kind, verified: organisation.verified });
  const { organisationId: _organisationId, region: _region, recordedBy: _recordedBy, ...said } = licence;
  const { validFrom, validUntil } = said;
  if (validUntil < validFrom) return refuse('licence_ends_before_it_begins', { validFrom, validUntil });
  if (state && saysTheSame(said, state)) return [];
  return [{ type: 'AuctioneerLicenceRecorded', data: licence }];
};

/** The licence of one auction house 拍卖企业. Stream `auctioneer-<organisationId>`: its region records it, and the newest holds. */
export const auctioneers: Decider<AuctioneerState, AuctioneerCommand, AuctioneerEvent, AuctioneerRefusal> = { events: auctioneerEvents, stateVersion: 2, initialState: null, evolve, decide };
