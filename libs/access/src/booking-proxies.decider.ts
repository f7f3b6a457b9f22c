import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { bookingProxyEvents, type BookingProxyEvent } from './events.js';

/** `mayAppointForAll`: the actor decides for the organisation; everybody may let somebody book for themselves. */
export type BookingProxyCommand =
  | {
      readonly do: 'appoint';
      readonly organisationId: string;
      readonly proxyPersonId: string;
      readonly forPersonId: string | null;
      readonly untilOn: string | null;
      readonly actorId: string;
      readonly mayAppointForAll: boolean;
      /** Whether the proxy (and the one they book for) belong to the organisation. */
      readonly members: boolean;
      readonly today: string;
      readonly now: string;
    }
  | { readonly do: 'revoke'; readonly organisationId: string; readonly proxyPersonId: string; readonly forPersonId: string | null; readonly actorId: string; readonly mayAppointForAll: boolean; readonly now: string };

/** In order of precedence. */
export type BookingProxyRefusal = 'proxy_not_yours' | 'proxy_for_oneself' | 'proxy_not_member' | 'proxy_over' | 'proxies_too_many';

export const PROXIES_AT_MOST = 500;

/** The last day of each right, by who may book for whom. */
export type BookingProxies = { readonly [right: string]: string | null };

const keyOf = (proxyPersonId: string, forPersonId: string | null): string => `${proxyPersonId} ${forPersonId ?? '*'}`;

/** Whether somebody may book for another person of the organisation on a day in Shanghai. */
export const mayBookFor = (state: BookingProxies, proxyPersonId: string, forPersonId: string, today: string): boolean =>
  [keyOf(proxyPersonId, forPersonId), keyOf(proxyPersonId, null)].some((key) => key in state && (state[key] === null || state[key]! >= today));

/** 实名预约: bookings are made under one's own name, or by somebody who was named for it (domain page §3). */
export const bookingProxies: Decider<BookingProxies, BookingProxyCommand, BookingProxyEvent, BookingProxyRefusal> = {
  events: bookingProxyEvents,
  stateVersion: 1,
  initialState: {},

  evolve: (state, { type, data }) => {
    const key = keyOf(data.proxyPersonId, data.forPersonId);
    if (type === 'BookingProxyAppointed') return { ...state, [key]: data.untilOn };
    const { [key]: _gone, ...rest } = state;
    return rest;
  },

  decide: (command, state): readonly BookingProxyEvent[] | Refusal<BookingProxyRefusal> => {
    const { organisationId, proxyPersonId, forPersonId, actorId, mayAppointForAll, now } = command;
    if (!mayAppointForAll && forPersonId !== actorId) return refuse('proxy_not_yours');
    const key = keyOf(proxyPersonId, forPersonId);
    if (command.do === 'revoke') return key in state ? [{ type: 'BookingProxyRevoked', data: { organisationId, proxyPersonId, forPersonId, revokedBy: actorId, revokedAt: now } }] : [];
    const { untilOn, members, today } = command;
    if (proxyPersonId === forPersonId) return refuse('proxy_for_oneself');
    if (!members) return refuse('proxy_not_member');
    if (untilOn !== null && untilOn < today) return refuse('proxy_over', { untilOn, today });
    if (key in state && state[key] === untilOn) return [];
    if (!(key in state) && Object.keys(state).length >= PROXIES_AT_MOST) return refuse('proxies_too_many', { atMost: PROXIES_AT_MOST });
    return [{ type: 'BookingProxyAppointed', data: { organisationId, proxyPersonId, forPersonId, untilOn, appointedBy: actorId, appointedAt: now } }];
  },
};
