import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { AuctionStatus } from './auction.decider.js';
import { auctionEvents, auctioneerEvents, type AuctionCancelGround, type AuctionEntrusted, type AuctionEvent, type AuctioneerEvent, type AuctioneerLicenceRecorded } from './events.js';

/** An auction as everybody may see it. Who bought is in the transfer, for its parties. */
export type AuctionDocument = Omit<AuctionEntrusted['data'], 'auctionId' | 'rules' | 'entrustedBy'> & {
  readonly _id: string;
  readonly status: AuctionStatus;
  readonly entrustedAt: string;
  readonly amountFen: number | null;
  readonly protocolSha256: string | null;
  readonly cancelledBecause: AuctionCancelGround | null;
  readonly transferId: string | null;
};

const evolve = (document: AuctionDocument | null, event: Recorded<AuctionEvent>): AuctionDocument | null => {
  switch (event.type) {
    case 'AuctionEntrusted': {
      const { auctionId: _id, rules: _rules, entrustedBy: _entrustedBy, ...entrusted } = event.data;
      return { _id, ...entrusted, status: 'entrusted', entrustedAt: event.metadata.occurredAt, amountFen: null, protocolSha256: null, cancelledBecause: null, transferId: null };
    }
    case 'AuctionHeld': {
      const { outcome, sale, protocolSha256 } = event.data;
      return document && { ...document, status: outcome, amountFen: sale?.amountFen ?? null, protocolSha256, transferId: sale?.transferId ?? null };
    }
    case 'AuctionCancelled':
      return document && { ...document, status: 'cancelled', cancelledBecause: event.data.ground };
  }
};

export const auctionsProjection: Projection<AuctionDocument, AuctionEvent> = {
  name: 'auctions',
  version: 1,
  families: [auctionEvents],
  indexes: [{ fields: ['entrustedAt'] }, { fields: ['status', 'entrustedAt'] }, { fields: ['achievementId'] }],
  key: (event) => event.data.auctionId,
  evolve,
};

/** The licence that holds of an auction house. */
export type LicenceDocument = Omit<AuctioneerLicenceRecorded['data'], 'organisationId' | 'recordedBy'> & { readonly _id: string; readonly recordedAt: string };

export const auctioneersProjection: Projection<LicenceDocument, AuctioneerEvent> = {
  name: 'auctioneers',
  version: 1,
  families: [auctioneerEvents],
  indexes: [{ fields: ['recordedAt'] }],
  key: (event) => event.data.organisationId,
  evolve: (_document, { data: { organisationId: _id, recordedBy: _recordedBy, ...licence }, metadata }) => ({ _id, ...licence, recordedAt: metadata.occurredAt }),
};
