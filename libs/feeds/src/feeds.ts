import { Inject, Injectable } from '@nestjs/common';
import { DAY, plus, type Clock } from '@hewu/kernel/src/clock.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { CLOCK, EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { ownEntry, publicEntry, staffEntry, type Page } from './entries.js';
import type { Entry } from './entry.js';
import { feedOrganisationsProjection, type FeedOrganisationDocument } from './organisations.projection.js';
import { feedPlacesProjection, feedZonesProjection, type PlaceDocument, type ZoneDocument } from './places.projection.js';
import { feedSlotsProjection, type SlotDocument } from './slots.projection.js';

/** How far back a feed reaches: last month's use is still looked up, older is in the market itself. */
const BACK_DAYS = 31;
/** More than fits into the eye of anybody; the latest ones are left out, and come when others are over. */
const ENTRIES_AT_MOST = 1_000;
/** Instruments on which somebody has bookings at the same time. */
const INSTRUMENTS_AT_MOST = 100;

/** What stands in a feed now, from the read models. */
@Injectable()
export class Feeds {
  constructor(
    private readonly models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async place(instrumentId: string): Promise<PlaceDocument | null> {
    return this.models.get<PlaceDocument>(feedPlacesProjection, instrumentId);
  }

  async zone(calendarId: string): Promise<string> {
    return (await this.models.get<ZoneDocument>(feedZonesProjection, calendarId))?.zone ?? 'UTC';
  }

  /** Whether somebody manages the instruments of an organisation, as of everything recorded when it is asked. */
  async isManager(personId: string, organisationId: string): Promise<boolean> {
    await this.models.upTo(feedOrganisationsProjection, (await this.store.end()) ?? undefined);
    return (await this.models.get<FeedOrganisationDocument>(feedOrganisationsProjection, organisationId))?.managers.includes(personId) ?? false;
  }

  /** Bookings of a person and what they keep, what is offered to them, and outages of what they have booked. */
  async own(personId: string, page: Page): Promise<readonly Entry[]> {
    // An offer that has ended, or a slot that is kept no more, says nothing; a booking that was cancelled stays to be seen as that.
    const mine = (await this.slots({ personId })).filter(({ kind, standing }) => kind === 'booking' || standing !== 'cancelled');
    const booked = new Map(mine.flatMap(({ kind, standing, calendarId, instrumentId }) => (kind === 'booking' && standing !== 'cancelled' ? [[calendarId, instrumentId!] as const] : [])));
    const calendars = [...booked.keys()].slice(0, INSTRUMENTS_AT_MOST);
    const outages = calendars.length === 0 ? [] : (await this.slots({ kind: 'outage', calendarId: { $in: calendars } })).filter(({ standing }) => standing !== 'cancelled');
    const all = [...mine, ...outages.map((outage) => ({ ...outage, instrumentId: booked.get(outage.calendarId)! }))];
    const places = await this.models.getMany<PlaceDocument>(feedPlacesProjection, all.map(({ instrumentId }) => instrumentId!));
    const zones = await this.zones(all);
    return all.flatMap((slot) => {
      const place = places.get(slot.instrumentId!);
      return place ? [ownEntry(slot, place, zones.get(slot.calendarId) ?? 'UTC', page)] : [];
    });
  }

  /** Everything on the calendar of an instrument, with the organisations whose it is: for the owner's staff. */
  async staff(place: PlaceDocument, page: Page): Promise<readonly Entry[]> {
    const slots = (await this.slots({ calendarId: place.calendarId })).filter(({ kind, standing }) => (kind !== 'offer' && kind !== 'kept') || standing !== 'cancelled');
    const [zone, organisations] = await Promise.all([this.zone(place.calendarId), this.models.getMany<FeedOrganisationDocument>(feedOrganisationsProjection, slots.flatMap(({ organisationId }) => organisationId ?? []))]);
    return slots.map((slot) => {
      const organisation = slot.organisationId === null ? undefined : organisations.get(slot.organisationId);
      return staffEntry(slot, place, zone, page, organisation ? (page.language === 'zh' ? organisation.name : (organisation.nameEn ?? organisation.name)) : null);
    });
  }

  /** When an instrument is taken or out of service: for everybody. An offer is kept for somebody, and so is taken too. */
  async taken({ calendarId }: PlaceDocument): Promise<readonly Entry[]> {
    const [slots, zone] = await Promise.all([this.slots({ calendarId, standing: { $in: ['tentative', 'confirmed'] } }), this.zone(calendarId)]);
    return slots.map((slot) => publicEntry(slot, zone));
  }

  private async slots(filter: Filter): Promise<readonly SlotDocument[]> {
    const since = plus(this.clock.now(), -BACK_DAYS * DAY);
    const { items } = await this.models.find<SlotDocument>(feedSlotsProjection, { filter: { ...filter, until: { $gt: since } }, sort: { field: 'until', direction: 'asc' }, limit: ENTRIES_AT_MOST });
    return items;
  }

  private async zones(slots: readonly SlotDocument[]): Promise<ReadonlyMap<string, string>> {
    const zones = await this.models.getMany<ZoneDocument>(feedZonesProjection, slots.map(({ calendarId }) => calendarId));
    return new Map([...zones].map(([id, { zone }]) => [id, zone]));
  }
}
