import type { Event, Recorded } from '@hewu/kernel/src/event.js';
import { dutiesProjection, type DutyDocument } from './duties.projection.js';
import type { Slot } from './duty.js';
import { slots, WHATS } from './duty-tables.js';
import { recorded } from './samples.js';

/** How many events in a row slots are led through, so that they know what a key may follow from. */
const DEEP = 3;

type Held = readonly (DutyDocument | null)[];

/** Every recorded example that a slot cares for, and the same with each yes and no turned round. */
const eventsOf = ({ families, subjectOf }: Slot, n: number): readonly Recorded<Event>[] =>
  families.flatMap((family) =>
    Object.keys(family.specs).flatMap((type) => {
      const event = recorded(family, type, n);
      const turned = Object.entries(event.data as Record<string, unknown>).flatMap(([field, value]) => (typeof value === 'boolean' ? [recorded(family, type, n, { [field]: !value })] : []));
      return [event, ...turned].filter((one) => subjectOf(one) !== null);
    }),
  );

const after = (held: DutyDocument | null, slot: Slot, event: Recorded<Event>): DutyDocument | null => {
  const subject = slot.subjectOf(event);
  return subject === null ? held : dutiesProjection.evolve(held, event, `${slot.name}:${subject}`);
};

/** What slots told of the same subject hold after every row of events, and the event that came last. */
function* rowsOf(of: readonly Slot[]): Generator<{ readonly held: Held; readonly event: Recorded<Event> }> {
  let reached: ReadonlyMap<string, Held> = new Map([['', of.map(() => null)]]);
  for (let n = 1; n <= DEEP; n++) {
    const next = new Map<string, Held>();
    const events = new Map(of.flatMap((slot) => eventsOf(slot, n)).map((event) => [JSON.stringify([event.type, event.data]), event]));
    for (const before of reached.values()) {
      for (const event of events.values()) {
        const held = of.map((slot, at) => after(before[at]!, slot, event));
        next.set(JSON.stringify(held), held);
        yield { held, event };
      }
    }
    reached = next;
  }
}

const keysOf = (slot: Slot): ReadonlySet<string> => new Set([...rowsOf([slot])].flatMap(({ held: [one] }) => one?.waiting?.key ?? []));
const shareKey = (one: Slot, other: Slot): boolean =>
  [...rowsOf([one, other])].some(({ held: [a, b], event }) => a?.waiting && b?.waiting && a.waiting.key === b.waiting.key && a.changedAt === event.position && b.changedAt === event.position);

test('no two slots give one key to what waits since one event: calls, letters and deadlines are known by it, so one of the two would never be told', () => {
  const keys = new Map(slots.map((slot) => [slot, keysOf(slot)]));
  // They have been led far enough to find most of what can wait.
  const found = new Set([...keys.values()].flatMap((some) => [...some].map((key) => key.split(':').find((word) => WHATS.has(word)))));
  expect(found.size / WHATS.size).toBeGreaterThan(0.7);
  const suspects = slots.flatMap((one, at) => slots.slice(at + 1).flatMap((other) => ([...keys.get(one)!].some((key) => keys.get(other)!.has(key)) ? [[one, other] as const] : [])));
  expect(suspects.filter(([one, other]) => shareKey(one, other)).map(([one, other]) => `${one.name}, ${other.name}`)).toEqual([]);
});
