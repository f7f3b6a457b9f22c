import type { AchievementAsOf, AchievementHistory, TransferAsOf } from './achievement-as-of.js';
import type { OpenPast } from './public-then.js';

type Told = { readonly amountFen?: number; readonly paidFen?: number; readonly registrationNumber?: string; readonly closesOn?: string };

/** What the entries that stay readable say of each transfer. */
export type ToldOfTransfers = Readonly<Record<string, Told>>;

/** One readable entry further. Pure. Money is whole fen. */
export const tellMore = (told: ToldOfTransfers, event: AchievementHistory): ToldOfTransfers => {
  const says = toldBy(event);
  if (!says || !('transferId' in event.data)) return told;
  const { transferId } = event.data;
  return { ...told, [transferId]: { ...told[transferId], ...says } };
};

const toldBy = (event: AchievementHistory): Told | null => {
  switch (event.type) {
    case 'NoticeOpened':
      return { amountFen: event.data.amountFen, closesOn: event.data.closesOn };
    case 'NoticeRecounted':
      return { closesOn: event.data.closesOn };
    case 'ContractRegistered':
      return { amountFen: event.data.contractAmountFen, registrationNumber: event.data.registrationNumber };
    case 'TransferCompleted':
      return { amountFen: event.data.amountFen, paidFen: event.data.paidFen, registrationNumber: event.data.registrationNumber };
    default:
      return null;
  }
};

/**
 * How an achievement that is restricted now stood, as far as auditors may know: how far everything had come, and of prices, payments,
 * days, numbers and modes what the history still says, so that the state gives no more away than that does. Null: withheld.
 */
export const shownState = (state: AchievementAsOf, { transfers }: Pick<OpenPast, 'transfers'>, told: ToldOfTransfers): AchievementAsOf => {
  const bound = transfers.filter((one) => one.bound);
  return {
    ...state,
    achievement: state.achievement && { ...state.achievement, title: null, trl: null, secrecy: null },
    listings: mapped(state.listings, (listing, id) => (bound.some(({ listingId }) => listingId === id) ? listing : { ...listing, mode: null })),
    transfers: mapped(state.transfers, (transfer, id) => shownTransfer(transfer, told[id] ?? {})),
    rightGranted: state.rightGranted.map((granted) => (bound.some(({ transferId }) => transferId === granted.transferId) ? granted : { ...granted, mode: null })),
  };
};

const shownTransfer = ({ notice, contract, ...transfer }: TransferAsOf, { amountFen, paidFen, registrationNumber, closesOn }: Told): TransferAsOf => ({
  ...transfer,
  amountFen: amountFen ?? null,
  notice: notice && { ...notice, closesOn: closesOn ?? null },
  contract: contract && { ...contract, registrationNumber: registrationNumber ?? null, paidFen: paidFen ?? null },
});

const mapped = <T>(all: Readonly<Record<string, T>>, change: (one: T, id: string) => T): Readonly<Record<string, T>> => Object.fromEntries(Object.entries(all).map(([id, one]) => [id, change(one, id)]));
