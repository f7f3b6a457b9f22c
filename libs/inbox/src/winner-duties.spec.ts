import { WHATS } from './duty-tables.js';
import { story } from './samples.js';

const same = { transferId: 't-1' };
const signBy = { respondOn: '2026-03-12', at: '2026-03-12T16:00:00.000Z' };
const won = () => story().record('NegotiationOpened', { ...same, buyerOrganisationId: 'firm', respondBy: null }).record('PriceAgreed', { ...same, round: 1, noticeRule: null, signBy });
const ofWinner = (told: ReturnType<typeof story>) => told.open.filter(({ _id }) => _id.startsWith('winner:'));

test('the winner of a sale hears until when it signs; those above it when that is over', () => {
  expect(ofWinner(won())).toMatchObject([{ what: 'winner_signing', superior: 'organisation/firm/administrator', waiting: { by: { organisationId: 'firm' }, dueAt: signBy.at } }]);
  expect(ofWinner(won().record('HandedToContract', same))).toEqual([]);
  expect(ofWinner(won().record('HandedToContract', same).record('NegotiationReopened', same))).toMatchObject([{ what: 'winner_signing', waiting: { dueAt: signBy.at } }]);
  expect(ofWinner(won().record('RoomClosed', same))).toEqual([]);
  expect(ofWinner(story().record('NegotiationOpened', same).record('PriceAgreed', same))).toEqual([]);
});

test('it hears of the default that the seller recorded, and what becomes of its deposit', () => {
  for (const [deposit, zh] of [['forfeited', '不予退还'], ['returned', '退还']] as const) {
    expect(ofWinner(won().record('WinnerDefaulted', { ...same, round: 1, deposit }))).toMatchObject([{ what: 'winner_defaulted', waiting: { by: { organisationId: 'firm' }, sentence: { zh: expect.stringContaining(zh) } } }]);
  }
  expect(WHATS.get('winner_defaulted')?.news).toBe(true);
});

test('it hears that the seller cannot keep its word, and that the deposit goes back', () => {
  expect(ofWinner(won().record('SellerWithdrew', { ...same, round: 1 }))).toMatchObject([{ what: 'sale_withdrawn', audience: [], waiting: { by: { organisationId: 'firm' }, sentence: { zh: expect.stringContaining('保证金退还'), en: expect.stringContaining('goes back') } } }]);
});

test('a room that opens again gives it its time anew; what the seller has signed waits for it until its own time is over', () => {
  const later = { respondOn: '2026-03-30', at: '2026-03-30T16:00:00.000Z' };
  const reopened = { ...same, ground: 'achievement_restricted', turn: null, respondBy: later };
  expect(ofWinner(won().record('RoomClosed', same).record('RoomReopened', reopened))).toMatchObject([{ what: 'winner_signing', waiting: { dueAt: later.at } }]);
  expect(ofWinner(won().record('HandedToContract', same).record('RoomClosed', same).record('RoomReopened', reopened))).toEqual([]);
  const drafted = won().record('ContractDrafted', { ...same, contractId: 'c', buyerOrganisationId: 'firm' });
  const ofBuyer = () => drafted.open.filter(({ _id }) => _id.startsWith('signature_buyer:'));
  expect(ofBuyer()).toMatchObject([{ waiting: { dueAt: null } }]);
  drafted.record('ContractSigned', { contractId: 'c', side: 'seller', winnerSignsBy: later });
  expect(ofBuyer()).toMatchObject([{ what: 'contract_signature', waiting: { by: { organisationId: 'firm' }, dueAt: later.at } }]);
});
