import type { AnyFamily, Event, Recorded } from '@hewu/kernel/src/event.js';
import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import type { Role } from '@hewu/platform/src/actor.js';
import type { NationalRuleId } from '@hewu/rules/src/built-in-rules.js';

/** Roles of an organisation's people, and `administrator` for whoever administers it. */
export type Doer = Role | 'administrator';

/**
 * Who may do it: people of one organisation who hold one of the roles, and the operators of its instruments concerned; of several, or of one region's authorities who hold one of the roles; one person for an
 * organisation; or persons by themselves, such as jurors or whom an organisation asks to join, wherever they are members, if anywhere.
 */
export type DoneBy =
  | { readonly region: string; readonly roles: readonly Role[] }
  | { readonly organisationId: string; readonly roles: readonly Doer[]; readonly instrumentIds?: readonly string[] }
  | { readonly organisationIds: readonly string[]; readonly roles: readonly Doer[] }
  | { readonly organisationId: string; readonly personId: string }
  | { readonly personIds: readonly string[] };

/** Something that waits to be done. */
export type Duty = {
  /** A word of the table's `whats`. */
  readonly what: string;
  /** What tells this time from the last: a submission's round, an offer's version. A new one is reminded of anew. */
  readonly round: string | number;
  /** Another slot tells others of the same, round for round: what waits here is known by its slot as well, so that both are told. */
  readonly apart?: true;
  /** Told by one letter a person together with everything that says the same word here, whatever it is about: a file of thousands fills no letter box. Its sentence then speaks for all of them. */
  readonly together?: string;
  readonly by: DoneBy;
  /** Since when, if not since this event. Until then it stands in no inbox, only in the calendar feed. */
  readonly since?: string;
  /** Until when, where the event says so; otherwise counted by a rule from the day it began to wait (`dueBy`), or never. */
  readonly dueAt?: string;
  readonly dueBy?: NationalRuleId;
  readonly sentence: Bilingual;
  /** Where it is done, as the API says it. */
  readonly href: string;
};

/** What is said of every duty of one kind. */
export type What = Bilingual & {
  /** No letter when it begins to wait, for what somebody has just arranged themselves: the reminder is enough. */
  readonly quiet?: true;
  /** Nobody above is told when it is overdue. */
  readonly staysThere?: true;
  /** Told by one letter and not to be done: it stands in no inbox. Told only while it is still so. */
  readonly news?: true;
  /** One reminder for all its deadlines, where the deadline itself moves on by minutes. */
  readonly remindedOnce?: true;
};

/** What a slot remembers of earlier events, because later ones do not repeat it. Small and plain. */
export type Known = Readonly<Record<string, unknown>>;

/** A slot after an event: what it knows, and what waits there now. Null: nothing will ever wait there again. */
export type Next<K extends Known = Known> = { readonly known: K; readonly duty: Duty | null | typeof AS_IT_WAS } | typeof AS_IT_WAS | null;

/** The event says nothing of what waits now. */
export const AS_IT_WAS = 'as_it_was';

type Handlers<E extends Event, K extends Known> = { readonly [T in E['type']]?: (event: Recorded<Extract<E, { type: T }>>, known: K | null) => Next<K> };

/** One place of one subject where at most one thing waits at a time. */
export type Slot = {
  readonly name: string;
  readonly families: readonly AnyFamily[];
  /** The subject's id in an event this slot cares for; null for all others. */
  readonly subjectOf: (event: Recorded) => string | null;
  readonly next: (event: Recorded, known: Known | null) => Next;
};

/** What one context gives to the inbox. */
export type DutyTable = { readonly whats: Readonly<Record<string, What>>; readonly slots: readonly Slot[] };

/**
 * A slot by its table: which events of which families move it, and the field, or the fields together, in which all of them name
 * the subject; where they name it differently, the field by the event's type. Pure.
 * Events of other types leave it as it is, so a context that grows breaks nothing here.
 */
export const slot = <E extends Event, K extends Known>(name: string, by: string | readonly string[] | ((type: string) => string), families: readonly AnyFamily[], on: Handlers<E, K>): Slot => {
  const fieldsOf = (type: string): readonly string[] => (typeof by === 'string' ? [by] : typeof by === 'function' ? [by(type)] : by);
  const handlers = on as Readonly<Record<string, ((event: Recorded, known: Known | null) => Next) | undefined>>;
  return {
    name,
    families,
    subjectOf: ({ type, data }) => {
      if (!Object.hasOwn(handlers, type)) return null;
      const ids = fieldsOf(type).map((field) => (data as Record<string, unknown>)[field]);
      return ids.every((id) => typeof id === 'string') ? ids.join(':') : null;
    },
    next: (event, known) => handlers[event.type]!(event, known),
  };
};

/** The slot knows this much, and nothing waits. */
export const idle = <K extends Known>(known: K): Next<K> => ({ known, duty: null });

/** The slot knows this much, and what waits there waits on. */
export const still = <K extends Known>(known: K): Next<K> => ({ known, duty: AS_IT_WAS });

/** Something waits from now on. */
export const waits = <K extends Known>(known: K, duty: Duty): Next<K> => ({ known, duty });

/** Whole fen as yuan: 4800000 → 48000.00. */
export const yuan = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
