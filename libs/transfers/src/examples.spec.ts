import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contracts } from './contract.decider.js';
import { contractEvents, NOTHING_SAID, priceNoticeEvents, registrationNumberEvents, transferEvents, type ContractEvent, type PriceNoticeEvent, type RegistrationNumberEvent, type TransferEvent } from './events.js';
import { openObjections, priceNotices } from './price-notice.decider.js';
import { registrationNumbers } from './registration-number.decider.js';
import { transfers } from './transfer.decider.js';

type AnyEvent = TransferEvent | PriceNoticeEvent | ContractEvent | RegistrationNumberEvent;

const FOLDER = join(__dirname, 'examples');

const currentOf = (type: string): number => [transferEvents, priceNoticeEvents, contractEvents, registrationNumberEvents].flatMap(({ specs }) => Object.entries(specs)).find(([name]) => name === type)![1].version;

/** An event as it was recorded once; whatever the program becomes, it goes on reading these. */
const example = <T extends AnyEvent['type']>(type: T, version = currentOf(type)): Extract<AnyEvent, { type: T }> =>
  ({ type, data: JSON.parse(readFileSync(join(FOLDER, `${type}.v${version}.json`), 'utf8')) as object }) as unknown as Extract<AnyEvent, { type: T }>;

test('every event type and version has a recorded example, and every one names its achievement and its transfer', () => {
  const known = [transferEvents, priceNoticeEvents, contractEvents, registrationNumberEvents].flatMap(({ specs }) =>
    Object.entries(specs).flatMap(([type, { version }]) => Array.from({ length: version }, (_, n) => `${type}.v${n + 1}.json`)));
  expect(readdirSync(FOLDER).sort()).toEqual(known.sort());
  const { achievementId, transferId } = example('NegotiationOpened').data;
  for (const file of readdirSync(FOLDER)) expect(JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))).toMatchObject({ achievementId, transferId });
});

describe('what was recorded once is understood', () => {
  test('of a transfer: from the first talk to completion, or to the end of the talks', () => {
    const path = (['NegotiationOpened', 'OfferMade', 'PriceAgreed', 'HandedToContract', 'NegotiationReopened', 'HandedToContract', 'TransferCompleted'] as const).map((type) => example(type));
    const stages = path.map((_, n) => path.slice(0, n + 1).reduce(transfers.evolve, transfers.initialState)?.stage);
    expect(stages).toEqual(['negotiating', 'negotiating', 'agreed', 'contract', 'agreed', 'contract', 'completed']);
    for (const out of ['WinnerDefaulted', 'SellerWithdrew'] as const) expect([example('NegotiationOpened'), example('PriceAgreed'), example(out)].reduce(transfers.evolve, transfers.initialState)).toMatchObject({ stage: 'left', agreed: { source: { kind: 'bidding' } } });
    expect([example('NegotiationOpened'), example('NegotiationLeft')].reduce(transfers.evolve, transfers.initialState)?.stage).toBe('left');
  });

  test('of a room: files come and go, it closes and opens, whoever must answer is reminded', () => {
    const path = (['NegotiationOpened', 'OfferMade', 'RoomFileAdded', 'RoomClosed', 'RoomReopened', 'ResponseReminded', 'ResponseEscalated'] as const).map((type) => example(type));
    expect(path.reduce(transfers.evolve, transfers.initialState)).toMatchObject({ files: [{ side: 'seller', tier: 'after_nda' }], closedBy: [], awaiting: { turn: 2, reminded: true, escalated: true }, offer: { said: { paymentKind: 'instalments' } } });
    expect([...path.slice(0, 4), example('RoomFileRemoved')].reduce(transfers.evolve, transfers.initialState)).toMatchObject({ files: [], closedBy: ['nda_not_in_force'] });
  });

  test('of the first versions: an offer says its price and its words alone, and nobody has a time', () => {
    const { OfferMade: offer, NegotiationOpened: opening, PriceAgreed: price } = transferEvents.specs;
    expect(offer.upcasts?.[1]?.({ ...example('OfferMade', 1).data })).toEqual({ ...example('OfferMade', 1).data, conditions: NOTHING_SAID, respondBy: null });
    expect(opening.upcasts?.[1]?.({ ...example('NegotiationOpened', 1).data })).toEqual({ ...example('NegotiationOpened', 1).data, respondBy: null });
    expect(price.upcasts?.[2]?.({ ...example('PriceAgreed', 2).data })).toEqual({ ...example('PriceAgreed', 2).data, named: null });
  });

  test('of a price notice: an objection, its decision, the end', () => {
    const raised = [example('NoticeOpened'), example('ObjectionRaised')].reduce<typeof priceNotices.initialState>(priceNotices.evolve, priceNotices.initialState)!;
    expect(openObjections(raised)).toBe(1);
    expect(raised.objections[example('ObjectionRaised').data.objectionId]?.decideBy).toMatchObject({ decideOn: '2026-03-24', rule: { id: 'objection_decision_days', amount: 10 } });
    const late = [example('ObjectionRecounted'), example('ObjectionOverdue')].reduce<typeof priceNotices.initialState>(priceNotices.evolve, raised)!;
    expect(late.objections[example('ObjectionRaised').data.objectionId]).toMatchObject({ decideBy: { decideOn: '2026-03-25' }, overdue: true, outcome: null });
    const decided = priceNotices.evolve(raised, example('ObjectionDecided'))!;
    expect(openObjections(decided)).toBe(0);
    expect(priceNotices.evolve(decided, example('NoticeRecounted'))?.end.closesOn).toBe('2027-01-05');
    expect(priceNotices.evolve(decided, example('NoticeClosed'))?.status).toBe('closed');
    expect(priceNotices.evolve(decided, example('NoticeVoided'))?.status).toBe('voided');
  });

  test('of the first version: an objection is read with the digest of its text, and without a time', () => {
    const { ObjectionRaised: raised, ObjectionDecided: decided } = priceNoticeEvents.specs;
    const today = { ...example('ObjectionRaised').data, decideBy: null, limitRule: null };
    expect(raised.upcasts?.[1]?.({ ...example('ObjectionRaised', 1).data })).toEqual(today);
    expect(decided.upcasts?.[1]?.({ ...example('ObjectionDecided', 1).data })).toEqual(example('ObjectionDecided').data);
  });

  test('of a contract: signed, concluded, registered, paid; or abandoned', () => {
    const path = (['ContractDrafted', 'ContractSigned', 'ContractConcluded', 'ContractRegistered', 'PaymentRecorded'] as const).map((type) => example(type));
    expect(path.reduce(contracts.evolve, contracts.initialState)).toMatchObject({ status: 'registered', registration: { technologyAmountFen: 45_000_000 }, signers: { buyer: null } });
    expect([example('ContractDrafted'), example('ContractAbandoned')].reduce(contracts.evolve, contracts.initialState)?.status).toBe('abandoned');
  });

  test('of a registration number: whose it is, until it is given back', () => {
    const claimed = registrationNumbers.evolve(registrationNumbers.initialState, example('RegistrationNumberClaimed'));
    expect(claimed).toEqual(example('RegistrationNumberFreed').data);
    expect(registrationNumbers.evolve(claimed, example('RegistrationNumberFreed'))).toBeNull();
  });
});
