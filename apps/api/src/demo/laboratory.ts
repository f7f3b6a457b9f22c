import { plus, DAY, HOUR, MINUTE } from '@hewu/kernel/src/clock.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { BookSlotCommand } from '@hewu/instruments/src/booking.commands.js';
import { OnCalendarCommand, type OnCalendar } from '@hewu/instruments/src/on-calendar.commands.js';
import { demoInstruments } from '@hewu/instruments/src/demo.js';
import type { OpeningRules } from '@hewu/instruments/src/events.js';
import { ConfirmUsageCommand } from '@hewu/instruments/src/usage.commands.js';
import type { Entry } from './agenda.js';
import { playAgenda, Workdays } from './agenda.js';
import type { Stage } from './stage.js';
import { besides, weekBesides } from './laboratory-today.js';
import { laboratoryWeek, openHours } from './laboratory-week.js';

const WORLD = 'demonstration';

/** An instrument of the demonstration, and who manages it. Each has a calendar of its own, under its own id. */
export type Registered = { readonly id: string; readonly unit: { readonly id: string; readonly region: string }; readonly office: string };
/** Who books: a person for an organisation. */
export type User = { readonly personId: string; readonly unit: { readonly id: string; readonly region: string } };

/** Everything that is asked of calendars in the demonstration, by name. */
export class Laboratory {
  constructor(
    readonly stage: Stage,
    readonly instruments: readonly Registered[],
  ) {}

  readonly idOf = (name: string): string => derivedId(WORLD, 'laboratory', name);

  user(mail: string, unit: string): User {
    return { personId: this.stage.people.get(mail)!, unit: this.stage.units[unit]! };
  }

  /** A slot for a user; `more` says how it is booked otherwise than by themselves. */
  async book(name: string, place: number, { personId, unit }: User, from: string, until: string, more: Partial<BookSlotCommand['data']> & { readonly by?: User; readonly roles?: readonly string[] } = {}): Promise<void> {
    const { by = { personId, unit }, roles = [], ...data } = more;
    const asked = { bookingId: this.idOf(name), instrumentId: this.instruments[place]!.id, organisationId: unit.id, personId, bookedBy: by.personId, from, until, mode: null, overrides: [], holdId: null, offerId: null, actId: null, ...data };
    await this.stage.founding.step(`laboratory ${name}`, (context) => new BookSlotCommand(asked, { personId: by.personId, organisationId: by.unit.id, roles }, context), by.personId, by.unit);
  }

  /** Something a user does. */
  async ask(name: string, place: number, { personId, unit }: User, asked: OnCalendar): Promise<void> {
    await this.stage.founding.step(`laboratory ${name}`, (context) => new OnCalendarCommand(this.instruments[place]!.id, asked, context), personId, unit);
  }

  /** Something the owner's office does. */
  async manage(name: string, place: number, asked: OnCalendar): Promise<void> {
    const { office, unit } = this.instruments[place]!;
    await this.ask(name, place, { personId: office, unit }, asked);
  }

  /** The user of a booking, as its calendar is told. */
  by(booking: string, { personId, unit }: User): { readonly bookingId: string; readonly organisationId: string; readonly actorId: string; readonly staff: boolean } {
    return { bookingId: this.idOf(booking), organisationId: unit.id, actorId: personId, staff: false };
  }

  /** The owner's office about a booking. */
  staff(booking: string, place: number): { readonly bookingId: string; readonly organisationId: string; readonly actorId: string; readonly staff: boolean } {
    const { office, unit } = this.instruments[place]!;
    return { bookingId: this.idOf(booking), organisationId: unit.id, actorId: office, staff: true };
  }

  async changeRules(place: number, changes: Partial<OpeningRules>, reason: string): Promise<void> {
    const { id, office } = this.instruments[place]!;
    await this.manage(`rules ${place}`, place, { do: 'change_rules', calendarId: id, rules: { ...demoInstruments[place]!.rules, ...changes }, reason, actorId: office });
  }
}

/** Five weeks of the laboratories of both regions: their rules, the ordinary bookings, and a week in which everything happens that can. */
export const playLaboratory = async (stage: Stage, instruments: readonly Registered[], today: string): Promise<void> => {
  const laboratory = new Laboratory(stage, instruments);
  await openHours(laboratory);
  await playAgenda(stage.clock, [...ordinaryBookings(laboratory, today), ...laboratoryWeek(laboratory, new Workdays(today)), ...weekBesides(new Laboratory(stage, besides(stage)), new Workdays(today))]);
  await stage.settled();
};

/** Places whose owner answers every request. */
export const CONFIRMED_BY_OWNER: readonly number[] = [1, 6];

/** Bookings of three weeks behind and two weeks ahead; what is behind was used, confirmed and charged. */
const ordinaryBookings = (laboratory: Laboratory, today: string): readonly Entry[] => {
  const { stage, instruments } = laboratory;
  const { founding } = stage;
  const engineer = laboratory.user('engineer@firm.example', 'firm');
  const midnight = Date.parse(`${today.slice(0, 10)}T00:00:00.000Z`) - 8 * HOUR;
  const entries: Entry[] = [];
  for (let day = -21; day <= 14; day++) {
    const weekday = new Date(midnight + day * DAY + 8 * HOUR).getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    const place = (day + 210) % instruments.length;
    const { id: instrumentId, unit, office } = instruments[place]!;
    const from = new Date(midnight + day * DAY + (day % 2 ? 9 : 14) * HOUR).toISOString();
    const until = plus(from, 2 * HOUR);
    const name = `booking ${from}`;
    // What lies ahead was booked before this week's outages were announced; and nothing here happens in the last day, which other parts of the world go on with.
    const asked = plus(from, -DAY) < plus(today, -DAY) ? plus(from, -DAY) : plus(today, -4 * DAY);
    entries.push({ at: asked, act: () => laboratory.book(name, place, engineer, from, until) });
    if (plus(until, DAY) >= today) continue;
    if (CONFIRMED_BY_OWNER.includes(place)) entries.push({ at: plus(asked, MINUTE), act: () => laboratory.manage(`accept ${from}`, place, { do: 'confirm', ...laboratory.staff(name, place), reason: '' }) });
    entries.push({ at: from, act: () => laboratory.ask(`check-in ${from}`, place, engineer, { do: 'check_in', ...laboratory.by(name, engineer) }) });
    entries.push({ at: until, act: () => laboratory.ask(`usage ${from}`, place, engineer, { do: 'record_usage', ...laboratory.by(name, engineer), from, until, note: '按方案完成' }) });
    const data = { bookingId: laboratory.idOf(name), instrumentId, ownerOrganisationId: unit.id, organisationId: engineer.unit.id, minutes: 120, tariff: { version: 1, ...demoInstruments[place]!.tariff }, external: true, confirmedBy: office };
    entries.push({ at: until, act: () => founding.step(`confirmation ${from}`, (context) => new ConfirmUsageCommand(data, engineer.personId, context), office, unit) });
  }
  return entries;
};
