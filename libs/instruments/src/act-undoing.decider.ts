import type { Answer, Day } from './booking.decider.js';
import type { Booking, Calendar } from './calendar-state.decider.js';
import { MINUTE } from './zone.decider.js';

/* An act is had whole or not at all: when one part of it was declined, the others are given back. A part of the calendar decider, and as pure. */

/** By the system alone. `bookingId` is another part of the act `actId`. */
export type UndoPart = Day & { readonly do: 'undo_part'; readonly bookingId: string; readonly actId: string };

/** It tells the user why, in both languages, and names the act. */
const reasonOf = (actId: string): string => `合并预约 ${actId} 中有一台仪器未获同意 · Another instrument of the act ${actId} was declined`;

/** Nobody's fault: it is never late. A use that has begun, or whose samples are with the owner, goes on; what is over or was given up stays as it is. */
export const undoPart = ({ bookingId, actId, now }: UndoPart, { slots }: Calendar): Answer => {
  const slot = slots.find((one): one is Booking => one.kind === 'booking' && one.id === bookingId);
  if (!slot || slot.startedAt !== null || slot.attended) return [];
  const noticeMinutes = Math.floor((slot.from - Date.parse(now)) / MINUTE);
  return [{ type: 'BookingCancelled', data: { bookingId, reason: reasonOf(actId), by: 'act', cancelledBy: 'system:acts', noticeMinutes, late: false, cancelledAt: now } }];
};
