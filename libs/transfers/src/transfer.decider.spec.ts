import fc from 'fast-check';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { specification } from '@hewu/kernel/src/testing.js';
import { NOTHING_SAID, type HandedToContract, type NegotiationLeft, type OfferMade, type OfferTerms, type PriceAgreed, type Side, type TransferCompleted, type TransferEvent } from './events.js';
import { about, agreed, buyer, draft, institute, named, noticeRule, offered, opened, parties, respondBy, seller, stranger } from './samples.js';
import { transfers, type By, type DraftNow, type NoticeNow, type TransferCommand } from './transfer.decider.js';

const given = specification(transfers);
type Bid = Partial<OfferTerms> & { readonly by?: By };
const bid = ({ by = buyer, ...change }: Bid = {}): TransferCommand => ({ type: 'MakeOffer', by, said: { ...NOTHING_SAID, amountFen: 48_000_000, terms: '一次总付', relatedParty: false, ...change }, respondBy });
const accept = (change: Partial<Extract<TransferCommand, { type: 'AcceptOffer' }>> = {}): TransferCommand => ({
  type: 'AcceptOffer', by: seller, version: 1, relatedParty: false, relatedGrounds: [], noticeRule, seller: institute, valuationId: null, named, ...change,
});
const leave: TransferCommand = { type: 'LeaveNegotiation', by: buyer, reason: '预算未获批准' };
const left: NegotiationLeft = { type: 'NegotiationLeft', data: { ...about, listingId: 'l-1', side: 'buyer', reason: '预算未获批准', round: 0, leftBy: 'p-he' } };
const notice: NoticeNow = { noticeId: 'n-1', round: 1, status: 'closed', amountFen: 48_000_000, mode: 'assignment', closesAt: '2026-03-17T16:00:00.000Z', provisional: false, openObjections: 0 };
const hand = (change: Partial<Extract<TransferCommand, { type: 'HandToContract' }>> = {}): TransferCommand => ({ type: 'HandToContract', by: seller, contractId: 'c-1', textSha256: draft.textSha256, marketsSha256: draft.textSha256, notice, suspendedFor: null, ...change });
const handed: HandedToContract = { type: 'HandedToContract', data: { ...about, ...draft, handedBy: 'p-zhao' } };
const reopened: TransferEvent = { type: 'NegotiationReopened', data: { ...about, contractId: 'c-1' } };
const contract = { contractId: 'c-1', registrationNumber: '2026500117000001', amountFen: 48_000_000, paidFen: 48_000_000 } as const;
const complete = (change: Partial<Extract<TransferCommand, { type: 'CompleteTransfer' }>> = {}): TransferCommand => ({ type: 'CompleteTransfer', by: seller, contract, ...change });
const completed: TransferCompleted = { type: 'TransferCompleted', data: { ...about, listingId: 'l-1', ...contract, completedBy: 'p-zhao' } };

const source = { kind: 'bidding', biddingId: 'b-1', bidId: 'bid-1' } as const;
const openWon: Extract<TransferCommand, { type: 'OpenWon' }> = { type: 'OpenWon', ...about, ...parties, won: { amountFen: 48_000_000, relatedGrounds: [], route: 'bidding', source, valuationId: null, seller: institute, named: null, signBy: respondBy } };
const won: PriceAgreed = {
  type: 'PriceAgreed',
  data: {
    ...about, round: 1, offerVersion: null, amountFen: 48_000_000, mode: 'assignment', route: 'bidding', source, valuationId: null, relatedParty: false, relatedGrounds: [], noticeRule: null, seller: institute,
    acceptedBy: null, acceptedBySide: null, named: null, signBy: respondBy,
  },
};
const openedBySale: TransferEvent = { type: 'NegotiationOpened', data: { ...opened.data, respondBy: null } };
const defaulted: TransferEvent = { type: 'WinnerDefaulted', data: { ...about, listingId: 'l-1', source, round: 1, ground: '逾期未签约', deposit: 'forfeited', recordedBy: 'p-zhao' } };
const withdrew: TransferEvent = { type: 'SellerWithdrew', data: { ...about, listingId: 'l-1', source, round: 1, ground: '专利被宣告无效', withdrawnBy: 'p-zhao' } };
const recordDefault: Extract<TransferCommand, { type: 'RecordDefault' }> = { type: 'RecordDefault', by: seller, ground: '逾期未签约', deposit: 'forfeited', draft: { sellerSigned: true, binds: false, givenUp: null, signBy: null, textSha256: draft.textSha256, isMarketsText: true }, now: respondBy.at };
const withdrawSale: TransferCommand = { type: 'WithdrawSale', by: seller, ground: '专利被宣告无效' };

describe('a transfer that a sale opened', () => {
  test('begins with its price; repeated, nothing happens', () => {
    given().when(openWon).then(openedBySale, won);
    given().when(openWon).thenRepeatingIsHarmless();
    const related = { relatedParty: true, relatedGrounds: ['shares_people'] } as const;
    given().when({ ...openWon, won: { ...openWon.won, relatedGrounds: related.relatedGrounds } }).then(openedBySale, { ...won, data: { ...won.data, ...related } });
    given({ ...opened, data: { ...opened.data, listingId: 'l-2' } }).when(openWon).thenRefused('transfer_id_taken');
  });

  test('neither changes its price nor is left', () => {
    for (const command of [bid(), accept({ version: 0 }), leave, { ...leave, by: seller }] as TransferCommand[]) given(opened, won).when(command).thenRefused('price_irrevocable', { amountFen: 48_000_000, route: 'bidding' });
  });

  test('goes to contract without a notice, whoever the seller is', () => given(opened, won).when(hand({ notice: null })).then({ type: 'HandedToContract', data: { ...handed.data, noticeId: null } }));

  test('ends by the winner’s default or by a cause of the seller’s, and then the seller says so', () => {
    given(opened, won, handed).when(recordDefault).then(defaulted);
    given(opened, won).when(recordDefault).thenRepeatingIsHarmless();
    given(opened, won).when(withdrawSale).then(withdrew);
    given(opened, won).when({ ...recordDefault, by: buyer } as TransferCommand).thenRefused('seller_only');
    given(opened, won).when({ ...recordDefault, by: stranger } as TransferCommand).thenRefused('not_found');
    given(opened, won, handed).when(withdrawSale).thenRefused('transfer_not_negotiating');
    // Not before the time to sign is over, to the millisecond; whoever had no time yet when it was recorded goes as before.
    const early = { ...recordDefault, now: '2026-03-12T15:59:59.999Z' } as TransferCommand;
    given(opened, won).when(early).thenRefused('winner_not_late', { signOn: '2026-03-12', allowedFrom: '2026-03-12T16:00:00.000Z' });
    given(opened, won, defaulted).when(early).thenNothing();
    const { signBy: _, ...untimed } = won.data;
    given(opened, { ...won, data: untimed }).when(early).then(defaulted);
    given(opened, offered, agreed).when(recordDefault).thenRefused('no_sale_behind');
    given(opened, won, defaulted).when(hand({ notice: null })).thenRefused('transfer_not_negotiating');
  });

  test('once ended takes only the very same for a repetition', () => {
    given(opened, won, defaulted).when(recordDefault).thenNothing();
    given(opened, won, withdrew).when(withdrawSale).thenNothing();
    given(opened, won, defaulted).when({ ...recordDefault, deposit: 'returned' }).thenRefused('transfer_not_negotiating', { stage: 'left', endedBy: 'winner_default', deposit: 'forfeited' });
    given(opened, won, defaulted).when({ ...recordDefault, ground: '另有原因' }).thenRefused('transfer_not_negotiating');
    given(opened, won, defaulted).when(withdrawSale).thenRefused('transfer_not_negotiating');
    given(opened, won, withdrew).when(recordDefault).thenRefused('transfer_not_negotiating', { stage: 'left', endedBy: 'sale_withdrawal' });
  });

  test('is no default of the winner’s while the seller has not done its own part', () => {
    const withDraft = (change: Partial<DraftNow>): TransferCommand => ({ ...recordDefault, draft: { ...recordDefault.draft!, ...change } });
    given(opened, won).when({ ...recordDefault, draft: null }).thenRefused('seller_not_ready', { missing: 'draft' });
    given(opened, won, handed).when(withDraft({ sellerSigned: false })).thenRefused('seller_not_ready', { missing: 'signature' });
    given(opened, won, handed, reopened).when(withDraft({ givenUp: 'seller' })).thenRefused('seller_not_ready', { missing: 'draft' });
    // As it was recorded before a text had to be where both read it.
    for (const givenUp of [null, 'buyer'] as const) given(opened, won, handed).when(withDraft({ isMarketsText: false, givenUp })).thenRefused('seller_not_ready', { missing: 'text', textSha256: draft.textSha256 });
    const file: TransferEvent = { type: 'RoomFileAdded', data: { ...about, fileId: 'f-1', sha256: draft.textSha256, bytes: 1, mediaType: 'application/pdf', tier: 'room', side: 'seller', organisationId: 'o-institute', addedBy: 'p-zhao' } };
    given(opened, won, file, handed).when(withDraft({ isMarketsText: false })).then(defaulted);
    const restricted: TransferEvent = { type: 'RoomClosed', data: { ...about, ground: 'achievement_restricted' } };
    given(opened, won, handed, restricted).when(recordDefault).thenRefused('seller_not_ready', { missing: 'open_room', grounds: ['achievement_restricted'] });
    // Who gives up what it should sign is in default, whether the seller had signed or not.
    given(opened, won, handed, reopened).when(withDraft({ sellerSigned: false, givenUp: 'buyer' })).then(defaulted);
    given(opened, won, handed).when(withDraft({ binds: true })).thenRefused('transfer_not_negotiating');
  });

  test('leaves the winner its whole time from the seller’s signature, or from when the room opens again, whichever is later', () => {
    const signBy = { respondOn: '2026-03-20', at: '2026-03-20T16:00:00.000Z' };
    const late: TransferCommand = { ...recordDefault, draft: { ...recordDefault.draft!, signBy } };
    given(opened, won, handed).when(late).thenRefused('winner_not_late', { signOn: '2026-03-20', allowedFrom: signBy.at });
    given(opened, won, handed).when({ ...late, now: signBy.at }).then(defaulted);
    const closed: TransferEvent = { type: 'RoomClosed', data: { ...about, ground: 'achievement_restricted' } };
    const anew = { ...respondBy, ...signBy };
    const open: TransferEvent = { type: 'RoomReopened', data: { ...about, ground: 'achievement_restricted', turn: null, respondBy: anew } };
    given(openedBySale, won, closed).when({ type: 'SettleRoom', grounds: [], respondBy: anew }).then(open);
    given(openedBySale, won, closed, open, handed).when(recordDefault).thenRefused('winner_not_late', { signOn: '2026-03-20', allowedFrom: signBy.at });
  });

  test('follows the contract, where that was given up for the default', () => {
    given(opened, won, handed).when({ ...recordDefault, draft: { ...recordDefault.draft!, givenUp: 'default' }, now: '2026-03-02T00:00:00.000Z' }).then(defaulted);
  });
});

describe('a transfer', () => {
  test('opens between the listing’s unit and a buyer; its id is nobody else’s', () => {
    const open: TransferCommand = { type: 'OpenNegotiation', ...about, ...parties, respondBy };
    given().when(open).then(opened);
    given().when(open).thenRepeatingIsHarmless();
    given(opened).when({ ...open, listingId: 'l-2' }).thenRefused('transfer_id_taken');
  });

  test('is not there for anybody else', () => {
    for (const command of [bid({ by: stranger }), accept({ by: stranger }), { ...leave, by: stranger }, hand({ by: stranger }), complete({ by: stranger })] as TransferCommand[]) given(opened, offered).when(command).thenRefused('not_found');
    given().when(bid()).thenRefused('not_found');
  });

  test('collects offers of both sides as versions', () => {
    given(opened).when(bid()).then(offered);
    given(opened).when(bid()).thenRepeatingIsHarmless();
    const counter: OfferMade = { type: 'OfferMade', data: { ...offered.data, version: 2, side: 'seller', amountFen: 52_000_000, offeredBy: 'p-zhao' } };
    given(opened, offered).when(bid({ by: seller, amountFen: 52_000_000 })).then(counter);
    given(opened, offered, counter).when(accept({ by: buyer, version: 1 })).thenRefused('offer_superseded', { latest: 2 });
  });

  test('agrees a price when the other side accepts the latest offer', () => {
    given(opened, offered).when(accept()).then(agreed);
    given(opened, offered).when(accept()).thenRepeatingIsHarmless();
    given(opened, offered).when(accept({ by: buyer })).thenRefused('own_offer');
    given(opened, offered).when(accept({ by: { ...seller, personId: buyer.personId } })).thenRefused('agrees_with_oneself', { version: 1 });
    given(opened, offered).when(accept({ version: 2 })).thenRefused('offer_unknown', { latest: 1 });
    given(opened).when(accept()).thenRefused('offer_unknown', { latest: 0 });
  });

  test('marks a related party, whoever says so and whatever the registers say', () => {
    const related = (grounds: PriceAgreed['data']['relatedGrounds']): PriceAgreed => ({ ...agreed, data: { ...agreed.data, relatedParty: true, relatedGrounds: grounds } });
    given(opened, offered).when(accept({ relatedParty: true })).then(related(['declared_by_seller']));
    given(opened, { ...offered, data: { ...offered.data, relatedParty: true } }).when(accept()).then(related(['declared_by_buyer']));
    given(opened, offered).when(accept({ relatedGrounds: ['completer_in_buyer'] })).then(related(['completer_in_buyer']));
  });

  test('stays one of a related party once a side said so, whatever it says later', () => {
    const said: OfferMade = { ...offered, data: { ...offered.data, relatedParty: true } };
    const again: OfferMade = { ...offered, data: { ...offered.data, version: 2, terms: '另议' } };
    const marked = (round: number, offerVersion: number, relatedGrounds: PriceAgreed['data']['relatedGrounds']): PriceAgreed => ({ ...agreed, data: { ...agreed.data, round, offerVersion, relatedParty: true, relatedGrounds } });
    given(opened, said, again).when(accept({ version: 2 })).then(marked(1, 2, ['declared_by_buyer']));
    given(opened, offered, marked(1, 1, ['declared_by_seller']), again).when(accept({ version: 2 })).then(marked(2, 2, ['declared_by_seller']));
    // What was found is asked of the registers anew; what the two said in other talks comes with it, and is said once.
    given(opened, offered, marked(1, 1, ['shares_people']), again).when(accept({ version: 2 })).then({ ...agreed, data: { ...agreed.data, round: 2, offerVersion: 2 } });
    given(opened, said).when(accept({ relatedGrounds: ['declared_by_buyer', 'shares_people'] })).then(marked(1, 1, ['declared_by_buyer', 'shares_people']));
  });

  test('goes to contract over the market’s own draft, or over a file of the room that both read', () => {
    const other = 'cd'.repeat(32);
    const file = (tier: 'room' | 'after_nda' | 'own_side'): TransferEvent => ({ type: 'RoomFileAdded', data: { ...about, fileId: 'f-1', sha256: other, bytes: 1, mediaType: 'application/pdf', tier, side: 'seller', organisationId: 'o-institute', addedBy: 'p-zhao' } });
    const over: HandedToContract = { ...handed, data: { ...handed.data, textSha256: other } };
    const remove: TransferCommand = { type: 'RemoveRoomFile', by: seller, fileId: 'f-1', reason: 'x' };
    given(opened, offered, agreed).when(hand({ textSha256: other })).thenRefused('contract_text_unknown', { textSha256: other });
    for (const tier of ['after_nda', 'own_side'] as const) given(opened, offered, agreed, file(tier)).when(hand({ textSha256: other })).thenRefused('contract_text_unknown');
    given(opened, offered, agreed, file('room')).when(hand({ textSha256: other })).then(over);
    // It stays there as long as the contract is over it.
    given(opened, offered, agreed, file('room'), over).when(remove).thenRefused('room_file_is_contract', { fileId: 'f-1' });
    given(opened, offered, agreed, file('room'), over, reopened).when(remove).then({ type: 'RoomFileRemoved', data: { ...about, fileId: 'f-1', side: 'seller', reason: 'x', removedBy: 'p-zhao' } });
  });

  test('that became restricted is not there for the buyer, but to be left', () => {
    const restricted: TransferEvent = { type: 'RoomClosed', data: { ...about, ground: 'achievement_restricted' } };
    for (const command of [bid(), accept({ by: buyer }), hand({ by: buyer })]) given(opened, offered, restricted).when(command).thenRefused('not_found');
    given(opened, offered, restricted).when(bid({ by: seller })).thenRefused('room_closed');
    given(opened, restricted).when(leave).then(left);
  });

  test('may agree another price afterwards, which is another round', () => {
    const better: OfferMade = { type: 'OfferMade', data: { ...offered.data, version: 2, amountFen: 50_000_000 } };
    given(opened, offered, agreed, better).when(accept({ version: 2 })).then({ type: 'PriceAgreed', data: { ...agreed.data, round: 2, offerVersion: 2, amountFen: 50_000_000 } });
    // The same figure again is a new offer too: after an upheld objection the sides have to agree anew.
    given(opened, offered, agreed).when(bid()).then({ type: 'OfferMade', data: { ...offered.data, version: 2 } });
  });

  test('is left by either side with a reason, and then it is over', () => {
    given(opened).when(leave).then(left);
    given(opened, left).when(leave).thenNothing();
    for (const other of [{ ...leave, reason: '另有安排' }, { ...leave, by: seller }] as TransferCommand[]) given(opened, left).when(other).thenRefused('transfer_not_negotiating', { stage: 'left' });
    for (const command of [bid(), accept(), hand()]) given(opened, offered, left).when(command).thenRefused('transfer_not_negotiating', { stage: 'left' });
  });

  test('goes to contract only behind a notice of this price that has run its time without open objection', () => {
    given(opened, offered, agreed).when(hand()).then(handed);
    given(opened, offered, agreed).when(hand()).thenRepeatingIsHarmless();
    given(opened, offered).when(hand()).thenRefused('price_not_agreed');
    given(opened, offered, agreed).when(hand({ suspendedFor: 'complaint' })).thenRefused('listing_suspended', { ground: 'complaint' });
    given(opened, offered, agreed, handed).when(hand({ suspendedFor: 'complaint' })).thenNothing();
    given(opened, offered, agreed).when(hand({ notice: null })).thenRefused('notice_missing', { atLeastDays: 15 });
    given(opened, offered, agreed).when(hand({ notice: { ...notice, round: 0 } })).thenRefused('notice_missing');
    given(opened, offered, agreed).when(hand({ notice: { ...notice, status: 'voided' } })).thenRefused('notice_voided');
    given(opened, offered, agreed)
      .when(hand({ notice: { ...notice, status: 'open', openObjections: 1 } }))
      .thenRefused('notice_running', { noticeId: 'n-1', allowedFrom: '2026-03-17T16:00:00.000Z', provisional: false, openObjections: 1 });
    // Its last day may be past and yet not be its last.
    given(opened, offered, agreed).when(hand({ notice: { ...notice, status: 'open', provisional: true } })).thenRefused('notice_running', { noticeId: 'n-1', allowedFrom: '2026-03-17T16:00:00.000Z', provisional: true, openObjections: 0 });
    given(opened, offered, agreed).when(hand({ notice: { ...notice, amountFen: 47_000_000 } })).thenRefused('noticed_price_differs', { noticedFen: 47_000_000, agreedFen: 48_000_000 });
    given(opened, offered, agreed).when(hand({ by: buyer })).thenRefused('seller_only');
  });

  test('of a seller that the law does not ask needs no notice', () =>
    given(opened, offered, { ...agreed, data: { ...agreed.data, noticeRule: null } })
      .when(hand({ notice: null }))
      .then({ ...handed, data: { ...handed.data, noticeId: null } }));

  test('takes no offer while a contract is drafted, and does again when that is abandoned', () => {
    given(opened, offered, agreed, handed).when(bid()).thenRefused('transfer_not_negotiating', { stage: 'contract' });
    given(opened, offered, agreed, handed).when(leave).thenRefused('transfer_not_negotiating');
    const reopen: TransferCommand = { type: 'ReopenNegotiation', contractId: 'c-1' };
    given(opened, offered, agreed, handed).when(reopen).then({ type: 'NegotiationReopened', data: { ...about, contractId: 'c-1' } });
    given(opened, offered, agreed, handed).when(reopen).thenRepeatingIsHarmless();
    given(opened, offered, agreed, handed).when({ ...reopen, contractId: 'c-2' }).thenNothing();
    given(opened, offered, agreed, handed, { type: 'NegotiationReopened', data: { ...about, contractId: 'c-1' } }).when(hand()).then(handed);
  });

  test('is complete when the contract is registered and paid', () => {
    given(opened, offered, agreed, handed).when(complete()).then(completed);
    given(opened, offered, agreed, handed).when(complete()).thenRepeatingIsHarmless();
    given(opened, offered, agreed).when(complete()).thenRefused('contract_not_registered', { stage: 'agreed' });
    given(opened, offered, agreed, handed).when(complete({ contract: { ...contract, registrationNumber: null } })).thenRefused('contract_not_registered');
    given(opened, offered, agreed, handed).when(complete({ contract: { ...contract, paidFen: 47_999_999 } })).thenRefused('payment_outstanding', { outstandingFen: 1 });
    given(opened, offered, agreed, handed).when(complete({ by: buyer })).thenRefused('seller_only');
  });
});

/** What the rules say, in the plainest words: a list of offers, and which of them both sides named. */
type Model = { offers: { side: Side; amountFen: number }[]; agreedOffer: number; rounds: number; over: boolean; leftBy: Side | null };

test('however the sides talk, versions run without a gap, and a price is agreed only on the other side’s latest offer', () => {
  const said = fc.record({ type: fc.constantFrom('offer', 'offer', 'accept', 'accept', 'leave'), side: fc.constantFrom<Side>('seller', 'buyer'), amountFen: fc.integer({ min: 1, max: 3 }), back: fc.integer({ min: 0, max: 2 }) });
  fc.assert(
    fc.property(fc.array(said, { maxLength: 60 }), (talk) => {
      let state = ([opened] as TransferEvent[]).reduce(transfers.evolve, transfers.initialState);
      const model: Model = { offers: [], agreedOffer: 0, rounds: 0, over: false, leftBy: null };
      for (const [turn, { type, side, amountFen, back }] of talk.entries()) {
        const by = side === 'seller' ? seller : buyer;
        const latest = model.offers.length;
        const version = latest - back;
        const decision = transfers.decide(type === 'offer' ? bid({ by, amountFen, terms: String(turn) }) : type === 'accept' ? accept({ by, version }) : { ...leave, by }, state);
        const lawful = (type === 'leave' && (!model.over || side === model.leftBy)) || (type !== 'leave' && (!model.over && (type === 'offer' || (latest > 0 && back === 0 && model.offers.at(-1)!.side !== side))));
        expect([type, !isRefusal(decision)]).toEqual([type, lawful]);
        if (isRefusal(decision)) continue;
        state = decision.reduce(transfers.evolve, state);
        if (type === 'offer') model.offers.push({ side, amountFen });
        if (type === 'accept' && model.agreedOffer !== version) Object.assign(model, { agreedOffer: version, rounds: model.rounds + 1 });
        if (type === 'leave') Object.assign(model, { over: true, leftBy: side });
        expect([state?.offer?.version ?? 0, state?.round, state?.agreed?.amountFen]).toEqual([model.offers.length, model.rounds, model.offers[model.agreedOffer - 1]?.amountFen]);
      }
    }),
  );
});

describe('the price published with a listing', () => {
  const take = (change: Partial<Extract<TransferCommand, { type: 'TakeListedPrice' }>> = {}): TransferCommand => ({
    type: 'TakeListedPrice', by: buyer, amountFen: 52_000_000, relatedParty: false, relatedGrounds: [], bargainedIn: null, listed: { amountFen: 52_000_000, mode: 'assignment' }, seller: institute, named, ...change,
  });
  const taken: PriceAgreed = { type: 'PriceAgreed', data: { ...agreed.data, offerVersion: null, amountFen: 52_000_000, route: 'listed_price', noticeRule: null, acceptedBy: 'p-he', acceptedBySide: 'buyer' } };

  test('is taken by the buyer as it is, and goes to contract without a notice', () => {
    given(opened).when(take()).then(taken);
    given(opened).when(take()).thenRepeatingIsHarmless();
    given(opened, taken).when(hand({ notice: null })).then({ type: 'HandedToContract', data: { ...handed.data, amountFen: 52_000_000, noticeId: null } });
  });

  test('is neither the seller’s to take, nor a stranger’s', () => {
    given(opened).when(take({ by: seller })).thenRefused('buyer_only', { buyerOrganisationId: 'o-firm' });
    given(opened).when(take({ by: stranger })).thenRefused('not_found');
    given(opened, left).when(take()).thenRefused('transfer_not_negotiating', { stage: 'left' });
    given(opened, won).when(take()).thenRefused('price_irrevocable');
  });

  test('is over as soon as anybody named another', () => {
    given(opened, offered).when(take()).thenRefused('counter_offer_made', { version: 1, side: 'buyer' });
    given(opened, offered, agreed).when(take()).thenRefused('counter_offer_made');
    // In talks of the two before these, or beside them; what was taken before that stays taken.
    given(opened).when(take({ bargainedIn: 't-0' })).thenRefused('counter_offer_made', { transferId: 't-0' });
    given(opened, taken).when(take({ bargainedIn: 't-0' })).thenNothing();
  });

  test('must be there, for this mode, to the fen', () => {
    given(opened).when(take({ listed: null })).thenRefused('price_not_listed', { mode: 'assignment' });
    given(opened).when(take({ listed: { amountFen: 52_000_000, mode: 'ordinary_licence' } })).thenRefused('price_not_listed');
    for (const amountFen of [51_999_999, 52_000_001]) given(opened).when(take({ amountFen })).thenRefused('listed_price_differs', { askedFen: 52_000_000 });
    given(opened, taken).when(take({ amountFen: 1 })).thenRefused('listed_price_differs', { askedFen: 52_000_000 });
  });

  test('marks a related buyer', () => {
    given(opened).when(take({ relatedParty: true, relatedGrounds: ['completer_in_buyer'] })).then({ ...taken, data: { ...taken.data, relatedParty: true, relatedGrounds: ['declared_by_buyer', 'completer_in_buyer'] } });
  });

  test('gives way to an agreement of the sides, which asks for its notice', () => {
    given(opened, taken, offered).when(accept()).then({ ...agreed, data: { ...agreed.data, round: 2 } });
    given(opened, taken, offered, { ...agreed, data: { ...agreed.data, round: 2 } }).when(hand({ notice: null })).thenRefused('notice_missing');
  });
});
