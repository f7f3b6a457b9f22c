import fc from 'fast-check';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { biddings, type BiddingCommand } from './bidding.decider.js';
import type { BiddingEvent } from './events.js';
import { about, announcement, bank, bidder, office } from './samples.js';

/*
 * Random bidders against a bidding, and beside it a reference that keeps every bid for ever in one list and counts with whole numbers of
 * seconds. Both must say the same, command by command. fast-check prints seed and path of a failure; kept ones stand in `KEPT`.
 */

const START = Date.parse('2026-03-10T00:00:00.000Z');
const iso = (second: number): string => new Date(START + second * 1_000).toISOString();
const [REGISTER, OPENS, CLOSES, LATEST, WINDOW, EXTEND, GRACE] = [100, 120, 300, 400, 30, 20, 5];
const [STEP, FIRST, DEPOSIT, RESERVE, RAISE] = [10, 100, 7, 160, 2];
const NAMES = ['he', 'luo', 'wu'];
const KEPT: readonly { readonly seed: number; readonly path: string }[] = [];

type Step =
  | { do: 'wait'; seconds: number }
  | { do: 'register' | 'deposit' | 'payout'; who: number }
  /** `over`: by how much it tops what would just do; `ago`: how long it lay in the queue before its turn; `stranger`: the bid is another bidder's person's. */
  | { do: 'bid'; who: number; stranger: boolean; id: number; over: number; ago: number; again: boolean }
  | { do: 'open' | 'close' | 'cancel' | 'restrict' | 'conclude' };

type Bid = { id: string; who: string; amount: number; placed: number };

const personOf = ({ who, stranger }: Extract<Step, { do: 'bid' }>): string => NAMES[(who + (stranger ? 1 : 0)) % NAMES.length]!;

class Reference {
  now = 0;
  closes = CLOSES;
  status: 'announced' | 'open' | 'won' | 'no_sale' | 'cancelled' = 'announced';
  readonly bids: Bid[] = [];
  readonly registered = new Set<string>();
  /** Who acted for whom. */
  readonly acted: { person: string; who: string }[] = [];
  readonly deposits = new Map<string, 'held' | 'instructed' | 'paid_out'>();

  get best(): Bid | undefined {
    return this.bids.at(-1);
  }
  get over(): boolean {
    return this.status !== 'announced' && this.status !== 'open';
  }
  private actsForAnother(person: string, who: string): boolean {
    return this.acted.some((one) => one.person === person && one.who !== who);
  }
  private begin(at: number): string[] {
    if (this.status !== 'announced' || at < OPENS) return [];
    this.status = 'open';
    return ['BiddingOpened'];
  }
  private giveBack(except?: string): string[] {
    const back = [...this.deposits].filter(([who, state]) => state === 'held' && who !== except).map(([who]) => who);
    for (const who of back) this.deposits.set(who, 'instructed');
    return back.map(() => 'DepositReleaseInstructed');
  }

  apply(step: Exclude<Step, { do: 'wait' }>, bidId: string, amount: number, arrived: number): string[] | string {
    const who = 'who' in step ? NAMES[step.who]! : '';
    switch (step.do) {
      case 'register':
        if (this.registered.has(who)) return [];
        if (this.status === 'cancelled') return 'bidding_cancelled';
        if (this.over) return 'bidding_over';
        if (this.now >= REGISTER) return 'registration_over';
        if (this.actsForAnother(who, who)) return 'bids_against_oneself';
        this.acted.push({ person: who, who });
        this.registered.add(who);
        return ['BidderRegistered'];
      case 'deposit':
        if (this.status === 'cancelled') return 'bidding_cancelled';
        if (!this.registered.has(who)) return 'bidder_not_registered';
        if (this.deposits.has(who)) return [];
        if (this.status !== 'announced' || this.now >= OPENS) return 'deposit_too_late';
        this.deposits.set(who, 'held');
        return ['DepositConfirmed'];
      case 'payout': {
        const state = this.deposits.get(who);
        if (state === undefined || state === 'held') return 'payout_not_instructed';
        if (state === 'paid_out') return [];
        this.deposits.set(who, 'paid_out');
        return ['DepositPaidOut'];
      }
      case 'bid': {
        const known = this.bids.find(({ id, who: by }) => id === bidId && by === who);
        if (known) return known.amount === amount ? [] : 'bid_id_taken';
        if (this.status === 'cancelled') return 'bidding_cancelled';
        if (this.over || arrived >= this.closes) return 'bidding_over';
        if (!this.registered.has(who)) return 'bidder_not_registered';
        if (!this.deposits.has(who)) return 'deposit_missing';
        if (arrived < OPENS) return 'bidding_not_open';
        const { best } = this;
        const person = personOf(step);
        if (this.actsForAnother(person, who)) return 'bids_against_oneself';
        if (best?.who === who) return 'own_bid_stands';
        if (!best && amount < FIRST) return 'bid_below_start';
        if (best && amount < best.amount + STEP) return 'bid_below_step';
        if (amount > (best ? best.amount + STEP : FIRST) + RAISE * STEP) return 'bid_too_high';
        const placed = Math.max(arrived, best?.placed ?? 0);
        const told = [...this.begin(arrived), 'BidPlaced'];
        this.acted.push({ person, who });
        this.bids.push({ id: bidId, who, amount, placed });
        const next = Math.min(placed + EXTEND, LATEST);
        if (placed < this.closes - WINDOW || next <= this.closes) return told;
        this.closes = next;
        return [...told, 'BiddingExtended'];
      }
      case 'open':
        return this.over ? [] : this.begin(this.now);
      case 'close': {
        if (this.over || this.now < this.closes + GRACE) return [];
        const told = this.begin(this.now);
        const sold = this.best !== undefined && this.best.amount >= RESERVE;
        this.status = sold ? 'won' : 'no_sale';
        return [...told, 'BiddingClosed', ...this.giveBack(sold ? this.best!.who : undefined)];
      }
      case 'cancel':
        if (this.status === 'cancelled') return [];
        if (this.over) return 'bidding_over';
        if (this.bids.length > 0) return 'bidding_has_bids';
        this.status = 'cancelled';
        return ['BiddingCancelled', ...this.giveBack()];
      case 'restrict':
        if (this.over) return [];
        this.status = 'cancelled';
        return ['BiddingCancelled', ...this.giveBack()];
      case 'conclude':
        if (this.status !== 'won' || this.deposits.get(this.best!.who) !== 'held') return [];
        this.deposits.set(this.best!.who, 'instructed');
        return ['DepositReleaseInstructed'];
    }
  }
}

const commandOf = (step: Exclude<Step, { do: 'wait' }>, now: number, bidId: string, amountFen: number, arrived: number): BiddingCommand => {
  const name = 'who' in step ? NAMES[step.who]! : '';
  const organisationId = `o-${name}`;
  switch (step.do) {
    case 'register':
      return { type: 'RegisterBidder', by: bidder(name), conditionsSha256: announcement.conditionsSha256, exclusion: null, tiedBidders: [], now: iso(now) };
    case 'deposit':
      return { type: 'ConfirmDeposit', by: bank, organisationId, amountFen: DEPOSIT, reference: name, lot: 5, now: iso(now) };
    case 'payout':
      return { type: 'ConfirmPayout', by: bank, organisationId, reference: name };
    case 'bid':
      return { type: 'PlaceBid', by: { ...bidder(name), personId: `p-${personOf(step)}` }, bidId, amountFen, arrivedAt: iso(arrived), ties: [], tiedBidders: [] };
    case 'open':
      return { type: 'OpenBidding', now: iso(now) };
    case 'close':
      return { type: 'CloseBidding', now: iso(now), reserve: { fen: RESERVE, nonce: 'n', sha256: 'hash' }, transferId: 't-1' };
    case 'cancel':
      return { type: 'CancelBidding', by: office, ground: 'consignor', reason: null, cancelledBy: 'p' };
    case 'restrict':
      return { type: 'CancelBidding', by: null, ground: 'achievement_restricted', reason: null, cancelledBy: 'system' };
    case 'conclude':
      return { type: 'SettleWinner', transferId: 't-1', deposit: 'contract_concluded' };
  }
};

const who = fc.integer({ min: 0, max: NAMES.length - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('register' as const, 'deposit' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('payout' as const), who }) },
  { weight: 16, arbitrary: fc.record({ do: fc.constant('bid' as const), who, stranger: fc.nat(19).map((n) => n === 0), id: fc.nat(400), over: fc.integer({ min: -2, max: 25 }), ago: fc.integer({ min: 0, max: 8 }), again: fc.nat(9).map((n) => n === 0) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('open' as const, 'close' as const, 'close' as const, 'conclude' as const) }) },
  { weight: 1, arbitrary: fc.nat(14).map((n): Step => ({ do: n === 0 ? 'restrict' : n < 3 ? 'cancel' : 'conclude' })) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 0, max: 35 }) }) },
);

const settings = { ...announcement, startPriceFen: FIRST, incrementFen: STEP, depositFen: DEPOSIT, reserveSha256: 'hash', registerUntil: iso(REGISTER), opensAt: iso(OPENS), closesAt: iso(CLOSES), latestCloseAt: iso(LATEST), extension: { windowSeconds: WINDOW, extendSeconds: EXTEND }, graceSeconds: GRACE, mostRaiseIncrements: RAISE };

describe('whatever bidders, bank, consignor and clock do', () => {
  test('the bidding answers as the reference that forgets nothing, and the same in every replay', () => {
    const met = new Set<string>();
    const prelude: Step[] = NAMES.flatMap((_, index): Step[] => [{ do: 'register', who: index }, { do: 'deposit', who: index }]);
    const property = fc.property(fc.boolean(), fc.array(step, { minLength: 20, maxLength: 90, size: 'max' }), (ready, steps) => {
      const reference = new Reference();
      const log: BiddingEvent[] = [{ type: 'BiddingAnnounced', data: { ...about, ...settings } }];
      let state = log.reduce(biddings.evolve, biddings.initialState);
      for (const one of [...(ready ? [...prelude, { do: 'wait', seconds: 119 } as const] : []), ...steps]) {
        if (one.do === 'wait') {
          reference.now += one.seconds;
          continue;
        }
        const again = one.do === 'bid' && one.again ? reference.bids.find(({ who: by }) => by === NAMES[one.who]) : undefined;
        const bidId = again?.id ?? (one.do === 'bid' ? `${NAMES[one.who]}-${one.id}` : '');
        const amount = again?.amount ?? (one.do === 'bid' ? (reference.best ? reference.best.amount + STEP : FIRST) + one.over : 0);
        const arrived = Math.max(0, reference.now - (one.do === 'bid' ? one.ago : 0));
        const answer = biddings.decide(commandOf(one, reference.now, bidId, amount, arrived), state);
        const told = isRefusal(answer) ? answer.refused : answer.map(({ type }) => type);
        expect({ one, told }).toEqual({ one, told: reference.apply(one, bidId, amount, arrived) });
        for (const word of typeof told === 'string' ? [told] : told.length === 0 ? ['nothing'] : told) met.add(word);
        if (isRefusal(answer)) continue;
        log.push(...(JSON.parse(JSON.stringify(answer)) as BiddingEvent[]));
        state = answer.reduce(biddings.evolve, state);
      }
      // The same in every replay, and every invariant of the issue by a look at the log alone.
      expect((JSON.parse(JSON.stringify(log)) as BiddingEvent[]).reduce(biddings.evolve, biddings.initialState)).toEqual(state);
      const bids = log.flatMap((event) => (event.type === 'BidPlaced' ? [event.data] : []));
      expect(bids.map(({ ordinal }) => ordinal)).toEqual(bids.map((_, index) => index + 1));
      for (const [index, { amountFen, placedAt }] of bids.entries()) {
        const before = bids[index - 1];
        expect(amountFen).toBeGreaterThanOrEqual(before ? before.amountFen + STEP : FIRST);
        if (before) expect(placedAt >= before.placedAt).toBe(true);
      }
      const closes = log.flatMap((event) => (event.type === 'BiddingExtended' ? [event.data.closesAt] : []));
      expect(closes).toEqual([...closes].sort());
      expect(closes.every((at) => at <= iso(LATEST))).toBe(true);
      const sum = (type: BiddingEvent['type']): number => log.filter((event) => event.type === type).reduce((total, { data }) => total + ((data as { amountFen?: number }).amountFen ?? 0), 0);
      expect(sum('DepositReleaseInstructed') + sum('DepositForfeitInstructed')).toBeLessThanOrEqual(sum('DepositConfirmed'));
      expect(sum('DepositPaidOut')).toBeLessThanOrEqual(sum('DepositReleaseInstructed') + sum('DepositForfeitInstructed'));
    });
    for (const kept of KEPT) fc.assert(property, { ...kept, numRuns: 1 });
    fc.assert(property, { numRuns: 600 });
    // A check that never met a case would say nothing about it.
    for (const word of [
      'BiddingOpened', 'BidderRegistered', 'DepositConfirmed', 'BidPlaced', 'BiddingExtended', 'BiddingClosed', 'BiddingCancelled', 'DepositReleaseInstructed', 'DepositPaidOut', 'nothing',
      'bid_below_start', 'bid_below_step', 'bid_too_high', 'bids_against_oneself', 'own_bid_stands', 'bidding_over', 'bidding_not_open', 'bidder_not_registered', 'deposit_missing', 'registration_over', 'deposit_too_late', 'bidding_has_bids', 'bidding_cancelled', 'payout_not_instructed',
    ]) expect(met).toContain(word);
  });

  test('two hundred bids that arrived in one instant before the close give one order, and none is lost that topped the step', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 200, maxLength: 200 }), (amounts) => {
        const names = amounts.map((_, index) => `f${index}`);
        const seats: BiddingEvent[] = names.flatMap((name, index): BiddingEvent[] => [
          { type: 'BidderRegistered', data: { ...about, organisationId: `o-${name}`, region: '511622', custodianOrganisationId: 'o-bank', conditionsSha256: 'x', registeredBy: 'p' } },
          { type: 'DepositConfirmed', data: { ...about, organisationId: `o-${name}`, custodianOrganisationId: 'o-bank', amountFen: DEPOSIT, reference: 'r', paddle: 1_000 + index, confirmedBy: 'p' } },
        ]);
        const begin: BiddingEvent[] = [{ type: 'BiddingAnnounced', data: { ...about, ...settings, mostRaiseIncrements: 500 } }, ...seats];
        let state = begin.reduce(biddings.evolve, biddings.initialState);
        let best = FIRST - STEP;
        const placed: BiddingEvent[] = [];
        for (const [index, amountFen] of amounts.entries()) {
          const answer = biddings.decide({ type: 'PlaceBid', by: bidder(names[index]!), bidId: names[index]!, amountFen, arrivedAt: iso(CLOSES - 1), ties: [], tiedBidders: [] }, state);
          expect(isRefusal(answer)).toBe(amountFen < best + STEP);
          if (isRefusal(answer)) continue;
          best = amountFen;
          placed.push(...answer);
          state = answer.reduce(biddings.evolve, state);
        }
        expect([...begin, ...placed].reduce(biddings.evolve, biddings.initialState)).toEqual(state);
        expect(state?.standing?.amountFen).toBe(placed.length > 0 ? best : undefined);
      }),
      { numRuns: 20 },
    );
  });
});
