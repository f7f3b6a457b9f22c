import { Inject, Injectable } from '@nestjs/common';
import { DAY, plus, type Clock } from '@hewu/kernel/src/clock.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import type { KeyVault } from '@hewu/kernel/src/key-vault.js';
import type { ReadStore } from '@hewu/kernel/src/read-store.js';
import type { OwnCalendars, TimeSpan } from '@hewu/platform/src/own-calendars.js';
import { CLOCK, KEY_VAULT, READ_STORE } from '@hewu/platform/src/tokens.js';
import { knownOf, meets, OWN_CALENDAR_NOTES as NOTES, type OwnCalendarNote } from './own-calendar-notes.js';
import { personalFeeds } from './personal-feeds.decider.js';

/** What was not read for so long says nothing any more. */
const BELIEVED_FOR = 7 * DAY;

/** When a person is busy elsewhere, as far as their calendars were read. Whether they still want it read is as strict as their own stream. */
@Injectable()
export class ReadOwnCalendars implements OwnCalendars {
  constructor(
    private readonly kernel: Kernel,
    @Inject(READ_STORE) private readonly reads: ReadStore,
    @Inject(KEY_VAULT) private readonly vault: KeyVault,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async conflicts(personId: string, spans: readonly TimeSpan[]): Promise<readonly boolean[] | null> {
    const { ownCalendars } = await this.kernel.load(personalFeeds, personId);
    if (ownCalendars.length === 0) return null;
    const since = plus(this.clock.now(), -BELIEVED_FOR);
    const notes = (await this.notes(ownCalendars)).filter(({ lastReadAt }) => lastReadAt !== null && lastReadAt > since);
    const key = notes.length === 0 ? undefined : (await this.vault.find([personId])).get(personId);
    if (!key) return null;
    const busy = notes.flatMap((note) => knownOf(note, key) ?? []).map((known) => known.spans);
    return spans.map(({ from, until }) => busy.some((one) => meets(one, Date.parse(from), Date.parse(until))));
  }

  notes(ids: readonly string[]): Promise<readonly OwnCalendarNote[]> {
    return this.reads.getMany<OwnCalendarNote>(NOTES, ids);
  }
}
