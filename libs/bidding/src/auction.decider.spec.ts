import fc from 'fast-check';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { plusDays } from '@hewu/calendar/src/days.js';
import { specification } from '@hewu/kernel/src/testing.js';
import { auctions, type AuctionCommand, type LicenceNow } from './auction.decider.js';
import { auctioneers, type AuctioneerCommand } from './auctioneer.decider.js';
import type { AuctionEvent, AuctioneerEvent } from './events.js';
import { bidder, office } from './samples.js';

const given = specification(auctions);
const licence: LicenceNow = { licenceNumber: '渝拍字 0000 号', validFrom: '2026-01-01', validUntil: '2026-12-31' };
const house = { personId: 'p-hammer', organisationId: 'o-house', region: '500117' };
const about = { auctionId: 'au-1', achievementId: 'a-1' };
const auction = {
  ...about, listingId: 'l-1', mode: 'assignment' as const, consignorOrganisationId: 'o-institute', region: '500117', auctioneerOrganisationId: 'o-house', noticeOn: '2026-03-02', displayFrom: '2026-03-06',
  displayUntil: '2026-03-07', heldOn: '2026-03-10', place: '合川', commission: { sellerBasisPoints: 300, buyerBasisPoints: null }, valuationId: null, rules: [], entrustedBy: 'p-zhao',
};
type Entrust = Extract<AuctionCommand, { type: 'EntrustAuction' }>;
type Record = Extract<AuctionCommand, { type: 'RecordAuction' }>;
const entrust = (change: Partial<typeof auction> = {}, facts: Partial<Entrust> = {}): Entrust => ({ type: 'EntrustAuction', auction: { ...auction, ...change }, licence, noticeDays: 7, displayDays: 2, today: '2026-03-02', ...facts });
const entrusted: AuctionEvent = { type: 'AuctionEntrusted', data: { ...auction, licenceNumber: '渝拍字 0000 号' } };
const sale = { amountFen: 46_000_000, buyerOrganisationId: 'o-firm', buyerRegion: '511622', commissionFen: { seller: 1_380_000, buyer: 2_300_000 }, transferId: 't-1' };
const record = (change: Partial<Record> = {}): Record => ({ type: 'RecordAuction', by: house, outcome: 'sold', reserveFen: 45_000_000, protocolSha256: 'ab', sale, exclusion: null, licence, commissionBasisPoints: 500, today: '2026-03-10', ...change });
const held: AuctionEvent = {
  type: 'AuctionHeld',
  data: { ...about, outcome: 'sold', reserveFen: 45_000_000, protocolSha256: 'ab', listingId: 'l-1', mode: 'assignment', consignorOrganisationId: 'o-institute', consignorRegion: '500117', sale, recordedBy: 'p-hammer' },
};

describe('an auction', () => {
  test('is entrusted to whoever holds a licence on its day', () => {
    given().when(entrust()).then(entrusted);
    given().when(entrust()).thenRepeatingIsHarmless();
    given(entrusted).when(entrust({ heldOn: '2026-03-11' })).thenRefused('auction_id_taken');
    // Another value anywhere is another auction; under other rules, or by a colleague, it is the same.
    const others = { place: '武胜', displayFrom: '2026-03-05', displayUntil: '2026-03-08', valuationId: 'v-1', commission: { sellerBasisPoints: 400, buyerBasisPoints: null }, auctioneerOrganisationId: 'o-other' };
    for (const [field, value] of Object.entries(others)) given(entrusted).when(entrust({ [field]: value })).thenRefused('auction_id_taken');
    given(entrusted).when(entrust({ commission: { buyerBasisPoints: null, sellerBasisPoints: 300 }, entrustedBy: 'p-qian' }, { today: '2026-03-05', noticeDays: 30 })).thenNothing();
    given().when(entrust({}, { licence: null })).thenRefused('auctioneer_not_licensed', { heldOn: '2026-03-10' });
    given().when(entrust({}, { licence: { ...licence, validUntil: '2026-03-09' } })).thenRefused('auctioneer_not_licensed');
    given().when(entrust({}, { licence: { ...licence, validFrom: '2026-03-11' } })).thenRefused('auctioneer_not_licensed');
  });

  test('whatever its days, the notice stands seven before it and the display lasts two between them', () => {
    const offset = fc.integer({ min: -3, max: 15 });
    fc.assert(fc.property(offset, offset, offset, offset, (notice, from, until, day) => {
      const [noticeOn, displayFrom, displayUntil, heldOn] = [notice, from, until, day].map((days) => plusDays('2026-03-02', days)) as [string, string, string, string];
      const answer = auctions.decide(entrust({ noticeOn, displayFrom, displayUntil, heldOn }), auctions.initialState);
      const lawful = notice >= 0 && day - notice >= 7 && from >= notice && until < day && until - from >= 1;
      expect([{ notice, from, until, day }, !isRefusal(answer)]).toEqual([{ notice, from, until, day }, lawful]);
    }), { numRuns: 500 });
  });

  test('is told of by its auctioneer, once it was held', () => {
    given(entrusted).when(record()).then(held);
    given(entrusted).when(record()).thenRepeatingIsHarmless();
    given(entrusted).when(record({ by: office })).thenRefused('not_found');
    given().when(record()).thenRefused('not_found');
    given(entrusted).when(record({ today: '2026-03-09' })).thenRefused('auction_not_held_yet');
    given(entrusted).when(record({ licence: null })).thenRefused('auctioneer_not_licensed');
    // Only the very same is a repetition: another price, buyer, commission or reserve under the same protocol would be told as done and recorded nowhere.
    const sales = [{ amountFen: 92_000_000 }, { buyerOrganisationId: 'o-other' }, { commissionFen: { seller: 0, buyer: 0 } }].map((change) => ({ sale: { ...sale, ...change } }));
    for (const change of [{ protocolSha256: 'cd' }, { reserveFen: null }, { outcome: 'unsold' as const, sale: null }, ...sales]) given(entrusted, held).when(record(change)).thenRefused('auction_over');
    given(entrusted, held).when(record({ today: '2026-03-20', sale: { ...sale, buyerRegion: '500117' } })).thenNothing();
  });

  test('sells to nobody related, not below the reserve, and for no more commission than agreed or allowed', () => {
    given(entrusted).when(record({ exclusion: 'consignor' })).thenRefused('auction_buyer_excluded', { ground: 'consignor' });
    given(entrusted).when(record({ reserveFen: 46_000_001 })).thenRefused('auction_below_reserve');
    given(entrusted).when(record({ sale: { ...sale, commissionFen: { seller: 1_380_001, buyer: 0 } } })).thenRefused('auction_commission_too_high');
    given(entrusted).when(record({ sale: { ...sale, commissionFen: { seller: 0, buyer: 2_300_001 } } })).thenRefused('auction_commission_too_high', { sellerAtMostFen: 1_380_000, buyerAtMostFen: 2_300_000 });
    given(entrusted).when(record({ outcome: 'unsold', sale: null, reserveFen: 99_000_000 })).then({ type: 'AuctionHeld', data: { ...held.data, outcome: 'unsold', reserveFen: 99_000_000, sale: null } as never });
  });

  test('is called off by either side before it was held, or because the achievement is restricted', () => {
    const cancel: AuctionCommand = { type: 'CancelAuction', by: office, ground: 'consignor', reason: '资料有误', cancelledBy: 'p-zhao' };
    const cancelled = (ground: 'consignor' | 'auctioneer' | 'achievement_restricted', reason: string | null = '资料有误'): AuctionEvent => ({ type: 'AuctionCancelled', data: { ...about, ground, reason, cancelledBy: 'p-zhao' } });
    given(entrusted).when(cancel).then(cancelled('consignor'));
    given(entrusted).when(cancel).thenRepeatingIsHarmless();
    given(entrusted).when({ ...cancel, by: house }).then(cancelled('auctioneer'));
    given(entrusted).when({ ...cancel, by: bidder('he') }).thenRefused('not_found');
    given(entrusted, held).when(cancel).thenRefused('auction_over');
    const system: AuctionCommand = { ...cancel, by: null, ground: 'achievement_restricted', reason: null };
    given(entrusted).when(system).then(cancelled('achievement_restricted', null));
    given(entrusted, held).when(system).thenNothing();
    given().when(system).thenNothing();
  });
});

describe('the licence of an auctioneer', () => {
  const of = specification(auctioneers);
  const data = { organisationId: 'o-house', region: '500117', licenceNumber: '渝拍字 0000 号', validFrom: '2026-01-01', validUntil: '2026-12-31', evidence: '证书原件', recordedBy: 'p-li' };
  const licenceRecorded = (change: Partial<typeof data> = {}): AuctioneerEvent => ({ type: 'AuctioneerLicenceRecorded', data: { ...data, ...change } });
  const command = (change: Partial<typeof data> = {}): AuctioneerCommand => ({ type: 'RecordLicence', licence: { ...data, ...change }, organisation: { kind: 'auction_house', region: '500117', verified: true } });

  test('is recorded by the region of a verified auction house; the newest holds', () => {
    of().when(command()).then(licenceRecorded());
    of().when(command()).thenRepeatingIsHarmless();
    of(licenceRecorded()).when(command({ validUntil: '2026-03-02' })).then(licenceRecorded({ validUntil: '2026-03-02' }));
    of(licenceRecorded()).when(command({ evidence: '证书副本' })).then(licenceRecorded({ evidence: '证书副本' }));
    of().when({ ...command(), organisation: null }).thenRefused('not_found');
    of().when(command({ region: '511622' })).thenRefused('other_region', { region: '500117' });
    of().when({ ...command(), organisation: { kind: 'firm', region: '500117', verified: true } }).thenRefused('not_an_auction_house');
    of().when({ ...command(), organisation: { kind: 'auction_house', region: '500117', verified: false } }).thenRefused('not_an_auction_house');
    of().when(command({ validUntil: '2025-12-31' })).thenRefused('licence_ends_before_it_begins');
  });
});
