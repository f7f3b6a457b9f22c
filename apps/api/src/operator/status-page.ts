import type { Lag } from './lag.js';
import type { Status } from './status.js';

const WIDTH = 100;
const BEGINNING = 'at the beginning';

/**
 * The status on one screen, for an operator who is tired: first whether all is well, then how far everything is, and in
 * detail only what is not as it should be. Of read models that stand at the end of the log their names are enough.
 */
export const statusPage = ({ at, end, projections, processes, webhooks, timers }: Status): string => {
  const parked = projections.filter((one) => one.parked !== null);
  const behind = projections.filter(({ parked: why, caughtUp }) => why === null && !caughtUp);
  const upToDate = projections.filter(({ parked: why, caughtUp }) => why === null && caughtUp);
  const wide = Math.max(0, ...[...parked, ...behind].map((one) => nameOf(one).length));
  const line = (one: Status['projections'][number], says: string): string => `  ${nameOf(one).padEnd(wide)}  ${one.position ?? BEGINNING}  ${says}`;
  const standing = [...still('processes', processes.parked), ...still('webhooks', webhooks.parked)];
  const troubles = [
    ...standing.map(({ who }) => `the ${who} stand still`),
    ...when(parked.length, `${count(parked.length, 'read model')} parked`),
    ...when(timers.refused.length, `${count(timers.refused.length, 'timer')} refused`),
    ...when(timers.late, `${count(timers.late, 'timer')} late`),
    ...when(behind.length, `${count(behind.length, 'read model')} behind`),
    ...when(processes.caughtUp || processes.parked !== null ? 0 : 1, 'the processes behind'),
  ];
  return [
    `${troubles.length === 0 ? 'All is well' : `Not all is well: ${troubles.join(', ')}`} (${at})`,
    `log          ends at ${end ?? 'nothing, it is empty'}`,
    `processes    ${processes.position ?? BEGINNING}, ${told(processes.lag)}; ${count(timers.open, 'timer')} open`,
    `read models  ${upToDate.length} of ${projections.length} up to date`,
    ...wrapped(upToDate.map(nameOf)),
    ...titled('behind', behind.map((one) => line(one, told(one.lag)))),
    ...titled('parked: each stands still at an event that it cannot read or fold', parked.map((one) => line(one, `${told(one.lag)}: ${one.parked}`))),
    ...titled('standing still: nothing that comes after this event is reacted to, or told', standing.map(({ who, why }) => `  ${who.padEnd(9)}  ${why}`)),
    ...titled('late: more than a minute after their time; the log of the server says why', when(timers.late, `  ${count(timers.late, 'timer')}`)),
    ...titled('refused: what was due was not done', timers.refused.map(({ id, process, dueAt, why }) => `  ${process}  due ${dueAt}  ${why}  (${id})`)),
  ].join('\n');
};

/** One that is built beside the one in service stands here twice. */
const nameOf = ({ name, collection, served }: Status['projections'][number]): string => (served ? name : `${name} (being built as ${collection})`);

const still = (who: string, why: string | null): readonly { readonly who: string; readonly why: string }[] => (why === null ? [] : [{ who, why }]);

const told = (lag: Lag | null): string => (lag === null ? 'up to date' : `${lag.more ? 'more than ' : ''}${count(lag.events, 'event')}, ${lag.seconds} s behind`);

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

const when = (so: number, ...lines: readonly string[]): readonly string[] => (so > 0 ? lines : []);

const titled = (title: string, lines: readonly string[]): readonly string[] => (lines.length > 0 ? [title, ...lines] : []);

/** Names one after the other, in lines that a terminal shows whole. */
const wrapped = (names: readonly string[]): readonly string[] => {
  const lines: string[] = [];
  for (const name of [...names].sort()) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 2 + name.length < WIDTH) lines[lines.length - 1] = `${last}, ${name}`;
    else lines.push(`  ${name}`);
  }
  return lines;
};
