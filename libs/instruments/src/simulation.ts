import type { Recorded } from '@hewu/kernel/src/event.js';
import { missedAt } from './asked-slot.decider.js';
import { uncounted } from './calendar-slots.decider.js';
import { givingUp } from './move.decider.js';
import type { BookingMoved, CalendarEvent, SlotBooked, SlotHeld } from './calendar-events.js';
import { evolve, NO_CALENDAR, type Booking, type Calendar } from './calendar-state.decider.js';
import { checksOf, iso, violationsOf, type Asked, type SlotRule } from './checks.decider.js';
import { withBuffers } from './free-time.decider.js';
import type { OpeningRules } from './opening-rules.js';
import { MINUTE } from './zone.decider.js';

/*
 * A past period once more under other rules: who had asked for what stays, in the order in which it was recorded; what they would
 * have had follows from the rules. Pure. What was refused then left no event, so looser rules can show no demand but what there was.
 */

/** How often something was, and for how long. */
export type Tally = { readonly bookings: number; readonly minutes: number };
export type SimulationGroup = { readonly group: string; readonly was: Tally; readonly refused: Tally };
export type Simulation = {
  /** What was booked in the period, and what of it the other rules would have refused; a booking counts as it was asked for first. */
  readonly was: Tally;
  readonly refused: Tally;
  readonly moves: { readonly was: number; readonly refused: number };
  /** For each rule that would have refused something; of one booking every rule that does not hold counts. */
  readonly rules: readonly (Tally & { readonly rule: SlotRule; readonly moves: number })[];
  /** By the access groups under which users were counted. */
  readonly groups: readonly SimulationGroup[];
};

/** Those that are about what was known of the user, or about the moment: the record says that they held. */
const NOT_JUDGED: readonly SlotRule[] = ['person_suspended', 'requirements_missing', 'quota_reached'];
const COULD_BOOK: Asked['user'] = { suspendedUntil: null, missing: [] };
type Spanned = { readonly from: string; readonly until: string };
const spanOf = ({ from, until }: Spanned): Asked['slot'] => ({ from: Date.parse(from), until: Date.parse(until) });
const minutesOf = ({ from, until }: Spanned): number => (Date.parse(until) - Date.parse(from)) / MINUTE;

class Sums {
  private readonly sums = new Map<string, { bookings: number; minutes: number; moves: number }>();

  add(key: string, minutes: number, isMove = false): void {
    const sum = this.sums.get(key) ?? { bookings: 0, minutes: 0, moves: 0 };
    this.sums.set(key, isMove ? { ...sum, moves: sum.moves + 1 } : { ...sum, bookings: sum.bookings + 1, minutes: sum.minutes + minutes });
  }

  of(key: string): { readonly bookings: number; readonly minutes: number; readonly moves: number } {
    return this.sums.get(key) ?? { bookings: 0, minutes: 0, moves: 0 };
  }

  get keys(): readonly string[] {
    return [...this.sums.keys()].sort();
  }
}
const tally = ({ bookings, minutes }: Tally): Tally => ({ bookings, minutes });
const ALL = '*';

/** Sees the events of one calendar in order, from its beginning. */
export class RuleSimulation {
  private state: Calendar = NO_CALENDAR;
  private begun = false;
  private readonly was = new Sums();
  private readonly refused = new Sums();
  private readonly byRule = new Sums();
  private demands = 0;

  constructor(
    private readonly rules: OpeningRules,
    private readonly period: { readonly from: string; readonly until: string },
    private readonly holidays: readonly string[],
  ) {}

  /** How much was asked so far: what the caller bounds. */
  get asked(): number {
    return this.demands;
  }

  /** False once the period is over: what follows is of no interest. */
  see(event: Recorded<CalendarEvent>): boolean {
    const at = event.metadata.occurredAt;
    if (at >= this.period.until) return false;
    if (!this.begun && at >= this.period.from && this.state.opened) this.begin();
    this.state = this.begun ? this.replayed(event) : evolve(this.state, event);
    return true;
  }

  result(): Simulation {
    const rules = this.byRule.keys.map((rule) => ({ rule: rule as SlotRule, ...this.byRule.of(rule) }));
    const groups = this.was.keys.filter((key) => key !== ALL).map((group) => ({ group, was: tally(this.was.of(group)), refused: tally(this.refused.of(group)) }));
    return { was: tally(this.was.of(ALL)), refused: tally(this.refused.of(ALL)), moves: { was: this.was.of(ALL).moves, refused: this.refused.of(ALL).moves }, rules, groups };
  }

  private begin(): void {
    this.begun = true;
    this.state = { ...this.state, opened: { ...this.state.opened!, rules: this.rules } };
  }

  private replayed(event: CalendarEvent): Calendar {
    switch (event.type) {
      case 'OpeningRulesChanged':
        // The other rules hold throughout.
        return this.state;
      case 'SlotBooked':
        return this.booked(event);
      case 'BookingMoved':
        return this.moved(event);
      case 'SlotHeld':
        // What a booking keeps of its slot was asked when it had it.
        if (event.data.keptForBookingId !== null) return this.bookingOf(event.data.keptForBookingId)?.kept ? evolve(this.state, event) : this.state;
        return this.violations(this.questionOf(event.data, event.data.heldAt, null, [])).length > 0 ? this.state : evolve(this.state, { ...event, data: { ...event.data, ...this.busy(event.data) } });
      case 'SlotOffered':
        return this.taken(this.questionOf({ ...event.data, groups: [] }, event.data.offeredAt, null, [])) ? this.state : evolve(this.state, { ...event, data: { ...event.data, ...this.busy(event.data) } });
      case 'BookingEndChanged': {
        const slot = this.bookingOf(event.data.bookingId);
        return slot ? evolve(this.state, { ...event, data: { ...event.data, busyUntil: this.busy({ from: iso(slot.from), until: event.data.until }).busyUntil } }) : this.state;
      }
      default:
        // What happens to a booking that would not have been happens to nothing.
        return evolve(this.state, event);
    }
  }

  private booked(event: SlotBooked): Calendar {
    const { data } = event;
    const minutes = minutesOf(data);
    const kept = data.holdId ?? data.offerId;
    const promised = kept === null ? null : (this.state.slots.find(({ id, kind }) => id === kept && kind !== 'booking') ?? null);
    // What an act holds it has, once it is decided.
    const decided = promised?.kind === 'hold' && promised.actId !== null;
    const violations = decided ? [] : this.violations({ ...this.questionOf(data, data.bookedAt, promised && kept, data.overrides), promised });
    this.count(data.groups, minutes, violations, false);
    if (violations.length > 0) return this.state;
    const busy = promised ? { busyFrom: iso(promised.busyFrom), busyUntil: iso(promised.busyUntil) } : this.busy(data);
    return evolve(this.state, { ...event, data: { ...data, ...busy, missedAt: missedAt(this.rules, spanOf(data)) } });
  }

  private moved(event: BookingMoved): Calendar {
    const { data } = event;
    const slot = this.bookingOf(data.bookingId);
    if (!slot) return this.state;
    const question: Asked = { slot: spanOf(data), holder: slot, user: COULD_BOOK, now: Date.parse(data.movedAt), noticeMinutes: this.rules.notice.changeMinutes, ...givingUp(slot, spanOf(data)), instead: data.bookingId, promised: null, overrides: data.overrides };
    // Back to what it kept, or out of the way of an outage: nobody asked for that.
    if (data.returned && !slot.kept) return this.state;
    const outage = data.by === 'outage' || data.returned !== null;
    const violations = outage ? [] : this.violations(question, uncounted(this.state, slot), slot.groups);
    if (!outage) this.count(slot.groups, 0, violations, true);
    if (violations.length > 0 || (outage && this.taken(question))) return this.state;
    return evolve(this.state, { ...event, data: { ...data, ...this.busy(data), missedAt: missedAt(this.rules, spanOf(data)) } });
  }

  private count(groups: readonly string[], minutes: number, violations: readonly SlotRule[], isMove: boolean): void {
    this.demands++;
    for (const key of [ALL, ...(isMove ? [] : groups)]) {
      this.was.add(key, minutes, isMove);
      if (violations.length > 0) this.refused.add(key, minutes, isMove);
    }
    for (const rule of new Set(violations)) this.byRule.add(rule, minutes, isMove);
  }

  private questionOf(data: (SlotBooked['data'] | SlotHeld['data'] | Spanned & { personId: string; organisationId: string }) & { readonly groups?: readonly string[] }, at: string, instead: string | null, overrides: Asked['overrides']): Asked {
    const { personId, organisationId, groups = this.groupsOf(personId, organisationId) } = data;
    return { slot: spanOf(data), holder: { personId, organisationId, groups }, user: COULD_BOOK, now: Date.parse(at), noticeMinutes: this.rules.notice.bookMinutes, instead, promised: null, overrides };
  }

  /** A hold does not say in which groups its user is; any of the owner's is assumed, and the booking is asked again. */
  private groupsOf(_personId: string, organisationId: string): readonly string[] {
    const named = [...this.rules.weekly, ...this.rules.overrides.flatMap(({ hours }) => hours)].flatMap(({ groups }) => groups ?? []);
    return [...new Set([organisationId === this.state.opened!.ownerOrganisationId ? 'own' : 'external', ...named, ...this.rules.holidays.groups, ...this.rules.horizonDaysOf.map(({ group }) => group)])];
  }

  private violations(question: Asked, state = this.state, groups = question.holder.groups): readonly SlotRule[] {
    return violationsOf(checksOf(question, state, { rules: this.rules, groups, holidays: this.holidays })).map(({ rule }) => rule).filter((rule) => !NOT_JUDGED.includes(rule));
  }

  private taken(question: Asked): boolean {
    return this.violations(question).some((rule) => rule === 'slot_taken' || rule === 'instrument_out_of_service');
  }

  private busy(slot: Spanned): { readonly busyFrom: string; readonly busyUntil: string } {
    const { busyFrom, busyUntil } = withBuffers(this.rules, spanOf(slot));
    return { busyFrom: iso(busyFrom), busyUntil: iso(busyUntil) };
  }

  private bookingOf(id: string): Booking | undefined {
    return this.state.slots.find((slot): slot is Booking => slot.kind === 'booking' && slot.id === id);
  }
}
