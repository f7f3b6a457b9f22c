import { Inject, Injectable } from '@nestjs/common';
import { DAY, plus, type Clock } from '@hewu/kernel/src/clock.js';
import type { KeyVault } from '@hewu/kernel/src/key-vault.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { ReadStore, Write } from '@hewu/kernel/src/read-store.js';
import { onFault } from '@hewu/platform/src/log.js';
import { OUTGOING_RULES, type OutgoingRules } from '@hewu/platform/src/outgoing-call.js';
import { CLOCK, KEY_VAULT, READ_STORE } from '@hewu/platform/src/tokens.js';
import { fetchCalendar, type Validators } from './fetching.js';
import { failed, hadRead, knownOf, newNote, noteIndexes, OWN_CALENDAR_NOTES as NOTES, positionBehind, sealKnown, type OwnCalendarNote } from './own-calendar-notes.js';
import { Persons } from './persons.js';
import { ownCalendarsProjection, type OwnCalendarsDocument } from './personal-feeds.projection.js';
import type { Reader } from './reading.js';

/** How far the reader has looked through who named what. */
const LOOKED = `${NOTES}_of_v${ownCalendarsProjection.version}`;
const AT_ONCE = 50;
/** Read side by side, so that one slow address keeps few waiting. */
const SIDE_BY_SIDE = 4;
/** As far as anybody can book ahead, and a month more: a text that does not change is reckoned anew after that. */
const AHEAD = 396 * DAY;
const RECKONED_FOR = 30 * DAY;
/** Times that name no zone are those of both regions. */
const HOUSE_ZONE = 'Asia/Shanghai';

export const CALENDAR_READER = Symbol('CalendarReader');

/**
 * Reads the calendars that people named, each again and again, in a loop of its own: nothing that anybody waits for, no process
 * and no projection, waits for somebody else's server.
 */
@Injectable()
export class OwnCalendarReader {
  constructor(
    private readonly models: ReadModels,
    private readonly persons: Persons,
    @Inject(READ_STORE) private readonly reads: ReadStore,
    @Inject(KEY_VAULT) private readonly vault: KeyVault,
    @Inject(OUTGOING_RULES) private readonly rules: OutgoingRules,
    @Inject(CALENDAR_READER) private readonly read: Reader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async prepare(): Promise<void> {
    await this.reads.ensure(NOTES, noteIndexes);
  }

  /** One look at who named or removed what, and one at what is due. True when there was more than it took at once. */
  async round(epoch: number, signal: AbortSignal): Promise<boolean> {
    const looked = await this.lookAround(epoch);
    const { items } = await this.reads.find<OwnCalendarNote>(NOTES, { filter: { dueAt: { $lte: this.clock.now() } }, sort: { field: 'dueAt', direction: 'asc' }, limit: AT_ONCE });
    const queue = [...items];
    const work = async (): Promise<void> => {
      for (let note = queue.shift(); note && !signal.aborted; note = queue.shift()) await this.attend(note, epoch, signal);
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
    return looked === AT_ONCE || items.length === AT_ONCE;
  }

  private async lookAround(epoch: number): Promise<number> {
    const looked = (await this.reads.checkpoint(LOOKED)) ?? '';
    const { items } = await this.models.find<OwnCalendarsDocument>(ownCalendarsProjection, { filter: { changedAt: { $gt: looked } }, sort: { field: 'changedAt', direction: 'asc' }, limit: AT_ONCE });
    const last = items.at(-1);
    if (!last) return 0;
    const writes: Write[] = [];
    for (const { _id: personId, calendars, changedAt } of items) {
      const { items: notes } = await this.reads.find<OwnCalendarNote>(NOTES, { filter: { personId }, limit: AT_ONCE });
      for (const { _id } of notes) if (!calendars.some(({ id }) => id === _id)) writes.push({ id: _id, position: changedAt, document: null });
      for (const { id, addedAt } of calendars) if (!notes.some(({ _id }) => _id === id)) writes.push({ id, position: changedAt, document: newNote(id, personId, addedAt, this.clock.now()) });
    }
    await this.reads.commit([{ collection: NOTES, writes, checkpoint: { name: LOOKED, position: last.changedAt } }], epoch);
    return items.length;
  }

  /** A calendar at which something of ours breaks is tried again like one whose server is away, and keeps none of the others waiting. */
  private async attend(note: OwnCalendarNote, epoch: number, signal: AbortSignal): Promise<void> {
    const after = await this.attempt(note, signal).catch((fault: unknown) => {
      if (signal.aborted) return undefined;
      onFault(fault, `own calendar ${note._id}`);
      return failed(note, 'broken_off', null, this.clock.now());
    });
    const standing = after === undefined ? undefined : (await this.reads.load(NOTES, [note._id])).get(note._id);
    // Whoever removed it meanwhile has the last word.
    if (after === undefined || !standing?.document) return;
    await this.reads.commit([{ collection: NOTES, writes: [{ id: note._id, position: positionBehind(standing.position), document: after }], checkpoint: null }], epoch);
  }

  /** The note as it stands after an attempt; null when there is nothing any more that could be read. */
  private async attempt(note: OwnCalendarNote, signal: AbortSignal): Promise<OwnCalendarNote | null> {
    const { _id, personId } = note;
    const [address, key] = await Promise.all([this.persons.addresses(personId).then((all) => all.get(_id)), this.vault.find([personId]).then((keys) => keys.get(personId))]);
    if (address === undefined || !key) return null;
    const known = knownOf(note, key);
    const isFresh = known !== null && plus(known.reckonedAt, RECKONED_FOR) > this.clock.now();
    const validators: Validators = isFresh ? known : { etag: null, lastModified: null };
    const fetched = await fetchCalendar(address, validators, this.rules, signal);
    const now = this.clock.now();
    if (fetched === 'not_modified') return known === null ? failed(note, 'not_given', 304, now) : hadRead(note, null, null, now);
    if ('fault' in fetched) return failed(note, fetched.fault, fetched.status, now);
    const from = Date.parse(now) - DAY;
    const times = await this.read({ text: fetched.text, from, until: from + AHEAD, zone: HOUSE_ZONE }, signal);
    if ('fault' in times) return failed(note, times.fault, null, now);
    return hadRead(note, times, sealKnown(_id, { ...fetched.validators, spans: times.spans, reckonedAt: now }, key), now);
  }
}
