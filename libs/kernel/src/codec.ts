import { categoryOf, Unreadable, type AnyFamily, type AnySpec, type Event, type Metadata, type NewEvent, type Recorded } from './event.js';
import { isSealed, seal, unseal, type KeyVault } from './key-vault.js';

/** The log holds something this program does not know: a newer program wrote it, a family is not registered, or the row was spoilt. */
export class UnreadableEvent extends Error {
  /** Names the event and keeps nothing else of it, since faults are written down. */
  constructor({ type, schemaVersion, stream, revision, position }: Recorded, why: string) {
    super(`${why}: ${type} version ${schemaVersion} at ${stream}@${revision} (position ${position})`);
  }
}

/** Names an event in whose place the store holds what no program of ours wrote; null for any other. Also for who reads events as they are stored. */
export const spoiltOf = (event: Recorded): UnreadableEvent | null =>
  event.data instanceof Unreadable ? new UnreadableEvent(event, 'what is stored is not what this program writes') : null;

/** Between the language of the contexts and what is stored: versions, upcasts, and sealed personal fields. */
export class Codec {
  private readonly families = new Map<string, Readonly<Record<string, AnySpec>>>();

  constructor(
    families: readonly AnyFamily[],
    private readonly vault: KeyVault,
  ) {
    for (const { category, specs } of families) {
      if (!/^[a-z][a-zA-Z0-9]*$/.test(category)) throw new Error(`"${category}" is no category: letters and digits, first one small`);
      if (this.families.has(category)) throw new Error(`two families claim the category "${category}"`);
      this.families.set(category, specs);
    }
  }

  get categories(): readonly string[] {
    return [...this.families.keys()];
  }

  /** Ready for the store: the current version stamped, personal fields sealed under the person's key. */
  async encode(stream: string, event: Event, eventId: string, metadata: Metadata): Promise<NewEvent> {
    const spec = this.families.get(categoryOf(stream))?.[event.type];
    if (!spec) throw new Error(`${event.type} is no event of ${stream}`);
    const plain = { type: event.type, eventId, schemaVersion: spec.version, metadata };
    if (!spec.personal) return { ...plain, data: event.data };
    const data = { ...event.data } as Record<string, unknown>;
    const key = await this.vault.obtain(String(data[spec.personal.subject]));
    for (const field of spec.personal.fields) {
      if (data[field] != null) data[field] = seal(data[field], key, `${eventId}/${field}`);
    }
    return { ...plain, data };
  }

  /** As the contexts know it: upcast to the current version and unsealed; personal fields of the erased read null. */
  async decode(events: readonly Recorded[]): Promise<readonly Recorded[]> {
    const current = events.map((event) => this.upcast(event));
    const subjects = new Set(current.flatMap((event) => this.personalOf(event)?.subject ?? []));
    if (subjects.size === 0) return current;
    const keys = await this.vault.find([...subjects]);
    return current.map((event) => this.open(event, keys));
  }

  private specOf(event: Recorded): AnySpec {
    const family = this.families.get(categoryOf(event.stream));
    if (!family) throw new UnreadableEvent(event, 'no family is registered for this stream');
    const spec = family[event.type];
    if (!spec) throw new UnreadableEvent(event, 'unknown event type');
    const spoilt = spoiltOf(event);
    if (spoilt) throw spoilt;
    if (event.schemaVersion > spec.version) throw new UnreadableEvent(event, `written by a newer program (we know version ${spec.version})`);
    return spec;
  }

  private upcast(event: Recorded): Recorded {
    const spec = this.specOf(event);
    if (event.schemaVersion === spec.version) return event;
    let data = event.data as Record<string, unknown>;
    for (let version = event.schemaVersion; version < spec.version; version++) {
      const step = spec.upcasts?.[version];
      if (!step) throw new UnreadableEvent(event, `no upcast leads from version ${version}`);
      data = step(data);
    }
    return { ...event, data, schemaVersion: spec.version };
  }

  private personalOf(event: Recorded): { subject: string; fields: readonly string[] } | null {
    const { personal } = this.specOf(event);
    return personal ? { subject: String((event.data as Record<string, unknown>)[personal.subject]), fields: personal.fields } : null;
  }

  private open(event: Recorded, keys: ReadonlyMap<string, Buffer>): Recorded {
    const personal = this.personalOf(event);
    if (!personal) return event;
    const key = keys.get(personal.subject);
    const data = { ...event.data } as Record<string, unknown>;
    for (const field of personal.fields) {
      const value = data[field];
      if (isSealed(value)) data[field] = key ? unseal(value, key, `${event.eventId}/${field}`) : null;
    }
    return { ...event, data };
  }
}
