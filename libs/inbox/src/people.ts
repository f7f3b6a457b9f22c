import { Inject, Injectable } from '@nestjs/common';
import { Codec } from '@hewu/kernel/src/codec.js';
import { streamName } from '@hewu/kernel/src/event.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import type { PersonEvent } from '@hewu/organisations/src/events.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';

/** What a letter must know of its person at the moment of sending. */
export type Addressee = { readonly name: string | null; readonly mail: string | null; readonly erased: boolean };

const PAGE = 500;

/**
 * Reads name and address from the person's own stream when they are needed, and keeps no copy: with the person's key gone
 * there is nothing left to read.
 */
@Injectable()
export class People {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly codec: Codec,
  ) {}

  async find(personId: string): Promise<Addressee> {
    let found: Addressee = { name: null, mail: null, erased: false };
    for (let from = 0; ; from += PAGE) {
      const page = await this.store.read(streamName('person', personId), from, PAGE);
      for (const event of (await this.codec.decode(page)) as readonly PersonEvent[]) {
        found = event.type === 'PersonErased' ? { name: null, mail: null, erased: true } : { name: event.data.name, mail: event.data.mail, erased: false };
      }
      if (page.length < PAGE) return found;
    }
  }
}
