import { isRefusal, refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { undoPart, type UndoPart } from './act-undoing.decider.js';
import { mayAct, touched, isPast } from './acting.decider.js';
import { answerRequest, book, cancel, type AnswerRequest, type BookingRefusal, type BookSlot, type CancelBooking, type Day } from './booking.decider.js';
import { hold, release, type HoldSlot, type ReleaseHold } from './hold.decider.js';
import { move, type MoveBooking } from './move.decider.js';
import { calendarEvents, type CalendarEvent } from './calendar-events.js';
import { evolve, NO_CALENDAR, type Calendar } from './calendar-state.decider.js';
import { peakOf } from './capacity.decider.js';
import { lapsed } from './lapse.decider.js';
import { faultOf } from './opening.decider.js';
import { fromRecorded, type OpeningRules } from './opening-rules.js';
import { announce, end, type AnnounceOutages, type EndOutage, type OutageRefusal } from './outage.decider.js';
import { bookSeries, type BookSeries, type SeriesRefusal } from './series-booking.decider.js';
import { afterwards, changeEnd, checkIn, interrupt, recordUsage, samplesArrive, type ChangeEnd, type CheckIn, type Interrupt, type RecordUsage, type SamplesArrive, type UseRefusal } from './use.decider.js';
import { declineOffer, join, leave, offersFor, passOver, type DeclineOffer, type JoinWaiting, type LeaveWaiting, type PassOver, type WaitingRefusal } from './waiting.decider.js';
import { withdraw, type WithdrawalRefusal, type WithdrawInstrument } from './withdrawal.decider.js';
import { isZone } from './zone.decider.js';

/** Facts are gathered before deciding; the events keep those that were decisive. */
export type OpenCalendar = { readonly do: 'open'; readonly calendarId: string; readonly ownerOrganisationId: string; readonly rules: OpeningRules; readonly capacity: number; readonly now: string };
type ByOwner = Day & { readonly calendarId: string; readonly reason: string; readonly actorId: string };
export type ChangeRules = ByOwner & { readonly do: 'change_rules'; readonly rules: OpeningRules };
export type ChangeCapacity = ByOwner & { readonly do: 'change_capacity'; readonly capacity: number };
/** Lets happen what is due; sent by timers. */
export type Settle = Day & { readonly do: 'settle' };
type OnBooking = MoveBooking | CancelBooking | AnswerRequest | CheckIn | SamplesArrive | ChangeEnd | Interrupt | RecordUsage;
export type CalendarCommand =
  | OpenCalendar | ChangeRules | ChangeCapacity | Settle | BookSlot | BookSeries | HoldSlot | ReleaseHold | UndoPart | OnBooking | JoinWaiting | LeaveWaiting | DeclineOffer | PassOver | AnnounceOutages | EndOutage | WithdrawInstrument;

export type CalendarRefusal =
  | 'opening_rules_wrong' | 'calendar_opened_differently' | 'calendar_unknown' | 'capacity_wrong' | 'capacity_below_booked' | 'zone_fixed' | BookingRefusal | UseRefusal | SeriesRefusal | WaitingRefusal | OutageRefusal | WithdrawalRefusal;
type Answer = readonly CalendarEvent[] | Refusal<CalendarRefusal>;

/** How many may use one instrument at once. */
export const CAPACITY_AT_MOST = 500;

/**
 * One calendar, decided one command at a time: no instrument is ever given twice. What is due by now happens first, then what
 * is asked, then whoever waits is offered the time that has come free: all in one append.
 */
export const calendar: Decider<Calendar, CalendarCommand, CalendarEvent, CalendarRefusal> = {
  events: calendarEvents,
  stateVersion: 5,
  initialState: NO_CALENDAR,
  evolve,

  decide: (command, state) => {
    if (command.do === 'open') return open(command, state);
    if (!state.opened) return refuse('calendar_unknown');
    const day: Day = command.do === 'book' || command.do === 'hold' || command.do === 'book_series' ? command.facts : command;
    const due = lapsed(state, day, command.do === 'record_usage' ? command.bookingId : null);
    const settled = due.reduce(evolve, state);
    if (command.do === 'settle') return due;
    const answer = act(command, settled);
    if (isRefusal(answer) || answer.length === 0) return answer;
    const after = settled.waiting.length > 0 || command.do === 'join_waiting' ? offeredAfter(answer, settled, day) : [];
    return [...due, ...answer, ...after];
  },
};

/** Events after which somebody who waits may have time that they could not have before. */
const MAY_FREE: readonly CalendarEvent['type'][] = [
  'OpeningRulesChanged', 'CapacityChanged', 'BookingDeclined', 'BookingMoved', 'BookingEndChanged', 'BookingCancelled', 'UseInterrupted', 'UsageRecorded', 'HoldReleased', 'OfferEnded', 'WaitingJoined', 'OutageEnded',
];
const offeredAfter = (answer: readonly CalendarEvent[], before: Calendar, { now, holidays }: Day): readonly CalendarEvent[] =>
  answer.some(({ type }) => MAY_FREE.includes(type)) ? offersFor(answer.reduce(evolve, before), now, holidays) : [];

const act = (command: Exclude<CalendarCommand, OpenCalendar | Settle>, state: Calendar): Answer => {
  switch (command.do) {
    case 'change_rules':
      return changeRules(command, state);
    case 'change_capacity':
      return changeCapacity(command, state);
    case 'book':
      return book(command, state);
    case 'book_series':
      return bookSeries(command, state);
    case 'hold':
      return hold(command, state);
    case 'release':
      return release(command, state);
    case 'undo_part':
      return undoPart(command, state);
    case 'join_waiting':
      return join(command, state);
    case 'leave_waiting':
      return leave(command, state);
    case 'decline_offer':
      return declineOffer(command, state);
    case 'pass_over':
      return passOver(command, state);
    case 'announce_outages':
      return announce(command, state);
    case 'end_outage':
      return end(command, state);
    case 'withdraw':
      return withdraw(command, state);
    default:
      return onBooking(command, state);
  }
};

const onBooking = (command: OnBooking, state: Calendar): Answer => {
  const slot = touched(state, command);
  if (isRefusal(slot)) return slot as Refusal<'booking_unknown' | 'booking_over'>;
  if (isPast(slot)) return afterwards(command, slot);
  if (!mayAct(command, slot)) return refuse('may_not_act_for_others');
  if (slot.used) return afterwards(command, { id: slot.id, organisationId: slot.organisationId, how: 'used', usage: '' });
  switch (command.do) {
    case 'move':
      return move(command, slot, state);
    case 'cancel':
      return cancel(command, slot, state);
    case 'confirm':
    case 'decline':
      return answerRequest(command, slot, state);
    case 'check_in':
      return checkIn(command, slot, state);
    case 'samples_arrive':
      return samplesArrive(command, slot, state);
    case 'change_end':
      return changeEnd(command, slot, state);
    case 'interrupt':
      return interrupt(command, slot);
    case 'record_usage':
      return recordUsage(command, slot, state);
  }
};

const faultIn = (rules: OpeningRules): string | null => (isZone(rules.zone) ? faultOf(fromRecorded(rules)) : `zone: ${rules.zone} is no time zone`);
const wrongCapacity = (capacity: number): boolean => !Number.isInteger(capacity) || capacity < 1 || capacity > CAPACITY_AT_MOST;

const open = ({ calendarId, ownerOrganisationId, rules, capacity, now: openedAt }: OpenCalendar, { opened }: Calendar): Answer => {
  const fault = faultIn(rules);
  if (fault) return refuse('opening_rules_wrong', { fault });
  if (wrongCapacity(capacity)) return refuse('capacity_wrong', { atMost: CAPACITY_AT_MOST });
  if (!opened) return [{ type: 'CalendarOpened', data: { calendarId, ownerOrganisationId, rules, rulesVersion: 1, capacity, openedAt } }];
  const same = opened.ownerOrganisationId === ownerOrganisationId && opened.capacity === capacity && sameRules(opened.rules, rules);
  return same ? [] : refuse('calendar_opened_differently');
};

/** Bookings that were made keep their slots; what comes after is asked by the new rules. */
const changeRules = ({ calendarId, rules, reason, actorId: changedBy, now: changedAt }: ChangeRules, { opened }: Calendar): Answer => {
  const fault = faultIn(rules);
  if (fault) return refuse('opening_rules_wrong', { fault });
  if (rules.zone !== opened!.rules.zone) return refuse('zone_fixed', { zone: opened!.rules.zone });
  if (sameRules(opened!.rules, rules)) return [];
  return [{ type: 'OpeningRulesChanged', data: { calendarId, rules, rulesVersion: opened!.rulesVersion + 1, reason, changedBy, changedAt } }];
};

const changeCapacity = ({ calendarId, capacity, reason, actorId: changedBy, now: changedAt }: ChangeCapacity, { opened, slots }: Calendar): Answer => {
  if (wrongCapacity(capacity)) return refuse('capacity_wrong', { atMost: CAPACITY_AT_MOST });
  if (capacity === opened!.capacity) return [];
  const peak = peakOf(slots.filter(({ busyUntil }) => busyUntil > Date.parse(changedAt)));
  if (peak > capacity) return refuse('capacity_below_booked', { peak });
  return [{ type: 'CapacityChanged', data: { calendarId, capacity, previousCapacity: opened!.capacity, reason, changedBy, changedAt } }];
};

/** Equal in any order of fields and of hours. */
const sameRules = (a: OpeningRules, b: OpeningRules): boolean => inOrder(a) === inOrder(b);
const inOrder = ({ weekly, ...rest }: OpeningRules): string => JSON.stringify([ordered(rest), weekly.map((hours) => JSON.stringify(ordered(hours))).sort()]);
const ordered = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, ordered(one)]) : Array.isArray(value) ? value.map(ordered) : value;
