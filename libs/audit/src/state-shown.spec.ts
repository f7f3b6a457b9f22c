import { advance, nothingYet, type AchievementHistory } from './achievement-as-of.js';
import { shownState, tellMore } from './state-shown.js';

const event = (type: string, data: object): AchievementHistory => ({ type, data: { achievementId: 'a', ...data } }) as unknown as AchievementHistory;
const sold = (transferId: string, listingId: string, amountFen: number): readonly AchievementHistory[] => [
  event('ListingPublished', { listingId, mode: 'assignment' }),
  event('NegotiationOpened', { transferId, listingId }),
  event('PriceAgreed', { transferId, amountFen }),
  event('NoticeOpened', { transferId, noticeId: `n-${transferId}`, amountFen, closesOn: '2026-03-17' }),
  event('ContractDrafted', { transferId, contractId: `c-${transferId}` }),
  event('PaymentRecorded', { transferId, amountFen: 7 }),
];

describe('the state of an achievement that is restricted now', () => {
  const everything = [...sold('t', 'l', 100), ...sold('u', 'm', 200), event('RightGranted', { transferId: 't', mode: 'assignment' }), event('RightGranted', { transferId: 'u', mode: 'assignment' })];
  const state = everything.reduce(advance, nothingYet);
  const transfers = [{ transferId: 't', listingId: 'l', bound: true }, { transferId: 'u', listingId: 'm', bound: false }];

  test('says of prices, payments, days and modes what the history still says, and of what bound nobody how far it came', () => {
    const readable = [everything[3]!, event('TransferCompleted', { transferId: 't', amountFen: 100, paidFen: 100, registrationNumber: 'R' })];
    const shown = shownState(state, { transfers }, readable.reduce(tellMore, {}));
    expect(shown.transfers['t']).toMatchObject({ amountFen: 100, notice: { closesOn: '2026-03-17' }, contract: { registrationNumber: 'R', paidFen: 100 } });
    expect(shown.transfers['u']).toEqual({ ...state.transfers['u'], amountFen: null, notice: { ...state.transfers['u']!.notice!, closesOn: null }, contract: { ...state.transfers['u']!.contract!, paidFen: null } });
    expect([shown.listings['l']?.mode, shown.listings['m']?.mode, shown.rightGranted.map(({ mode }) => mode)]).toEqual(['assignment', null, ['assignment', null]]);
  });

  test('says nothing of either where nothing stays readable', () => {
    const shown = shownState(state, { transfers: [] }, {});
    expect(JSON.stringify(shown)).not.toMatch(/100|200|"paidFen":7|2026-03-17|assignment/);
  });

  test('follows a day that was counted again', () =>
    expect([event('NoticeOpened', { transferId: 't', amountFen: 1, closesOn: '2026-03-17' }), event('NoticeRecounted', { transferId: 't', closesOn: '2026-03-18' })].reduce(tellMore, {})).toEqual({ t: { amountFen: 1, closesOn: '2026-03-18' } }));
});
