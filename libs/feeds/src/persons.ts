import { Inject, Injectable } from '@nestjs/common';
import { Codec } from '@hewu/kernel/src/codec.js';
import { streamName } from '@hewu/kernel/src/event.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import type { PersonalFeedsEvent } from './events.js';

const PAGE = 500;

/** What is sealed is read from the person's own streams when it is needed, and no copy is kept: with their key gone there is nothing left to read. */
@Injectable()
export class Persons {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly codec: Codec,
  ) {}

  /** As strict as the person's own stream. */
  async isErased(personId: string): Promise<boolean> {
    for (let from = 0; ; from += PAGE) {
      const page = await this.store.read(streamName('person', personId), from, PAGE);
      if (page.some(({ type }) => type === 'PersonErased')) return true;
      if (page.length < PAGE) return false;
    }
  }

  /** The addresses of the calendars that a person named and did not remove, by their ids; empty of an erased one. */
  async addresses(personId: string): Promise<ReadonlyMap<string, string>> {
    const addresses = new Map<string, string>();
    for (let from = 0; ; from += PAGE) {
      const page = await this.store.read(streamName('feeds', personId), from, PAGE);
      for (const { type, data } of (await this.codec.decode(page)) as readonly PersonalFeedsEvent[]) {
        if (type === 'OwnCalendarAdded' && data.address !== null) addresses.set(data.ownCalendarId, data.address);
        if (type === 'OwnCalendarRemoved') addresses.delete(data.ownCalendarId);
      }
      if (page.length < PAGE) return addresses;
    }
  }
}
