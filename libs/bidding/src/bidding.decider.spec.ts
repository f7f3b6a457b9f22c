import fc from 'fast-check';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { specification } from '@hewu/kernel/src/testing.js';
import { leastNext, MOST_FEN, mostNext } from './bid.decider.js';
import { biddings, type BiddingCommand } from './bidding.decider.js';
import type { BiddingEvent } from './events.js';
import { about, announced, announcement, bank, bid, bidder, deposited, office, registered } from './samples.js';
import { MOST_TERMS_FEN } from './text.js';

const given = specification(biddings);
const at = (time: string): string => `2026-03-10T${time}.000Z`;
const EARLY = '2026-03-05T01:00:00.000Z';

const announce: BiddingCommand = { type: 'AnnounceBidding', ...about, announcement, now: EARLY, registrationAtLeastUntil: '2026-03-06T01:00:00.000Z' };
const register = (name: string, now = EARLY): BiddingCommand => ({ type: 'RegisterBidder', by: bidder(name), conditionsSha256: announcement.conditionsSha256, exclusion: null, tiedBidders: [], now });
const deposit = (name: string, lot = 3, now = EARLY): BiddingCommand => ({ type: 'ConfirmDeposit', by: bank, organisationId: `o-${name}`, amountFen: 4_000_000, reference: `ref-${name}`, lot, now });
const place = (name: string, n: number, amountFen: number, arrivedAt = at('01:10:00')): Extract<BiddingCommand, { type: 'PlaceBid' }> => ({ type: 'PlaceBid', by: bidder(name), bidId: `${name}-${n}`, amountFen, arrivedAt, ties: [], tiedBidders: [] });
const reserve = { fen: 42_000_000, nonce: 'ff', sha256: announcement.reserveSha256! };
const close = (now = at('02:00:05'), kept: typeof reserve | null = reserve): BiddingCommand => ({ type: 'CloseBidding', now, reserve: kept, transferId: 't-1' });
const cancel: BiddingCommand = { type: 'CancelBidding', by: office, ground: 'consignor', reason: '资料有误', cancelledBy: 'p-zhao' };

const opened: BiddingEvent = { type: 'BiddingOpened', data: { ...about, opensAt: announcement.opensAt, paddles: 2 } };
const two = [announced, registered('he'), deposited('he', 1003), registered('luo'), deposited('luo', 1004)] as const;
const bidding = [...two, opened] as const;
const released = (name: string, ground: 'lost' | 'no_sale' | 'cancelled' | 'contract_concluded'): BiddingEvent =>
  ({ type: 'DepositReleaseInstructed', data: { ...about, organisationId: `o-${name}`, custodianOrganisationId: 'o-bank', amountFen: 4_000_000, ground } });
const ended = { ...about, closesAt: announcement.closesAt, listingId: 'l-1', mode: 'assignment' as const, consignorOrganisationId: 'o-institute', consignorRegion: '500117' };
const won: BiddingEvent = {
  type: 'BiddingClosed',
  data: {
    ...ended, outcome: 'won', ground: 'reserve_met', bids: 1, reserve: { fen: 42_000_000, nonce: 'ff' },
    winner: { bidId: 'he-1', paddle: 1003, amountFen: 42_000_000, organisationId: 'o-he', region: '511622', placedBy: 'p-he', transferId: 't-1' },
  },
};

describe('a bidding', () => {
  test('is announced with its times in order; repeated, nothing happens', () => {
    given().when(announce).then(announced);
    given().when(announce).thenRepeatingIsHarmless();
    given(announced).when({ ...announce, announcement: { ...announcement, startPriceFen: 1 } } as BiddingCommand).thenRefused('bidding_id_taken');
    // Another value anywhere is another bidding: told as done, it would be recorded nowhere.
    const others = { excludedOrganisations: ['o-x'], closesAt: at('02:00:01'), valuationId: 'v-1', conditionsSha256: 'ef'.repeat(32), depositFen: 1 };
    for (const [field, value] of Object.entries(others)) given(announced).when({ ...announce, announcement: { ...announcement, [field]: value } } as BiddingCommand).thenRefused('bidding_id_taken');
    // The same again under other rules of the house, or by a colleague, is the same; extended in the meantime, too.
    given(announced).when({ ...announce, announcement: { ...announcement, graceSeconds: 9, mostRaiseIncrements: 7, latestCloseAt: at('03:00:00'), announcedBy: 'p-qian' } } as BiddingCommand).thenNothing();
    given(announced, { type: 'BiddingExtended', data: { ...about, bidId: 'he-1', closesAt: at('02:05:00'), graceSeconds: 5 } }).when(announce).thenNothing();
    for (const wrong of [{ registerUntil: EARLY }, { registerUntil: at('01:00:01') }, { opensAt: announcement.closesAt }, { latestCloseAt: at('01:59:59') }]) {
      given().when({ ...announce, announcement: { ...announcement, ...wrong } } as BiddingCommand).thenRefused('bidding_times_wrong');
    }
    // As much time to register as the rule says, to the millisecond; asked again later, it is announced already.
    const until = announcement.registerUntil;
    given().when({ ...announce, registrationAtLeastUntil: until } as BiddingCommand).then(announced);
    const later = new Date(Date.parse(until) + 1).toISOString();
    given().when({ ...announce, registrationAtLeastUntil: later } as BiddingCommand).thenRefused('registration_too_short', { registerUntil: until, atLeastUntil: later });
    given(announced).when({ ...announce, registrationAtLeastUntil: later } as BiddingCommand).thenNothing();
    // A deposit of the start itself is the most.
    const deposits = (depositFen: number) => ({ ...announce, announcement: { ...announcement, depositFen } }) as BiddingCommand;
    given().when(deposits(40_000_000)).then({ ...announced, data: { ...announced.data, depositFen: 40_000_000 } });
    given().when(deposits(40_000_001)).thenRefused('deposit_above_start', { startPriceFen: 40_000_000 });
  });

  test('opens by the clock, or with the first bid if that is decided before', () => {
    given(...two).when({ type: 'OpenBidding', now: at('00:59:59') }).thenNothing();
    given(...two).when({ type: 'OpenBidding', now: at('01:00:00') }).then(opened);
    given(...bidding).when({ type: 'OpenBidding', now: at('01:00:00') }).thenNothing();
    given(...two).when(place('he', 1, 40_000_000, at('01:00:00'))).then(opened, bid('he', 1003, 1, 40_000_000, at('01:00:00')));
  });

  test('takes registrations until they end, of whoever accepts its very conditions', () => {
    given(announced).when(register('he')).then(registered('he'));
    given(announced).when(register('he')).thenRepeatingIsHarmless();
    given().when(register('he')).thenRefused('not_found');
    given(announced).when(register('he', announcement.registerUntil)).thenRefused('registration_over');
    given(announced).when({ ...register('he'), conditionsSha256: 'ef'.repeat(32) } as BiddingCommand).thenRefused('conditions_differ');
    given(announced, registered('he')).when({ ...register('he'), conditionsSha256: 'ef'.repeat(32) } as BiddingCommand).thenRefused('conditions_differ');
    given(announced).when({ ...register('he'), exclusion: 'completer_in_bidder' } as BiddingCommand).thenRefused('bidder_excluded', { ground: 'completer_in_bidder' });
  });

  test('takes deposits from the named bank alone, before it opens, and draws a paddle that nobody holds', () => {
    given(announced, registered('he')).when(deposit('he')).then(deposited('he', 1003));
    given(announced, registered('he')).when(deposit('he')).thenRepeatingIsHarmless();
    given(announced, registered('he'), deposited('he', 1003), registered('luo')).when(deposit('luo')).then(deposited('luo', 1004));
    given(announced, registered('he')).when(deposit('he', 9_003)).then(deposited('he', 1003));
    given(announced, registered('he')).when({ ...deposit('he'), by: office } as BiddingCommand).thenRefused('not_found');
    given(announced).when(deposit('he')).thenRefused('bidder_not_registered');
    given(announced, registered('he')).when({ ...deposit('he'), amountFen: 3_999_999 } as BiddingCommand).thenRefused('deposit_too_small', { depositFen: 4_000_000 });
    given(announced, registered('he')).when(deposit('he', 3, announcement.opensAt)).thenRefused('deposit_too_late');
    given(...two).when({ ...deposit('he'), amountFen: 5_000_000 } as BiddingCommand).thenRefused('deposit_confirmed');
  });

  test('takes bids in one order; each tops the one before by the step, to the fen', () => {
    given(...bidding).when(place('he', 1, 39_999_999)).thenRefused('bid_below_start', { atLeastFen: 40_000_000 });
    const first = bid('he', 1003, 1, 40_000_000, at('01:10:00'));
    given(...bidding).when(place('he', 1, 40_000_000)).then(first);
    given(...bidding, first).when(place('luo', 2, 40_499_999)).thenRefused('bid_below_step', { atLeastFen: 40_500_000 });
    given(...bidding, first).when(place('luo', 2, 40_500_000)).then(bid('luo', 1004, 2, 40_500_000, at('01:10:00')));
    given(...bidding, first).when(place('he', 2, 50_000_000)).thenRefused('own_bid_stands');
  });

  describe('a bid is bounded', () => {
    const limited: BiddingEvent = { ...announced, data: { ...announced.data, mostRaiseIncrements: 100 } };
    const session = [limited, ...bidding.slice(1)] as const;

    test('by so many steps above the least, to the fen', () => {
      given(...session).when(place('he', 1, 90_000_001)).thenRefused('bid_too_high', { atMostFen: 90_000_000 });
      given(...session).when(place('he', 1, 90_000_000)).then(bid('he', 1003, 1, 90_000_000, at('01:10:00')));
      const first = bid('he', 1003, 1, 40_000_000, at('01:10:00'));
      given(...session, first).when(place('luo', 2, 90_500_001)).thenRefused('bid_too_high', { atMostFen: 90_500_000 });
      given(...session, first).when(place('luo', 2, 90_500_000)).then(bid('luo', 1004, 2, 90_500_000, at('01:10:00')));
    });

    test('also where no limit was announced: the next can always be said', () => {
      given(...bidding).when(place('he', 1, 1_000_000_000_000_000)).thenRefused('bid_too_high', { atMostFen: 999_999_999_500_000 });
      given(...bidding).when(place('he', 1, 999_999_999_500_001)).thenRefused('bid_too_high');
    });

    test('whatever start and step a body may say: after the highest first bid a rival still bids', () => {
      const terms = fc.integer({ min: 1, max: MOST_TERMS_FEN });
      fc.assert(fc.property(terms, terms, fc.integer({ min: 1, max: 500 }), fc.boolean(), (startPriceFen, incrementFen, mostRaiseIncrements, limits) => {
        const begin: BiddingEvent = { ...announced, data: { ...announced.data, startPriceFen, incrementFen, ...(limits ? { mostRaiseIncrements } : {}) } };
        const state = [begin, ...bidding.slice(1)].reduce(biddings.evolve, biddings.initialState)!;
        const most = limits ? mostNext(state) : Math.min(mostNext(state), MOST_FEN - 2 * incrementFen);
        expect(isRefusal(biddings.decide(place('he', 1, mostNext(state) + 1), state))).toBe(true);
        const answer = biddings.decide(place('he', 1, most), state) as readonly BiddingEvent[];
        const after = answer.reduce(biddings.evolve, state)!;
        expect([leastNext(after) <= MOST_FEN, isRefusal(biddings.decide(place('luo', 2, leastNext(after)), after))]).toEqual([true, false]);
      }));
    });
  });

  describe('nobody bids against themselves (拍卖法 art. 37)', () => {
    const asHe = { ...bidder('luo'), personId: 'p-he' };

    test('who registered one bidder, or bid for it, neither registers nor bids for another', () => {
      given(announced, registered('he')).when({ ...register('luo'), by: asHe } as BiddingCommand).thenRefused('bids_against_oneself');
      given(...bidding).when({ ...place('luo', 1, 40_000_000), by: asHe }).thenRefused('bids_against_oneself');
      const byColleague: BiddingEvent = { ...bid('he', 1003, 1, 40_000_000, at('01:10:00')), data: { ...bid('he', 1003, 1, 40_000_000, at('01:10:00')).data, placedBy: 'p-song' } };
      given(...bidding, byColleague).when({ ...place('luo', 2, 41_000_000), by: { ...bidder('luo'), personId: 'p-song' } }).thenRefused('bids_against_oneself');
      given(...bidding, byColleague).when(place('luo', 2, 41_000_000)).then(bid('luo', 1004, 2, 41_000_000, at('01:10:00')));
      // For the same bidder a colleague goes on.
      given(...bidding, bid('luo', 1004, 1, 40_000_000, at('01:10:00'))).when({ ...place('he', 2, 41_000_000), by: { ...bidder('he'), personId: 'p-song' } }).then({ ...byColleague, data: { ...byColleague.data, bidId: 'he-2', ordinal: 2, amountFen: 41_000_000 } } as BiddingEvent);
    });

    test('bidders that share people are recorded, at the registration and with the bid', () => {
      given(announced, registered('he')).when({ ...register('luo'), tiedBidders: ['o-he'] } as BiddingCommand).then({ ...registered('luo'), data: { ...registered('luo').data, tiedBidders: ['o-he'] } });
      const placed = bid('luo', 1004, 1, 40_000_000, at('01:10:00'));
      given(...bidding).when({ ...place('luo', 1, 40_000_000), tiedBidders: ['o-he'] }).then({ ...placed, data: { ...placed.data, tiedBidders: ['o-he'] } });
    });
  });

  test('takes bids of those alone who registered and whose money the bank has', () => {
    given().when(place('he', 1, 40_000_000)).thenRefused('not_found');
    given(...bidding).when(place('x', 1, 40_000_000)).thenRefused('bidder_not_registered');
    given(announced, registered('he')).when(place('he', 1, 40_000_000)).thenRefused('deposit_missing');
    given(...bidding, { type: 'BidderExcluded', data: { ...about, organisationId: 'o-he', ground: 'shares_people' } }).when(place('he', 1, 40_000_000)).thenRefused('bidder_excluded');
  });

  test('takes the bid of whoever was tied after it registered, and records what ties it', () => {
    const placed = bid('he', 1003, 1, 40_000_000, at('01:10:00'));
    given(...bidding).when({ ...place('he', 1, 40_000_000), ties: ['shares_people'] }).then({ ...placed, data: { ...placed.data, ties: ['shares_people'] } });
  });

  test('knows a bid again that was sent twice, also one of its older ones', () => {
    const bids = [bid('he', 1003, 1, 40_000_000, at('01:10:00')), bid('luo', 1004, 2, 41_000_000, at('01:11:00'))] as const;
    given(...bidding, ...bids).when(place('he', 1, 40_000_000, at('01:12:00'))).thenNothing();
    given(...bidding, ...bids).when(place('he', 1, 40_000_001, at('01:12:00'))).thenRefused('bid_id_taken');
    given(...bidding, ...bids).when(place('he', 1, 40_000_000, at('02:10:00'))).thenNothing();
  });

  test('goes by the server’s clock and by arrival, not by turn', () => {
    given(...two).when(place('he', 1, 40_000_000, at('00:59:59'))).thenRefused('bidding_not_open', { opensAt: announcement.opensAt });
    given(...bidding).when(place('he', 1, 40_000_000, announcement.closesAt)).thenRefused('bidding_over', { closedAt: announcement.closesAt, arrivedAt: announcement.closesAt });
    // Its place is that of its turn, and its time never before the bid ahead of it.
    given(...bidding, bid('he', 1003, 1, 40_000_000, at('01:10:05'))).when(place('luo', 2, 41_000_000, at('01:10:03'))).then(bid('luo', 1004, 2, 41_000_000, at('01:10:03'), at('01:10:05')));
  });

  test('is extended by a bid in the last minutes, and ends at its latest end', () => {
    given(...bidding).when(place('he', 1, 40_000_000, at('01:54:59'))).then(bid('he', 1003, 1, 40_000_000, at('01:54:59')));
    const late = bid('he', 1003, 1, 40_000_000, at('01:59:59'));
    const extended = (bidId: string, time: string): BiddingEvent => ({ type: 'BiddingExtended', data: { ...about, bidId, closesAt: at(time), graceSeconds: 5 } });
    given(...bidding).when(place('he', 1, 40_000_000, at('01:59:59'))).then(late, extended('he-1', '02:04:59'));
    given(...bidding, late, extended('he-1', '02:04:59')).when(place('luo', 2, 41_000_000, at('02:04:58'))).then(bid('luo', 1004, 2, 41_000_000, at('02:04:58')), extended('luo-2', '02:09:58'));
    given(...bidding, late, extended('he-1', '02:29:00')).when(place('luo', 2, 41_000_000, at('02:28:59'))).then(bid('luo', 1004, 2, 41_000_000, at('02:28:59')), extended('luo-2', '02:30:00'));
    given(...bidding, late, extended('he-1', '02:30:00')).when(place('luo', 2, 41_000_000, at('02:29:59'))).then(bid('luo', 1004, 2, 41_000_000, at('02:29:59')));
  });
});

describe('its end', () => {
  const best = bid('he', 1003, 1, 42_000_000, at('01:10:00'));

  test('comes only after the grace, so that a bid that arrived in time is still taken', () => {
    given(...bidding, best).when(close(at('02:00:00'))).thenNothing();
    given(...bidding, best).when(close(at('02:00:04'))).thenNothing();
    given(...bidding, best).when(place('luo', 2, 43_000_000, at('01:59:59'))).then(
      bid('luo', 1004, 2, 43_000_000, at('01:59:59')), { type: 'BiddingExtended', data: { ...about, bidId: 'luo-2', closesAt: at('02:04:59'), graceSeconds: 5 } });
  });

  test('shows the reserve, names the winner and tells the bank to give the losers their deposits', () => {
    given(...bidding, best).when(close()).then(won, released('luo', 'lost'));
    given(...bidding, best).when(close()).thenRepeatingIsHarmless();
    given(...bidding, best, won).when(place('luo', 2, 50_000_000, at('01:59:59'))).thenRefused('bidding_over');
  });

  test('is no sale without a bid or below the reserve, and every deposit goes back', () => {
    given(...bidding).when(close()).then({ type: 'BiddingClosed', data: { ...ended, outcome: 'no_sale', ground: 'no_bid', bids: 0, reserve: { fen: 42_000_000, nonce: 'ff' }, winner: null } }, released('he', 'no_sale'), released('luo', 'no_sale'));
    const below = bid('he', 1003, 1, 41_999_999, at('01:10:00'));
    given(...bidding, below).when(close()).then({ type: 'BiddingClosed', data: { ...ended, outcome: 'no_sale', ground: 'reserve_not_met', bids: 1, reserve: { fen: 42_000_000, nonce: 'ff' }, winner: null } }, released('he', 'no_sale'), released('luo', 'no_sale'));
  });

  test('is a cancellation when the hidden reserve is lost or is not the one that was announced', () => {
    const lost: BiddingEvent = { type: 'BiddingCancelled', data: { ...about, ground: 'reserve_lost', reason: null, cancelledBy: 'system' } };
    for (const kept of [null, { ...reserve, sha256: 'another' }]) given(...bidding, best).when(close(at('02:00:05'), kept)).then(lost, released('he', 'cancelled'), released('luo', 'cancelled'));
  });

  test('is chosen by the consignor only before the first bid', () => {
    const called: BiddingEvent = { type: 'BiddingCancelled', data: { ...about, ground: 'consignor', reason: '资料有误', cancelledBy: 'p-zhao' } };
    given(...bidding).when(cancel).then(called, released('he', 'cancelled'), released('luo', 'cancelled'));
    given(...bidding).when(cancel).thenRepeatingIsHarmless();
    given(...bidding, best).when(cancel).thenRefused('bidding_has_bids');
    given(...bidding, best, won).when(cancel).thenRefused('bidding_over');
    given(...bidding).when({ ...cancel, by: bidder('he') } as BiddingCommand).thenRefused('not_found');
    given().when(cancel).thenRefused('not_found');
    given(...bidding, called).when(place('he', 1, 40_000_000)).thenRefused('bidding_cancelled');
    given(...bidding, called).when(register('x')).thenRefused('bidding_cancelled');
    given(...bidding, called).when(deposit('he')).thenRefused('bidding_cancelled');
  });

  test('comes at any time when the achievement was restricted', () => {
    const system: BiddingCommand = { type: 'CancelBidding', by: null, ground: 'achievement_restricted', reason: null, cancelledBy: 'system:sales-upkeep' };
    given(...bidding, best).when(system).then({ type: 'BiddingCancelled', data: { ...about, ground: 'achievement_restricted', reason: null, cancelledBy: 'system:sales-upkeep' } }, released('he', 'cancelled'), released('luo', 'cancelled'));
    given(...bidding, best, won).when(system).thenNothing();
    given().when(system).thenNothing();
  });

  test('leaves the winner’s deposit with the bank until the transfer tells what becomes of it', () => {
    const settle = (deposit: Extract<BiddingCommand, { type: 'SettleWinner' }>['deposit'], transferId = 't-1'): BiddingCommand => ({ type: 'SettleWinner', transferId, deposit });
    given(...bidding, best, won).when(settle('contract_concluded')).then(released('he', 'contract_concluded'));
    given(...bidding, best, won).when(settle('contract_concluded')).thenRepeatingIsHarmless();
    given(...bidding, best, won).when(settle('forfeited')).then({ type: 'DepositForfeitInstructed', data: { ...about, organisationId: 'o-he', custodianOrganisationId: 'o-bank', amountFen: 4_000_000, toOrganisationId: 'o-institute' } });
    given(...bidding, best, won).when(settle('forfeited', 't-2')).thenNothing();
    given(...bidding, best, won, released('he', 'contract_concluded')).when(settle('forfeited')).thenNothing();
    given(...bidding, best).when(settle('forfeited')).thenNothing();
  });

  test('has the bank confirm each pay-out once', () => {
    const payout: BiddingCommand = { type: 'ConfirmPayout', by: bank, organisationId: 'o-luo', reference: 'out-1' };
    const paid: BiddingEvent = { type: 'DepositPaidOut', data: { ...about, organisationId: 'o-luo', custodianOrganisationId: 'o-bank', amountFen: 4_000_000, reference: 'out-1', confirmedBy: 'p-bank' } };
    given(...bidding, best, won, released('luo', 'lost')).when(payout).then(paid);
    given(...bidding, best, won, released('luo', 'lost')).when(payout).thenRepeatingIsHarmless();
    given(...bidding, best, won, released('luo', 'lost'), paid).when({ ...payout, reference: 'out-2' } as BiddingCommand).thenRefused('payout_confirmed');
    given(...bidding, best).when(payout).thenRefused('payout_not_instructed');
    given(...bidding, best).when({ ...payout, by: bidder('luo') } as BiddingCommand).thenRefused('not_found');
  });
});
