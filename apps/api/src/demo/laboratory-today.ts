import { demoInstruments } from '@hewu/instruments/src/demo.js';
import { ConfirmUsageCommand } from '@hewu/instruments/src/usage.commands.js';
import { HOUR, plus } from '@hewu/kernel/src/clock.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import type { Entry, Workdays } from './agenda.js';
import type { Stage } from './stage.js';
import type { Laboratory, Registered, User } from './laboratory.js';
import { slotAround, slotAroundAlways } from './slot-around.js';

/** Places of `demoInstruments`. */
const [BENCH, MEASURING, CLUSTER, GAS, ABSORPTION, GRAIN] = [3, 4, 5, 7, 9, 11] as const;
/** Those that were registered beside the dozen: two that share a calendar, and one with a counterpart in the other region. */
const [THERMAL, FURNACE] = [0, 1] as const;

export const besides = ({ people, units }: Stage): readonly Registered[] =>
  ['group', 'counterpart'].map((name) => ({ id: derivedId('demonstration', 'instrument', name), unit: units['institute']!, office: people.get('office@institute.example')! }));

const usersOf = (lab: Laboratory) => ({
  engineer: lab.user('engineer@firm.example', 'firm'), director: lab.user('director@firm.example', 'firm'), agent: lab.user('manager@agency.example', 'agency'),
  academic: lab.user('researcher@academy.example', 'academy'), researcher: lab.user('researcher@institute.example', 'institute'),
});

/** The week of those beside the dozen: what was used and confirmed, and what is ahead. */
export const weekBesides = (lab: Laboratory, days: Workdays): readonly Entry[] => {
  const { engineer, director, academic } = usersOf(lab);
  const calorimeter = { instrumentId: derivedId('demonstration', 'instrument', 'group 2') };
  const used = (name: string, place: number, user: User, day: number, from: string, until: string, note: string): readonly Entry[] => {
    const [begins, ends] = [days.at(day, from), days.at(day, until)];
    const { id: instrumentId, office, unit } = lab.instruments[place]!;
    const data = { bookingId: lab.idOf(name), instrumentId, ownerOrganisationId: unit.id, organisationId: user.unit.id, minutes: (Date.parse(ends) - Date.parse(begins)) / 60_000, tariff: { version: 1, ...demoInstruments[1]!.tariff }, external: true, confirmedBy: office };
    return [
      { at: days.at(-5, '10:20'), act: () => lab.book(name, place, user, begins, ends) },
      { at: begins, act: () => lab.ask(`${name} check-in`, place, user, { do: 'check_in', ...lab.by(name, user) }) },
      { at: ends, act: () => lab.ask(`${name} usage`, place, user, { do: 'record_usage', ...lab.by(name, user), from: begins, until: ends, note }) },
      { at: plus(ends, HOUR), act: () => lab.stage.founding.step(`laboratory ${name} confirmation`, (context) => new ConfirmUsageCommand(data, user.personId, context), office, unit) },
    ];
  };
  return [
    ...used('decomposition', THERMAL, engineer, -3, '09:00', '11:00', '包装膜热分解'),
    ...used('cadmium', FURNACE, academic, -2, '14:00', '16:00', '稻谷中的镉'),
    { at: days.at(-5, '10:20'), act: () => lab.book('melting', THERMAL, director, days.at(1, '14:00'), days.at(1, '16:00'), calorimeter) },
    { at: days.at(-5, '10:20'), act: () => lab.book('lead', FURNACE, academic, days.at(2, '09:00'), days.at(2, '11:00')) },
  ];
};

/** What is in use at this moment: in the hours of the laboratories some of both regions, and the computing cluster at any time. */
export const useNow = async (lab: Laboratory, other: Laboratory, now: string): Promise<void> => {
  const { clock } = lab.stage;
  const { engineer, director, agent, academic, researcher } = usersOf(lab);
  const [open, always] = [slotAround(now), slotAroundAlways(now)];
  const uses = [
    ...[engineer, academic, researcher].map((user) => ({ lab, place: CLUSTER, user, slot: always })),
    ...(open === null ? [] : [
      { lab, place: BENCH, user: director, slot: open }, { lab, place: MEASURING, user: engineer, slot: open }, { lab, place: GAS, user: agent, slot: open },
      { lab, place: ABSORPTION, user: researcher, slot: open }, { lab, place: GRAIN, user: academic, slot: open }, { lab: other, place: THERMAL, user: agent, slot: open },
    ]),
  ].filter(({ slot }) => slot.from > clock.now());
  const nameOf = (n: number): string => `in use ${n}`;
  for (const [n, { lab: of, place, user, slot }] of uses.entries()) await of.book(nameOf(n), place, user, slot.from, slot.until);
  for (const [n, { lab: of, place, user, slot }] of [...uses.entries()].sort(([, a], [, b]) => Date.parse(a.slot.from) - Date.parse(b.slot.from))) {
    if (slot.from > clock.now()) clock.moveTo(slot.from);
    await of.ask(`${nameOf(n)} check-in`, place, user, { do: 'check_in', ...of.by(nameOf(n), user) });
  }
  await lab.stage.settled();
};
