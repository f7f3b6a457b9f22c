import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import type { TransferMode } from './events.js';
import { ipNumberEvents, type HolderKind, type IpNumberEvent } from './ip-number-events.js';
import { leavesRoom, standingAgainst, type RightState } from './right.decider.js';

/** Who wants the number for what. `sellerOrganisationId`: whose achievement lists it. */
export type IpNumberAsked = {
  readonly ipNumberId: string;
  readonly achievementId: string;
  readonly holderKind: HolderKind;
  readonly holderId: string;
  readonly mode: TransferMode;
  readonly sellerOrganisationId: string;
};

export type IpNumberCommand =
  | ({ readonly type: 'ClaimNumber'; readonly lapsesAt: string } & IpNumberAsked)
  /** The right of the achievement is reserved. Finds a claim that lapsed in between taken, or takes it again. */
  | ({ readonly type: 'HoldNumber' } & IpNumberAsked)
  /** `lapsed` frees a claim alone; what is held is freed with the right. */
  | { readonly type: 'FreeNumber'; readonly holderId: string; readonly ground: 'refused' | 'lapsed' | 'released' }
  | { readonly type: 'HandOverNumber'; readonly holderId: string; readonly transferId: string }
  | { readonly type: 'GrantNumber'; readonly holderId: string; readonly toOrganisationId: string };

/** In order of precedence. */
export type IpNumberRefusal = 'ip_number_granted' | 'ip_number_held';

type Hold = { readonly achievementId: string; readonly holderId: string; readonly mode: TransferMode; /** The right of the achievement is reserved too. */ readonly firm: boolean };

/** Who holds one number, over all achievements that list it, and what was granted of it. */
export type IpNumberState = {
  readonly ipNumberId: string;
  readonly holds: readonly Hold[];
  /** How often each mode was granted, but for those by which the right itself went over. */
  readonly granted: RightState['granted'];
  /** To whom the right itself went over last; null while nothing is known of that. */
  readonly wentTo: string | null;
};

/** By these the right itself goes over: who has it now may offer it anew, and nobody else. */
const GOES_OVER: readonly TransferMode[] = ['assignment', 'capital_contribution'];

const evolve = (state: IpNumberState, event: IpNumberEvent): IpNumberState => {
  const { ipNumberId, achievementId, holderId } = event.data;
  const others = state.holds.filter((hold) => hold.holderId !== holderId);
  switch (event.type) {
    case 'IpNumberClaimed':
    case 'IpNumberHeld':
      return { ...state, ipNumberId, holds: [...others, { achievementId, holderId, mode: event.data.mode, firm: event.type === 'IpNumberHeld' }] };
    case 'IpNumberFreed':
      return { ...state, holds: others };
    case 'IpNumberHandedOver':
      return { ...state, holds: state.holds.map((hold) => (hold.holderId === holderId ? { ...hold, holderId: event.data.transferId, firm: true } : hold)) };
    case 'IpNumberGranted': {
      const { mode, toOrganisationId } = event.data;
      if (GOES_OVER.includes(mode)) return { ...state, holds: others, wentTo: toOrganisationId };
      return { ...state, holds: others, granted: { ...state.granted, [mode]: (state.granted[mode] ?? 0) + 1 } };
    }
  }
};

const decide = (command: IpNumberCommand, state: IpNumberState): readonly IpNumberEvent[] | Refusal<IpNumberRefusal> => {
  const own = state.holds.find(({ holderId }) => holderId === command.holderId);
  switch (command.type) {
    case 'ClaimNumber': {
      const { type: _, ...claimed } = command;
      return own ? [] : (obstacle(command, state) ?? [{ type: 'IpNumberClaimed', data: claimed }]);
    }
    case 'HoldNumber': {
      const { type: _, ...held } = command;
      if (own?.firm) return [];
      return (own ? null : obstacle(command, state)) ?? [{ type: 'IpNumberHeld', data: held }];
    }
    case 'FreeNumber': {
      const { ground } = command;
      if (!own || (ground === 'lapsed' && own.firm)) return [];
      return [{ type: 'IpNumberFreed', data: { ...about(state, own), ground } }];
    }
    case 'HandOverNumber':
      return own ? [{ type: 'IpNumberHandedOver', data: { ...about(state, own), transferId: command.transferId } }] : [];
    case 'GrantNumber':
      return own ? [{ type: 'IpNumberGranted', data: { ...about(state, own), mode: own.mode, toOrganisationId: command.toOrganisationId } }] : [];
  }
};

const about = ({ ipNumberId }: IpNumberState, { achievementId, holderId }: Hold): { readonly ipNumberId: string; readonly achievementId: string; readonly holderId: string } => ({ ipNumberId, achievementId, holderId });

/** How another achievement holds the number so that nobody else can have it; null when none does. */
export const heldElsewhere = ({ holds }: IpNumberState, achievementId: string): Pick<Hold, 'holderId' | 'mode'> | null =>
  holds.find((hold) => hold.firm && hold.achievementId !== achievementId && !leavesRoom(hold.mode)) ?? null;

/** The mode that was granted of the number and leaves this seller nothing to grant in theirs; null when none does. That the right itself went over counts as an assignment. */
export const grantedAway = ({ granted, wentTo }: IpNumberState, mode: TransferMode, sellerOrganisationId: string): TransferMode | null =>
  wentTo !== null && wentTo !== sellerOrganisationId ? 'assignment' : standingAgainst(granted, mode);

/** What stands in the way. Which holds of one achievement go together is for its right to say (`right.decider.ts`); here others count. */
const obstacle = ({ achievementId, mode, sellerOrganisationId }: IpNumberAsked, state: IpNumberState): Refusal<IpNumberRefusal> | null => {
  if (grantedAway(state, mode, sellerOrganisationId)) return refuse('ip_number_granted');
  const inTheWay = state.holds.some((hold) => hold.achievementId !== achievementId && (!leavesRoom(hold.mode) || !leavesRoom(mode)));
  return inTheWay ? refuse('ip_number_held') : null;
};

/**
 * One right as its office numbers it, whichever achievements list it. Stream `ipNumber-<derived(kind, number)>`: it owns the rule that
 * spans achievements (one patent recorded twice is still one right), so the rule holds under every race.
 */
export const ipNumbers: Decider<IpNumberState, IpNumberCommand, IpNumberEvent, IpNumberRefusal> = {
  events: ipNumberEvents,
  stateVersion: 1,
  initialState: { ipNumberId: '', holds: [], granted: {}, wentTo: null },
  evolve,
  decide,
};
