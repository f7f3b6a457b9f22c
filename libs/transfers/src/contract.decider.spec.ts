import { specification } from '@hewu/kernel/src/testing.js';
import { contracts, type ContractCommand } from './contract.decider.js';
import type { ContractAbandoned, ContractConcluded, ContractRegistered, ContractSigned, PaymentRecorded } from './events.js';
import { about, buyer, draft, drafted, respondBy, seller, stranger } from './samples.js';

const given = specification(contracts);
const aboutContract = { ...about, contractId: 'c-1' } as const;
const { textSha256 } = draft;
const legalBasis = '民法典 第八百六十三条';
const signed = (side: 'seller' | 'buyer'): ContractSigned => ({
  type: 'ContractSigned',
  data: { ...aboutContract, side, organisationId: side === 'seller' ? 'o-institute' : 'o-firm', signerPersonId: side === 'seller' ? 'p-zhao' : 'p-he', textSha256, legalBasis },
});
const sign = (by: { personId: string; organisationId: string }, hash = textSha256): ContractCommand => ({ type: 'SignContract', by, textSha256: hash, legalBasis, today: '2026-03-18' });
const concluded: ContractConcluded = { type: 'ContractConcluded', data: { ...aboutContract, textSha256, concludedOn: '2026-03-18' } };
const inForce = [drafted, signed('seller'), signed('buyer'), concluded] as const;
const registrar = { personId: 'p-reg', organisationId: 'o-bureau', region: '500117' };
const register = (change: Partial<Extract<ContractCommand, { type: 'RegisterContract' }>> = {}): ContractCommand => ({
  type: 'RegisterContract', by: registrar, belongs: false, registrationNumber: '2026500117000001', technologyAmountFen: 45_000_000, holdsNumber: true, ...change,
});
const registered: ContractRegistered = {
  type: 'ContractRegistered',
  data: { ...aboutContract, registrationNumber: '2026500117000001', contractAmountFen: 48_000_000, technologyAmountFen: 45_000_000, registeredBy: 'p-reg', region: '500117' },
};
const pay = (paymentId: string, amountFen: number, by: { personId: string; organisationId: string } = seller): ContractCommand => ({ type: 'RecordPayment', by, paymentId, amountFen, receivedOn: '2026-03-20', reference: `B-${paymentId}`, inAdvance: false, today: '2026-03-20', listedOn: '2026-03-01' });
const paid = (paymentId: string, amountFen: number): PaymentRecorded => ({ type: 'PaymentRecorded', data: { ...aboutContract, paymentId, amountFen, receivedOn: '2026-03-20', reference: `B-${paymentId}`, recordedBy: 'p-zhao' } });
const abandoned: ContractAbandoned = { type: 'ContractAbandoned', data: { ...aboutContract, side: 'buyer', reason: '条款不能接受', abandonedBy: 'p-he' } };
const abandon: ContractCommand = { type: 'AbandonContract', by: buyer, reason: '条款不能接受' };

describe('a contract', () => {
  test('is drafted from what was agreed, once under its id', () => {
    const command: ContractCommand = { type: 'DraftContract', ...about, draft, draftedBy: 'p-zhao' };
    given().when(command).then(drafted);
    given().when(command).thenRepeatingIsHarmless();
    given(drafted).when({ ...command, transferId: 't-2' }).thenRefused('contract_id_taken');
  });

  test('binds when one person of each side has signed the same text', () => {
    given(drafted).when(sign(seller)).then(signed('seller'));
    given(drafted).when(sign(seller)).thenRepeatingIsHarmless();
    given(drafted, signed('seller')).when(sign(buyer)).then(signed('buyer'), concluded);
    given(drafted, signed('seller')).when(sign(buyer)).thenRepeatingIsHarmless();
  });

  test('of a sale says until when its winner signs, once the seller has; given up for the winner’s default it is so as long as it does not bind', () => {
    given(drafted).when({ ...sign(seller), winnerSignsBy: respondBy } as ContractCommand).then({ ...signed('seller'), data: { ...signed('seller').data, winnerSignsBy: respondBy } });
    given(drafted).when({ ...sign(buyer), winnerSignsBy: respondBy } as ContractCommand).then(signed('buyer'));
    given(drafted, signed('buyer')).when({ ...sign(seller), winnerSignsBy: respondBy } as ContractCommand).then(signed('seller'), concluded);
    const giveUp: ContractCommand = { type: 'AbandonContract', by: seller, reason: '逾期未签约', winnerDefault: { deposit: 'forfeited' } };
    const givenUp: ContractAbandoned = { type: 'ContractAbandoned', data: { ...aboutContract, side: 'seller', reason: '逾期未签约', abandonedBy: 'p-zhao', winnerDefault: { deposit: 'forfeited' } } };
    given(drafted, signed('seller')).when(giveUp).then(givenUp);
    given(drafted, signed('seller'), signed('buyer'), concluded).when(giveUp).thenRefused('contract_concluded', { status: 'concluded' });
    expect([[givenUp], [abandoned]].map(([event]) => [drafted, event!].reduce(contracts.evolve, contracts.initialState)?.givenUp)).toEqual(['default', 'buyer']);
  });

  test('is signed over its own text, by one person a side, and by nobody for both', () => {
    given(drafted).when(sign(seller, 'cd'.repeat(32))).thenRefused('contract_text_differs', { textSha256 });
    given(drafted, signed('seller')).when(sign({ ...seller, personId: 'p-sun' })).thenRefused('side_has_signed', { side: 'seller' });
    given(drafted, signed('seller')).when(sign({ ...buyer, personId: 'p-zhao' })).thenRefused('signs_for_both');
    given(drafted).when(sign(stranger)).thenRefused('not_found');
  });

  test('is registered once, in the seller’s region, when it binds', () => {
    given(...inForce).when(register()).then(registered);
    given(...inForce).when(register()).thenRepeatingIsHarmless();
    given(...inForce).when(register({ by: { ...registrar, region: '511622' } })).thenRefused('other_region', { region: '500117' });
    given(...inForce).when(register({ belongs: true })).thenRefused('contract_of_own_unit');
    for (const organisationId of ['o-institute', 'o-firm']) given(...inForce).when(register({ by: { ...registrar, organisationId } })).thenRefused('contract_of_own_unit');
    // Whoever drafted or signed it and has gone over to the registry since.
    for (const personId of ['p-zhao', 'p-he']) given(...inForce).when(register({ by: { ...registrar, personId } })).thenRefused('contract_of_own_unit');
    given(drafted, signed('seller')).when(register()).thenRefused('contract_not_concluded', { missing: ['buyer'] });
    given(...inForce, registered).when(register({ registrationNumber: '2026500117000002' })).thenRefused('contract_registered');
    given(...inForce).when(register({ holdsNumber: false })).thenRefused('registration_number_taken');
    given(...inForce, registered).when(register({ holdsNumber: false })).thenNothing();
  });

  test('has a technology amount of at most its whole amount', () => {
    given(...inForce).when(register({ technologyAmountFen: 48_000_001 })).thenRefused('technology_amount_exceeds', { atMostFen: 48_000_000 });
    given(...inForce).when(register({ technologyAmountFen: 48_000_000 })).then({ ...registered, data: { ...registered.data, technologyAmountFen: 48_000_000 } });
  });

  test('is paid to the fen and not beyond, as the seller confirms', () => {
    given(...inForce).when(pay('y-1', 30_000_000)).then(paid('y-1', 30_000_000));
    given(...inForce).when(pay('y-1', 30_000_000)).thenRepeatingIsHarmless();
    given(...inForce, paid('y-1', 30_000_000)).when(pay('y-1', 1)).thenRefused('payment_id_taken');
    given(...inForce, paid('y-1', 30_000_000)).when({ ...pay('y-1', 30_000_000), reference: 'B-2' } as ContractCommand).thenRefused('payment_id_taken');
    // One receipt of the bank is one payment, under whatever id.
    given(...inForce, paid('y-1', 30_000_000)).when({ ...pay('y-2', 1), reference: 'B-y-1' } as ContractCommand).thenRefused('payment_known', { paymentId: 'y-1' });
    given(...inForce, paid('y-1', 30_000_000)).when(pay('y-2', 18_000_001)).thenRefused('payment_exceeds', { outstandingFen: 18_000_000 });
    given(drafted, signed('seller')).when(pay('y-1', 1)).thenRefused('contract_not_concluded');
    given(...inForce).when(pay('y-1', 1, buyer)).thenRefused('seller_only');
  });

  test('is paid between the day on which it was concluded and today, or in advance where that is said', () => {
    const on = (receivedOn: string): ContractCommand => ({ ...pay('y-1', 1), receivedOn }) as ContractCommand;
    given(...inForce).when(on('2099-12-20')).thenRefused('payment_in_future', { today: '2026-03-20' });
    given(...inForce).when(on('2026-03-17')).thenRefused('payment_before_contract', { concludedOn: '2026-03-18' });
    given(...inForce).when(on('2026-03-18')).then({ ...paid('y-1', 1), data: { ...paid('y-1', 1).data, receivedOn: '2026-03-18' } });
    const early: ContractCommand = { ...on('2026-03-10'), inAdvance: true } as ContractCommand;
    const received = (receivedOn: string, inAdvance: { inAdvance?: true } = {}): PaymentRecorded => ({ ...paid('y-1', 1), data: { ...paid('y-1', 1).data, receivedOn, ...inAdvance } });
    given(...inForce).when(early).then(received('2026-03-10', { inAdvance: true }));
    given(...inForce).when(early).thenRepeatingIsHarmless();
    given(...inForce, received('2026-03-10', { inAdvance: true })).when(on('2026-03-10')).thenRefused('payment_id_taken');
    // On the day of the second signature it may be so; what came later did not come in advance.
    given(...inForce).when({ ...on('2026-03-18'), inAdvance: true } as ContractCommand).then(received('2026-03-18', { inAdvance: true }));
    given(...inForce).when({ ...on('2026-03-19'), inAdvance: true } as ContractCommand).then(received('2026-03-19'));
    given(...inForce).when({ ...on('2026-03-19'), inAdvance: true } as ContractCommand).thenRepeatingIsHarmless();
    given(...inForce).when({ ...early, amountFen: 48_000_001 } as ContractCommand).thenRefused('payment_exceeds');
    given(drafted, signed('seller')).when(early).thenRefused('contract_not_concluded');
    // Not before the listing was there to be read, where that is known.
    given(...inForce).when({ ...early, receivedOn: '1900-01-01' } as ContractCommand).thenRefused('payment_before_listing', { listedOn: '2026-03-01' });
    given(...inForce).when({ ...early, receivedOn: '2026-03-01' } as ContractCommand).then(received('2026-03-01', { inAdvance: true }));
    given(...inForce).when({ ...early, receivedOn: '2026-02-28', listedOn: null } as ContractCommand).then(received('2026-02-28', { inAdvance: true }));
    // As it was recorded before the day was.
    const { concludedOn: _, ...before } = concluded.data;
    given(drafted, signed('seller'), signed('buyer'), { ...concluded, data: before }).when(on('2026-03-17')).then({ ...paid('y-1', 1), data: { ...paid('y-1', 1).data, receivedOn: '2026-03-17' } });
  });

  test('is abandoned by either side while it does not bind', () => {
    given(drafted, signed('seller')).when(abandon).then(abandoned);
    given(drafted, signed('seller')).when(abandon).thenRepeatingIsHarmless();
    given(...inForce).when(abandon).thenRefused('contract_concluded', { status: 'concluded' });
    const draftAgain: ContractCommand = { type: 'DraftContract', ...about, draft, draftedBy: 'p-zhao' };
    for (const command of [draftAgain, sign(seller), register(), pay('y-1', 1)]) given(drafted, abandoned).when(command).thenRefused('contract_abandoned');
  });
});
