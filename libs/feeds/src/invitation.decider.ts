import type { Decider } from '@hewu/kernel/src/decider.js';
import { invitationEvents, type BookingInvited, type InvitationEvent, type InvitationRevised, type InvitationWithdrawn } from './events.js';

export type InvitationCommand =
  /** Somebody booked. `wanted` is what they chose before. */
  | { readonly do: 'invite'; readonly wanted: boolean; readonly data: BookingInvited['data'] }
  /** The slot or the owner's word changed; what is not named stays as it was. */
  | { readonly do: 'revise'; readonly data: Pick<InvitationRevised['data'], 'bookingId' | 'sequence' | 'at'> & Partial<Pick<InvitationRevised['data'], 'from' | 'until' | 'confirmed'>> }
  | { readonly do: 'withdraw'; readonly data: InvitationWithdrawn['data'] };

/** Null where nobody was invited: there is then nothing to revise. */
export type Invitation = (BookingInvited['data'] & { readonly withdrawn: boolean }) | null;

const evolve = (state: Invitation, event: InvitationEvent): Invitation => {
  switch (event.type) {
    case 'BookingInvited':
      return state ?? { ...event.data, withdrawn: false };
    case 'InvitationRevised':
      return state && { ...state, ...event.data };
    case 'InvitationWithdrawn':
      return state && { ...state, ...event.data, withdrawn: true };
  }
};

/** What comes late, twice, or after the end changes nothing, so the sequence of what is told strictly rises. */
const decide = (command: InvitationCommand, state: Invitation): readonly InvitationEvent[] => {
  if (command.do === 'invite') return state === null && command.wanted ? [{ type: 'BookingInvited', data: command.data }] : [];
  if (state === null || state.withdrawn || command.data.sequence <= state.sequence) return [];
  if (command.do === 'withdraw') return [{ type: 'InvitationWithdrawn', data: command.data }];
  const { from, until, confirmed } = { ...state, ...command.data };
  return [{ type: 'InvitationRevised', data: { bookingId: command.data.bookingId, sequence: command.data.sequence, from, until, confirmed, at: command.data.at } }];
};

/** What a person was invited to for one booking. Stream `invitation-<bookingId>`. Refuses nothing: it follows what happened. */
export const invitations: Decider<Invitation, InvitationCommand, InvitationEvent, never> = { events: invitationEvents, stateVersion: 1, initialState: null, evolve, decide };
