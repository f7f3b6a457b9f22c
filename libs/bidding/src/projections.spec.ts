import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recorded } from '@hewu/kernel/src/event.js';
import { auctions } from './auction.decider.js';
import { auctionsProjection } from './auctions.projection.js';
import { bidderSeatsProjection, type SeatDocument } from './bidder-seats.projection.js';
import { biddings } from './bidding.decider.js';
import { biddingProtocolProjection } from './bidding-protocol.projection.js';
import { biddingsProjection, type BiddingDocument } from './biddings.projection.js';
import type { AuctionEvent, BiddingEvent } from './events.js';

const FOLDER = join(__dirname, 'examples');
type Any = BiddingEvent | AuctionEvent;

/** As it was recorded once; whatever the program becomes, it goes on reading these. */
const example = <T extends Any['type']>(type: T, revision: number): Recorded<Extract<Any, { type: T }>> =>
  ({
    type, data: JSON.parse(readFileSync(join(FOLDER, `${type}.v1.json`), 'utf8')) as object, eventId: `e-${revision}`, stream: 'bidding-b', revision, position: String(revision), recordedAt: '', schemaVersion: 1,
    metadata: { actor: 'p-1', occurredAt: `2026-03-10T01:00:0${revision}.000Z` },
  }) as unknown as Recorded<Extract<Any, { type: T }>>;

const story = (['BiddingAnnounced', 'BidderRegistered', 'DepositConfirmed', 'BiddingOpened', 'BidPlaced', 'BiddingExtended', 'BidderExcluded', 'BiddingClosed', 'DepositForfeitInstructed', 'DepositPaidOut'] as const).map((type, index) => example(type, index));

test('deciders understand what was recorded once', () => {
  expect(story.reduce<typeof biddings.initialState>((state, event) => biddings.evolve(state, event as BiddingEvent), biddings.initialState)).toMatchObject({
    status: 'won', bids: 1, closesAt: '2026-03-10T02:03:00.120Z', transferId: expect.any(String), standing: { paddle: 4711 }, seats: { [story[1]!.data['organisationId' as never]]: { excluded: true, deposit: { state: 'paid_out' } } },
  });
  expect([example('BiddingAnnounced', 0), example('BiddingCancelled', 1), example('DepositReleaseInstructed', 2)].reduce<typeof biddings.initialState>((state, event) => biddings.evolve(state, event), null)?.status).toBe('cancelled');
  const held = [example('AuctionEntrusted', 0), example('AuctionHeld', 1)] as const;
  expect(held.reduce<typeof auctions.initialState>((state, event) => auctions.evolve(state, event), null)?.status).toBe('sold');
  expect(auctions.evolve(auctions.evolve(null, held[0]), example('AuctionCancelled', 1))?.status).toBe('cancelled');
});

describe('what everybody sees of a bidding', () => {
  const folded = story.reduce<BiddingDocument | null>((document, event) => biddingsProjection.evolve(document, event as Recorded<BiddingEvent>), null)!;

  test('is folded from its events, the reserve only at the close', () => {
    expect(folded).toMatchObject({ status: 'won', bids: 1, standing: { paddle: 4711, amountFen: 40_000_000 }, extensions: 1, closesAt: '2026-03-10T02:03:00.120Z', reserve: { fen: 39_000_000 }, ground: 'reserve_met' });
    expect(story.slice(0, 7).reduce<BiddingDocument | null>((document, event) => biddingsProjection.evolve(document, event as Recorded<BiddingEvent>), null)?.reserve).toBeNull();
  });

  test('names no bidder, at no moment', () => {
    const { organisationId } = example('BidderRegistered', 1).data;
    const { placedBy, bidId } = example('BidPlaced', 4).data;
    let document: BiddingDocument | null = null;
    for (const event of story) {
      document = biddingsProjection.evolve(document, event as Recorded<BiddingEvent>);
      for (const hidden of [organisationId, placedBy, bidId]) expect(JSON.stringify(document)).not.toContain(hidden);
    }
  });

  test('does not move when somebody registers or deposits', () => {
    const announced = biddingsProjection.evolve(null, story[0] as Recorded<BiddingEvent>);
    for (const silent of [story[1], story[2]]) expect(biddingsProjection.evolve(announced, silent as Recorded<BiddingEvent>)).toBe(announced);
  });
});

test('a seat follows the deposit of its bidder, and the protocol has a line for every event', () => {
  const seat = story.filter((event) => bidderSeatsProjection.key(event as Recorded<BiddingEvent>) !== null).reduce<SeatDocument | null>((document, event) => bidderSeatsProjection.evolve(document, event as Recorded<BiddingEvent>), null);
  expect(seat).toMatchObject({ paddle: 4711, deposit: 'paid_out', depositFen: 4_000_000, excludedBecause: 'shares_people' });
  const lines = story.map((event) => biddingProtocolProjection.evolve(null, event as Recorded<BiddingEvent>)!);
  expect(lines.map(({ line }) => line)).toEqual(story.map((_, index) => index));
  expect(lines[3]).toMatchObject({ ties: null, tiedBidders: null });
  expect(lines[1]).toMatchObject({ type: 'BidderRegistered', tiedBidders: [] });
  expect(lines[4]).toMatchObject({ type: 'BidPlaced', ties: [], tiedBidders: [], ordinal: 1, paddle: 4711, arrivedAt: '2026-03-10T01:58:00.120Z' });
  // Delivered twice, a line is the same line.
  expect(biddingProtocolProjection.evolve(lines[4]!, story[4] as Recorded<BiddingEvent>)).toEqual(lines[4]);
});

test('an auction shows who sells and how it ended, and not who bought', () => {
  const { sale } = example('AuctionHeld', 1).data;
  const document = auctionsProjection.evolve(auctionsProjection.evolve(null, example('AuctionEntrusted', 0)), example('AuctionHeld', 1));
  expect(document).toMatchObject({ status: 'sold', amountFen: 46_000_000 });
  expect(JSON.stringify(document)).not.toContain(sale!.buyerOrganisationId);
});

test('every event of the folder is of a type that is known here', () => expect(readdirSync(FOLDER)).toHaveLength(16));
