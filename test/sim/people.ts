import type { Chance } from '../../libs/kernel/src/chance.js';
import type { ManualClock } from '../../libs/kernel/src/clock.js';
import type { Booking, Slot } from '../../libs/instruments/src/calendar-state.decider.js';
import type { SeriesPattern } from '../../libs/instruments/src/calendar-events.js';
import type { Client } from './client.js';
import { between, INSTRUMENTS, MANAGERS, OWNERS, PEOPLE, pick, type Instrument, type Person } from './laboratory.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOBODY_MISSES_ANYTHING = { suspendedUntil: null, missing: [] };
const iso = (instant: number): string => new Date(instant).toISOString();
const isOf = (booking: Slot): booking is Booking => booking.kind === 'booking';

/** What people do in a laboratory, each thing by chance: most of it sensible, some of it not. */
export class People {
  constructor(
    private readonly client: Client,
    private readonly clock: ManualClock,
    private readonly chance: Chance,
  ) {}

  /** Something that somebody does now. */
  something(): () => Promise<unknown> {
    const does = pick(this.chance, WHAT_PEOPLE_DO);
    return () => this[does]();
  }

  private get now(): number {
    return Date.parse(this.clock.now());
  }

  /** A slot of an instrument within its horizon, near ones more often: on its grid, and mostly within its weekly hours. */
  private slot({ rules }: Instrument): { readonly from: string; readonly until: string } {
    const grid = rules.gridMinutes * MINUTE;
    const length = between(this.chance, Math.ceil(rules.minMinutes / rules.gridMinutes), Math.min(rules.maxMinutes, 4 * rules.minMinutes) / rules.gridMinutes) * grid;
    const day = Math.floor(this.now / DAY) * DAY + Math.floor(this.chance() ** 2 * rules.horizonDays) * DAY;
    const hours = pick(this.chance, rules.weekly.filter((one) => one.day === isoDay(day)).concat(rules.weekly[0]!));
    const [opens, closes] = [minutesOf(hours.from), minutesOf(hours.until) + (hours.until <= hours.from ? 24 * 60 : 0)];
    const room = Math.max(0, closes - opens - length / MINUTE);
    const start = day + (this.chance() < 0.9 ? opens + between(this.chance, 0, room) - OFFSET[rules.zone]! : between(this.chance, 0, 24 * 60)) * MINUTE;
    const from = Math.floor(start / grid) * grid;
    return { from: iso(from), until: iso(from + length) };
  }

  private async book(): Promise<void> {
    const [who, instrument] = [pick(this.chance, PEOPLE), pick(this.chance, INSTRUMENTS)];
    await this.client.book({ ...this.wish(who, instrument), ...this.slot(instrument), bookingId: this.client.newId(), mode: null, overrides: [], holdId: null, offerId: null, actId: null }, who);
  }

  private async crowd(): Promise<void> {
    const instrument = pick(this.chance, INSTRUMENTS);
    const slot = this.slot(instrument);
    const all = Array.from({ length: between(this.chance, 2, 5) }, () => pick(this.chance, PEOPLE));
    await Promise.all(all.map((who) => this.client.book({ ...this.wish(who, instrument), ...slot, bookingId: this.client.newId(), mode: null, overrides: [], holdId: null, offerId: null, actId: null }, who)));
  }

  private async force(): Promise<void> {
    const instrument = pick(this.chance, INSTRUMENTS);
    const staff = MANAGERS[OWNERS.indexOf(instrument.owner as (typeof OWNERS)[number])]!;
    const overrides = ['outside_opening_hours', 'limit_reached', 'slot_too_soon', 'quota_reached', 'gap_too_short'].map((rule) => ({ rule, reason: 'urgent' }));
    await this.client.book({ ...this.wish(pick(this.chance, PEOPLE), instrument), ...this.slot(instrument), bookingId: this.client.newId(), mode: null, overrides, holdId: null, offerId: null, actId: null }, staff);
  }

  private async hold(): Promise<void> {
    const [who, instrument] = [pick(this.chance, PEOPLE), pick(this.chance, INSTRUMENTS)];
    const [slot, holdId] = [this.slot(instrument), this.client.newId()];
    const held = await this.client.hold({ holdId, ...this.wish(who, instrument), ...slot, actId: null }, who);
    if (!held || 'refused' in held) return;
    const then = this.chance();
    if (then < 0.5) await this.client.book({ ...this.wish(who, instrument), ...slot, bookingId: this.client.newId(), mode: null, overrides: [], holdId, offerId: null, actId: null }, who);
    else if (then < 0.7) await this.client.ask(instrument.instrumentId, { do: 'release', holdId, organisationId: who.organisationId, actorId: who.personId, staff: false, ground: 'given_back' }, who);
  }

  private async series(): Promise<void> {
    const [who, instrument] = [pick(this.chance, PEOPLE), pick(this.chance, INSTRUMENTS)];
    const repeats = pick(this.chance, ['daily', 'weekdays', 'weekly'] as const);
    const first = this.now + between(this.chance, 1, 5) * DAY;
    const startsOn = iso(first).slice(0, 10);
    const days = repeats === 'weekly' ? [isoDay(first)] : [];
    const at = `${String(between(this.chance, 8, 21)).padStart(2, '0')}:${this.chance() < 0.5 ? '00' : '30'}`;
    const pattern: SeriesPattern = { repeats, every: 1, startsOn, days, at, minutes: instrument.rules.minMinutes, count: between(this.chance, 2, 5), untilOn: null };
    await this.client.series(this.client.newId(), instrument.instrumentId, pattern, this.chance() < 0.6, who);
  }

  private async together(): Promise<void> {
    const who = pick(this.chance, PEOPLE);
    const first = pick(this.chance, INSTRUMENTS);
    const several = [first, ...INSTRUMENTS.filter((one) => one !== first && one.rules.gridMinutes <= first.rules.gridMinutes)].slice(0, between(this.chance, 2, 3));
    const { from, until } = this.slot(first);
    await this.client.act(this.client.newId(), several.map(({ instrumentId }) => ({ instrumentId, from, until, mode: null })), who);
  }

  private async wait(): Promise<void> {
    const [who, instrument] = [pick(this.chance, PEOPLE), pick(this.chance, INSTRUMENTS)];
    const state = await this.client.look(instrument.instrumentId);
    const taken = state?.slots.filter(({ from }) => from > this.now + 60 * MINUTE) ?? [];
    if (taken.length === 0) return;
    const { from, until } = pick(this.chance, taken);
    const entryId = this.client.newId();
    const { organisationId, personId } = who;
    await this.client.ask(instrument.instrumentId, { do: 'join_waiting', entryId, ...this.wish(who, instrument), organisationId, personId, groups: ['external'], from: iso(from), until: iso(until), atLeastMinutes: instrument.rules.minMinutes }, who);
    if (this.chance() < 0.1) await this.client.ask(instrument.instrumentId, { do: 'leave_waiting', entryId, organisationId, actorId: personId, staff: false }, who);
  }

  /** Whoever was offered something looks at it, and takes it, declines it, or thinks about it. */
  private async answerOffers(): Promise<void> {
    for (const { instrumentId } of INSTRUMENTS) {
      const state = await this.client.look(instrumentId);
      for (const offer of state?.slots.filter(({ kind }) => kind === 'offer') ?? []) {
        const who: Person = { personId: offer.personId, organisationId: offer.organisationId, roles: ['firm_member'] };
        const then = this.chance();
        if (then < 0.4) await this.client.book({ instrumentId, organisationId: who.organisationId, personId: who.personId, from: iso(offer.from), until: iso(offer.until), bookingId: this.client.newId(), mode: null, overrides: [], holdId: null, offerId: offer.id, actId: null }, who);
        else if (then < 0.5) await this.client.ask(instrumentId, { do: 'decline_offer', offerId: offer.id, organisationId: who.organisationId, actorId: who.personId, staff: false }, who);
      }
    }
  }

  private async move(): Promise<void> {
    const [instrument, booking] = await this.someBooking(({ startedAt, from }) => startedAt === null && from > this.now);
    if (!booking) return;
    const staff = this.chance() < 0.2;
    const by = staff ? this.staffOf(instrument) : userOf(booking);
    await this.client.ask(instrument.instrumentId, { do: 'move', bookingId: booking.id, organisationId: by.organisationId, actorId: by.personId, staff, ...this.slot(instrument), user: NOBODY_MISSES_ANYTHING, overrides: [] }, by);
  }

  private async cancel(): Promise<void> {
    const [instrument, booking] = await this.someBooking(({ startedAt }) => startedAt === null);
    if (!booking) return;
    const staff = this.chance() < 0.2;
    const by = staff ? this.staffOf(instrument) : userOf(booking);
    await this.client.ask(instrument.instrumentId, { do: 'cancel', bookingId: booking.id, organisationId: by.organisationId, actorId: by.personId, staff, reason: '' }, by);
  }

  private async answerRequests(): Promise<void> {
    for (const instrument of INSTRUMENTS.filter(({ rules }) => rules.confirmation === 'owner')) {
      const by = this.staffOf(instrument);
      for (const booking of (await this.client.look(instrument.instrumentId))?.slots.filter(isOf).filter(({ confirmed }) => !confirmed) ?? []) {
        if (this.chance() < 0.4) await this.client.ask(instrument.instrumentId, { do: this.chance() < 0.8 ? 'confirm' : 'decline', bookingId: booking.id, organisationId: by.organisationId, actorId: by.personId, staff: true, reason: '' }, by);
      }
    }
  }

  /** Everybody whose slot has come: they come, use it, go on, are broken off, leave; some forget to. */
  private async use(): Promise<void> {
    for (const { instrumentId } of INSTRUMENTS) {
      const state = await this.client.look(instrumentId);
      for (const booking of state?.slots.filter(isOf) ?? []) {
        const by = { do: 'check_in', bookingId: booking.id, organisationId: booking.organisationId, actorId: booking.personId, staff: false } as const;
        const user = userOf(booking);
        const luck = this.chance();
        if (booking.startedAt === null && booking.from <= this.now + 10 * MINUTE && luck < 0.6) await this.client.ask(instrumentId, by, user);
        else if (booking.startedAt !== null && !booking.used && (booking.until <= this.now || luck < 0.1 || booking.interruptedAt !== null) && this.chance() < 0.7) await this.leave(instrumentId, booking, user);
        else if (booking.startedAt !== null && luck > 0.9) await this.client.ask(instrumentId, { ...by, do: 'change_end', until: iso(booking.until + between(this.chance, -2, 2) * state!.opened!.rules.gridMinutes * MINUTE) }, user);
        else if (booking.startedAt !== null && luck > 0.87) await this.client.ask(instrumentId, { ...by, do: 'interrupt', reason: 'smoke' }, user);
      }
    }
  }

  private async leave(instrumentId: string, booking: Booking, user: Person): Promise<void> {
    const from = Math.max(booking.from, Math.ceil(booking.startedAt! / MINUTE) * MINUTE);
    const until = Math.min(booking.interruptedAt ?? booking.until, booking.relievedAt ?? booking.until, booking.until, this.now);
    if (until <= from) return;
    const told = await this.client.ask(instrumentId, { do: 'record_usage', bookingId: booking.id, organisationId: user.organisationId, actorId: user.personId, staff: false, from: iso(from), until: iso(until), note: '' }, user);
    const instrument = INSTRUMENTS.find((one) => one.instrumentId === instrumentId)!;
    const staff = this.staffOf(instrument);
    const minutes = (until - from) / MINUTE;
    if (told && !('refused' in told) && this.chance() < 0.5) await this.client.confirmUsage({ bookingId: booking.id, organisationId: booking.organisationId, ownerOrganisationId: instrument.owner, instrumentId, minutes, external: booking.organisationId !== instrument.owner, tariff: booking.tariff, confirmedBy: staff.personId }, user.personId, staff);
  }

  private async outage(): Promise<void> {
    const instrument = pick(this.chance, INSTRUMENTS);
    const by = this.staffOf(instrument);
    const sudden = this.chance() < 0.4;
    const from = sudden ? this.now : this.now + between(this.chance, 1, 7 * 24) * 60 * MINUTE;
    const outages = Array.from({ length: between(this.chance, 1, 2) }, (_, n) => ({ outageId: this.client.newId(), from: iso(from + n * DAY), until: iso(from + n * DAY + between(this.chance, 1, 8) * 60 * MINUTE) }));
    const done = await this.client.ask(instrument.instrumentId, { do: 'announce_outages', outages, kind: sudden ? 'sudden' : 'planned', treatment: pick(this.chance, ['move', 'reoffer', 'cancel'] as const), seriesId: null, reason: 'repair', actorId: by.personId }, by);
    if (done && !('refused' in done) && this.chance() < 0.4) await this.client.ask(instrument.instrumentId, { do: 'end_outage', outageId: outages[0]!.outageId, actorId: by.personId }, by);
  }

  private async govern(): Promise<void> {
    const instrument = pick(this.chance, INSTRUMENTS);
    const by = this.staffOf(instrument);
    const common = { calendarId: instrument.instrumentId, reason: 'better', actorId: by.personId };
    if (this.chance() < 0.5) await this.client.ask(instrument.instrumentId, { do: 'change_capacity', capacity: Math.max(1, instrument.capacity + between(this.chance, -1, 1)), ...common }, by);
    else await this.client.ask(instrument.instrumentId, { do: 'change_rules', rules: { ...instrument.rules, gapMinutes: pick(this.chance, [0, 30]), noShowMinutes: pick(this.chance, [null, 30, 45]) }, ...common }, by);
  }

  private wish({ organisationId, personId }: Person, { instrumentId }: Instrument): { readonly instrumentId: string; readonly organisationId: string; readonly personId: string } {
    return { instrumentId, organisationId, personId };
  }

  private staffOf({ owner }: Instrument): Person {
    return MANAGERS.find(({ organisationId }) => organisationId === owner)!;
  }

  private async someBooking(which: (booking: Booking) => boolean): Promise<readonly [Instrument, Booking | null]> {
    const instrument = pick(this.chance, INSTRUMENTS);
    const found = (await this.client.look(instrument.instrumentId))?.slots.filter(isOf).filter(which) ?? [];
    return [instrument, found.length > 0 ? pick(this.chance, found) : null];
  }
}

const userOf = ({ personId, organisationId }: Booking): Person => ({ personId, organisationId, roles: ['firm_member'] });

/** ISO day of the week, by UTC; near enough. */
const isoDay = (instant: number): number => ((new Date(instant).getUTCDay() + 6) % 7) + 1;
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
/** How many minutes a zone is ahead of UTC in winter; near enough too. */
const OFFSET: Readonly<Record<string, number>> = { 'Asia/Shanghai': 480, 'Europe/Berlin': 60 };

/** Each as often as it stands here. */
const WHAT_PEOPLE_DO = [
  'book', 'book', 'book', 'book', 'book', 'book', 'crowd', 'force', 'hold', 'hold', 'series', 'together', 'together', 'wait', 'wait', 'move', 'move', 'cancel', 'answerOffers', 'answerRequests', 'use', 'use', 'use', 'use', 'outage', 'govern',
] as const;

