import { categoryOf, type Event, type Recorded } from '@hewu/kernel/src/event.js';
import type { KeyedProjection } from '@hewu/kernel/src/projection.js';
import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import { audienceOf, superiorOf } from './audience.js';
import { AS_IT_WAS, type Duty, type DoneBy, type Known, type Slot } from './duty.js';
import { slots, whatOf } from './duty-tables.js';
import { deadlineEvents, type DeadlineEvent } from './events.js';

/** What waits, as it is shown, reminded of and told. */
export type Waiting = {
  /** `<subject>:<what>:<round>`, and behind it `:<slot>` where another slot tells others of the same. No two slots give one key. */
  readonly key: string;
  readonly by: DoneBy;
  readonly since: string;
  readonly dueAt: string | null;
  /** The rule by which the house counts a deadline, until it is counted. */
  readonly dueBy: Duty['dueBy'] | null;
  /** The rule by which it was counted. */
  readonly rule: AppliedRule | null;
  /** It was counted over days whose holidays are not published yet. */
  readonly provisional: boolean;
  readonly sentence: Bilingual;
  /** By which all that says the same is told in one letter; null where each is told by its own. */
  readonly together: string | null;
  readonly href: string;
};

/** One place where at most one thing waits. */
export type DutyDocument = {
  /** `<slot>:<subject>`. */
  readonly _id: string;
  readonly known: Known;
  /** Null while nothing waits here; the fields below are then empty. */
  readonly waiting: Waiting | null;
  readonly what: string;
  /** Who may do it, as `audience.ts` writes it, and nobody of news; and who hears of it when it is overdue. */
  readonly audience: readonly string[];
  readonly superior: string | null;
  /** `since`: before that it stands in no inbox. */
  readonly shownFrom: string;
  /** `dueAt`, or behind all of them: overdue first, undated last. */
  readonly dueOrder: string;
  /** Of the event that changed what waits last; `since` and `dueAt` follow from it. */
  readonly changedAt: string;
};

/** Behind every deadline. */
export const UNDATED = '9999-12-31T00:00:00.000Z';

const byCategory = new Map<string, Slot[]>();
for (const slot of slots) for (const { category } of slot.families) byCategory.set(category, [...(byCategory.get(category) ?? []), slot]);

const touched = (event: Recorded): readonly { readonly slot: Slot; readonly id: string; readonly subject: string }[] =>
  (byCategory.get(categoryOf(event.stream)) ?? []).flatMap((slot) => {
    const subject = slot.subjectOf(event);
    return subject === null ? [] : [{ slot, subject, id: `${slot.name}:${subject}` }];
  });

const isDeadline = (event: Event): event is DeadlineEvent => event.type === 'DeadlineSet' || event.type === 'DeadlineRecounted';

const evolve = (document: DutyDocument | null, event: Recorded, id: string): DutyDocument | null => {
  if (isDeadline(event)) return document && withDeadline(document, event, event.position);
  const { slot, subject } = touched(event).find((one) => one.id === id)!;
  const next = slot.next(event, document?.known ?? null);
  if (next === AS_IT_WAS || next === null) return next && document;
  const { known, duty } = next;
  const nothing: DutyDocument = { _id: id, known, waiting: null, what: '', audience: [], superior: null, shownFrom: UNDATED, dueOrder: UNDATED, changedAt: '' };
  if (duty === AS_IT_WAS) return { ...(document ?? nothing), known };
  return duty ? waiting(id, known, duty, { slot, subject }, event) : nothing;
};

const waiting = (_id: string, known: Known, duty: Duty, { slot, subject }: { readonly slot: Slot; readonly subject: string }, { metadata, position }: Recorded): DutyDocument => {
  const { what, round, apart, by, sentence, href, since = metadata.occurredAt, dueAt = null, dueBy = null, together = null } = duty;
  return {
    _id, known, what,
    waiting: { key: `${subject}:${what}:${round}${apart ? `:${slot.name}` : ''}`, by, since, dueAt, dueBy, rule: null, provisional: false, sentence, together, href },
    // News is told by a letter alone.
    audience: whatOf(what).news ? [] : audienceOf(by), superior: whatOf(what).staysThere || whatOf(what).news ? null : superiorOf(by), shownFrom: since, dueOrder: dueAt ?? UNDATED, changedAt: position,
  };
};

/** Of something that waits no more, or waits anew, an old deadline says nothing. */
const withDeadline = (document: DutyDocument, event: DeadlineEvent, changedAt: string): DutyDocument => {
  const { waiting: now } = document;
  const { dutyKey, dueAt, provisional } = event.data;
  if (now?.key !== dutyKey || (now.dueAt === null) !== (event.type === 'DeadlineSet')) return document;
  const rule = event.type === 'DeadlineSet' ? event.data.rule : now.rule;
  return { ...document, waiting: { ...now, dueAt, rule, provisional }, dueOrder: dueAt, changedAt };
};

/** What waits, for whom, since when, until when: folded from the events of all contexts by the tables of `duty-tables.ts`. */
export const dutiesProjection: KeyedProjection<DutyDocument, Event> = {
  name: 'duties',
  version: 8,
  families: [...new Map([...slots.flatMap(({ families }) => families), deadlineEvents].map((family) => [family.category, family])).values()],
  indexes: [{ list: 'audience' }, { fields: ['superior', 'dueOrder'] }, { fields: ['dueOrder'] }, { fields: ['changedAt'] }],
  key: (event) => (isDeadline(event) ? event.data.dutyId : touched(event).map(({ id }) => id)),
  evolve,
};
