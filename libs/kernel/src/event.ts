/** Something that happened, in the words of the glossary: a past participle and plain JSON data. */
export type Event<Type extends string = string, Data extends object = object> = {
  readonly type: Type;
  readonly data: Data;
};

/**
 * Who did it, for whom, why and when. Ids only: personal data never stands here.
 * Electronic Signature Law art. 13 and Archives Law art. 37 ask for exactly these elements.
 */
export type Metadata = {
  /** The command that caused the event; repeating it changes nothing. */
  readonly commandId: string;
  /** SHA-256 of what the command asked for, so that a reused id with other content is recognised. */
  readonly fingerprint: string;
  /** One id for everything that follows from one request. */
  readonly correlationId: string;
  /** The event or request that led to this command. */
  readonly causationId: string;
  /** A person's id, or `system:<process>`. */
  readonly actor: string;
  /** The organisation the actor acted for, when they acted for one. */
  readonly onBehalfOf: string | null;
  /** GB/T 2260 division of that organisation: `500117` Hechuan or `511622` Wusheng. */
  readonly region: string | null;
  /** The article or agreement that the decision rests on, where there is one. */
  readonly legalBasis: string | null;
  /** When it happened, by the clock port: ISO 8601, UTC, milliseconds. */
  readonly occurredAt: string;
};

/** An event on its way into a store. */
export type NewEvent = Event & {
  /** UUID; a retry repeats it exactly. */
  readonly eventId: string;
  readonly schemaVersion: number;
  readonly metadata: Metadata;
};

/** An event as the store gives it back. */
export type Recorded<E extends Event = Event> = E & {
  readonly eventId: string;
  readonly schemaVersion: number;
  readonly metadata: Metadata;
  readonly stream: string;
  /** Place in its stream; the first is 0. */
  readonly revision: number;
  /** Place among all events: opaque, fixed width, ordered as text. */
  readonly position: string;
  /** When the store made it durable: ISO 8601, UTC. */
  readonly recordedAt: string;
};

/** Stands in the place of an event's data where the store holds something that no program of ours wrote; as JSON it tells what. */
export class Unreadable {
  readonly unreadable: { readonly data: string; readonly metadata: string };

  constructor(data: string, metadata: string) {
    this.unreadable = { data, metadata };
  }
}

/** Turns the data of one schema version into the data of the next. Pure. */
export type Upcast = (data: Record<string, unknown>) => Record<string, unknown>;

/** What the kernel must know of an event type at run time. */
export type EventSpec<Data> = {
  /** The current shape's version; raise it together with a new upcast and a new recorded example. */
  readonly version: number;
  /** `upcasts[n]` leads from version n to n + 1. */
  readonly upcasts?: Readonly<Record<number, Upcast>>;
  /** Fields encrypted under the key of the person whose id stands in `subject`. */
  readonly personal?: { readonly subject: keyof Data & string; readonly fields: readonly (keyof Data & string)[] };
};

/** The closed language of one kind of stream: its category (the part of the name before the id) and its events. */
export type EventFamily<E extends Event = Event> = {
  readonly category: string;
  readonly specs: { readonly [T in E['type']]: EventSpec<Extract<E, { type: T }>['data']> };
};

/** A family whose events are not of interest: what the codec, the runners and the composition root pass around. */
export type AnyFamily = {
  readonly category: string;
  readonly specs: Readonly<Record<string, AnySpec>>;
};

/** What remains of an `EventSpec` when the event's data type is forgotten. */
export type AnySpec = {
  readonly version: number;
  readonly upcasts?: Readonly<Record<number, Upcast>>;
  readonly personal?: { readonly subject: string; readonly fields: readonly string[] };
};

/** Declares a family; a type of the union that is missing here does not compile. */
export const eventFamily = <E extends Event>(category: string, specs: EventFamily<E>['specs']): EventFamily<E> => ({
  category,
  specs,
});

/** `calendar` + `019a…` → `calendar-019a…`. */
export const streamName = (category: string, id: string): string => `${category}-${id}`;

/** The category of a stream name. Ids may hold hyphens, categories hold none. */
export const categoryOf = (stream: string): string => stream.slice(0, stream.indexOf('-'));

/** The id part of a stream name. */
export const idOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);
