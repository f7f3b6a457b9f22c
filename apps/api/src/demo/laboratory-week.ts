import { ChangeAccessGroupCommand } from '@hewu/access/src/access.commands.js';
import { plus, MINUTE } from '@hewu/kernel/src/clock.js';
import { BookTogetherCommand } from '@hewu/instruments/src/act.commands.js';
import { HoldSlotCommand } from '@hewu/instruments/src/booking.commands.js';
import { BookSeriesCommand } from '@hewu/instruments/src/series.commands.js';
import { demoInstruments } from '@hewu/instruments/src/demo.js';
import { SetQuotaRulesCommand } from '@hewu/instruments/src/quota.commands.js';
import type { Entry, Workdays } from './agenda.js';
import type { Laboratory, User } from './laboratory.js';

/** Instruments by their place in `demoInstruments`. */
const [MICROSCOPE, DIFFRACTOMETER, TESTER, BENCH, MEASURING, CLUSTER, SEQUENCER, GAS, LIQUID, ABSORPTION, DRYER, GRAIN] = demoInstruments.map((_, place) => place) as [number, number, number, number, number, number, number, number, number, number, number, number];

/** Owners say how their instruments are shared. */
export const openHours = async (laboratory: Laboratory): Promise<void> => {
  const { stage, instruments } = laboratory;
  const { founding, units } = stage;
  const { office, unit: institute } = instruments[SEQUENCER]!;
  const by = { organisationId: institute.id, personId: office };
  const groupId = laboratory.idOf('partners');
  await founding.step('laboratory partners', (context) => new ChangeAccessGroupCommand(groupId, { do: 'found', groupId, name: { zh: '合武共建单位', en: 'Partners in both regions' }, by }, context), office, institute);
  await founding.step('laboratory partner', (context) => new ChangeAccessGroupCommand(groupId, { do: 'admit', member: { kind: 'organisation', id: units['academy']!.id }, untilOn: null, by }, context), office, institute);
  const { rules } = demoInstruments[SEQUENCER]!;
  await laboratory.changeRules(MICROSCOPE, { noShowMinutes: 30, lockMinutes: 120, notice: { bookMinutes: 30, changeMinutes: 60, cancelMinutes: 24 * 60 }, limits: [{ limitId: 'week', subject: 'person', group: null, measure: 'minutes', per: 'week', atMost: 8 * 60 }] }, '大型仪器共享规定');
  await laboratory.changeRules(DIFFRACTOMETER, { confirmation: 'owner' }, '送样前确认样品');
  await laboratory.changeRules(TESTER, { noShowMinutes: 30, offerMinutes: 2_880, openLimits: [{ limitId: 'open', subject: 'person', group: null, measure: 'count', atMost: 6 }] }, '减少空置');
  await laboratory.changeRules(SEQUENCER, { confirmation: 'owner', weekly: [...rules.weekly, ...[1, 2, 3, 4, 5].map((day) => ({ day, from: '18:30', until: '21:00', groups: [groupId] }))] }, '夜间向共建单位开放');
  await laboratory.changeRules(GRAIN, { holdMinutes: 60 }, '便于填写样品清单');
  await laboratory.changeRules(CLUSTER, { weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', until: '24:00', groups: null })), maxMinutes: 24 * 60, bufferAfterMinutes: 0 }, '全天开放');
  await laboratory.manage('capacity', CLUSTER, { do: 'change_capacity', calendarId: instruments[CLUSTER]!.id, capacity: 3, reason: '三个计算分区', actorId: office });
  await stage.settled();
};

/** A week behind and one ahead. The slots lie at 16:30 and later, where the ordinary bookings leave room. */
export const laboratoryWeek = (lab: Laboratory, days: Workdays): readonly Entry[] => {
  const { founding } = lab.stage;
  const engineer = lab.user('engineer@firm.example', 'firm');
  const director = lab.user('director@firm.example', 'firm');
  const academic = lab.user('researcher@academy.example', 'academy');
  const researcher = lab.user('researcher@institute.example', 'institute');
  const agent = lab.user('manager@agency.example', 'agency');
  const office = { personId: lab.instruments[MICROSCOPE]!.office, unit: lab.instruments[MICROSCOPE]!.unit };
  const on = (at: string, ...acts: readonly (() => Promise<unknown>)[]): readonly Entry[] => acts.map((act) => ({ at, act }));
  /** Checked in at the beginning of a slot. */
  const checkIn = (name: string, place: number, user: User) => () => lab.ask(`${name} check-in`, place, user, { do: 'check_in', ...lab.by(name, user) });
  const book = (name: string, place: number, user: User, day: number, from = '16:30', until = '17:30') => () => lab.book(name, place, user, days.at(day, from), days.at(day, until));
  const cancel = (name: string, place: number, user: User, reason: string) => () => lab.ask(`${name} cancellation`, place, user, { do: 'cancel', ...lab.by(name, user), reason });
  const join = (name: string, place: number, { personId, unit }: User, day: number, until = '17:30') => () =>
    lab.ask(name, place, { personId, unit }, { do: 'join_waiting', entryId: lab.idOf(name), instrumentId: lab.instruments[place]!.id, organisationId: unit.id, personId, groups: ['external'], from: days.at(day, '16:30'), until: days.at(day, until), atLeastMinutes: 60 });
  const outage = (name: string, place: number, kind: 'planned' | 'sudden', treatment: 'move' | 'reoffer' | 'cancel', day: number, from: string, until: string, reason: string) => () =>
    lab.manage(name, place, { do: 'announce_outages', outages: [{ outageId: lab.idOf(name), from: days.at(day, from), until: days.at(day, until) }], kind, treatment, seriesId: null, reason, actorId: lab.instruments[place]!.office });

  return [
    ...on(days.at(-5, '10:00'),
      book('missed', TESTER, director, -3), book('overdue', MEASURING, engineer, -2), book('interrupted', MICROSCOPE, academic, -2, '16:30', '18:00'), book('used', ABSORPTION, researcher, -1), book('finished early', LIQUID, engineer, -1, '16:30', '18:00'),
      book('refused', DIFFRACTOMETER, agent, 3), book('evening', SEQUENCER, academic, 2, '18:30', '20:00'), book('taken back', MICROSCOPE, engineer, 2), book('taken by staff', BENCH, agent, 2), book('moved', LIQUID, director, 3)),
    // The waiting list of the bench: whoever came late, whoever thought too long, whoever did not want it, and whoever got it.
    ...on(days.at(-5, '10:10'), book('bench first', BENCH, engineer, -4), join('too late', BENCH, director, -4), book('bench', BENCH, engineer, 3), join('thought too long', BENCH, agent, 3), join('declined', BENCH, academic, 3), join('served', BENCH, director, 3), join('gone', BENCH, researcher, 3)),
    ...on(days.at(-5, '11:00'), () => lab.ask('gone leaves', BENCH, researcher, { do: 'leave_waiting', entryId: lab.idOf('gone'), organisationId: researcher.unit.id, actorId: researcher.personId, staff: false }), cancel('bench', BENCH, engineer, '样品推迟')),
    // Two hours for each.
    ...on(days.at(-5, '13:30'), () => lab.ask('declined declines', BENCH, academic, { do: 'decline_offer', offerId: lab.idOf('declined'), organisationId: academic.unit.id, actorId: academic.personId, staff: false })),
    ...on(days.at(-5, '13:40'), () => lab.book('served books', BENCH, director, days.at(3, '16:30'), days.at(3, '17:30'), { offerId: lab.idOf('served') })),
    ...on(days.at(-4, '09:00'), () => lab.manage('refusal', DIFFRACTOMETER, { do: 'decline', ...lab.staff('refused', DIFFRACTOMETER), reason: '样品不符合送样要求' }), () => lab.manage('acceptance', SEQUENCER, { do: 'confirm', ...lab.staff('evening', SEQUENCER), reason: '' }),
      cancel('taken back', MICROSCOPE, engineer, '方案调整'), () => lab.manage('staff cancellation', BENCH, { do: 'cancel', ...lab.staff('taken by staff', BENCH), reason: '设备借调' }),
      () => lab.ask('moved move', LIQUID, director, { do: 'move', ...lab.by('moved', director), from: days.at(4, '16:30'), until: days.at(4, '17:30'), user: { suspendedUntil: null, missing: [] }, overrides: [] })),
    ...on(days.at(-4, '16:30'), checkIn('bench first', BENCH, engineer)),
    ...on(days.at(-4, '17:30'), () => lab.ask('bench first usage', BENCH, engineer, { do: 'record_usage', ...lab.by('bench first', engineer), from: days.at(-4, '16:30'), until: days.at(-4, '17:30'), note: '振动试验' })),
    ...on(days.at(-2, '16:30'), checkIn('overdue', MEASURING, engineer), checkIn('interrupted', MICROSCOPE, academic)),
    ...on(days.at(-2, '17:00'), () => lab.manage('interruption', MICROSCOPE, { do: 'interrupt', ...lab.staff('interrupted', MICROSCOPE), reason: '真空泄漏，停机检查' })),
    // Outages: one that moved a booking, one that offered another slot, one after it that took the offer back, one that ended early.
    ...on(days.at(-2, '18:00'), book('in the way', GRAIN, engineer, 2), book('displaced', GAS, engineer, 2), book('displaced again', DRYER, director, 2)),
    ...on(days.at(-1, '09:00'), outage('calibration', GRAIN, 'planned', 'move', 2, '16:30', '18:00', '年度校准'), outage('leak', GAS, 'sudden', 'reoffer', 2, '16:30', '18:00', '离子源故障'),
      outage('compressor', DRYER, 'sudden', 'reoffer', 2, '16:30', '18:00', '压缩机故障'), outage('compressor again', DRYER, 'planned', 'cancel', 3, '08:00', '18:00', '更换压缩机'), outage('power', TESTER, 'planned', 'cancel', 1, '08:00', '12:00', '园区停电检修')),
    ...on(days.at(-1, '10:00'), () => lab.manage('power is back', TESTER, { do: 'end_outage', outageId: lab.idOf('power'), actorId: office.personId })),
    // A series in local time, an act over two instruments, three at once on the cluster, and what staff let pass.
    ...on(days.at(-1, '10:30'),
      () => founding.step('laboratory series', (context) => new BookSeriesCommand({ seriesId: lab.idOf('series'), skipConflicts: true, pattern: { repeats: 'weekly', every: 1, startsOn: days.date(1), days: [days.weekday(1)], at: '16:30', minutes: 60, count: 4, untilOn: null } }, { instrumentId: lab.instruments[MEASURING]!.id, organisationId: agent.unit.id, personId: agent.personId, bookedBy: agent.personId, mode: null }, { personId: agent.personId, organisationId: agent.unit.id, roles: [] }, context), agent.personId, agent.unit),
      () => founding.step('laboratory act', (context) => new BookTogetherCommand(lab.idOf('act'), [LIQUID, ABSORPTION].map((place) => ({ instrumentId: lab.instruments[place]!.id, from: days.at(5, '16:30'), until: days.at(5, '17:30'), mode: null })), { personId: engineer.personId, organisationId: engineer.unit.id, roles: [] }, context), engineer.personId, engineer.unit),
      ...[engineer, academic, agent].map((user, n) => book(`partition ${n + 1}`, CLUSTER, user, 1, '16:30', '18:30')),
      () => lab.book('by staff', MICROSCOPE, engineer, days.at(4, '18:00'), days.at(4, '19:00'), { by: office, roles: ['instrument_manager'], overrides: [{ rule: 'outside_opening_hours', reason: '急件，专人值守' }] })),
    ...on(days.at(-1, '16:30'), checkIn('used', ABSORPTION, researcher), checkIn('finished early', LIQUID, engineer)),
    ...on(days.at(-1, '17:00'), () => lab.ask('early usage', LIQUID, engineer, { do: 'record_usage', ...lab.by('finished early', engineer), from: days.at(-1, '16:30'), until: days.at(-1, '17:00'), note: '提前完成' })),
    ...on(days.at(-1, '17:30'), () => lab.ask('usage', ABSORPTION, researcher, { do: 'record_usage', ...lab.by('used', researcher), from: days.at(-1, '16:30'), until: days.at(-1, '17:30'), note: '土壤样品二十份' }), book('tester first', TESTER, engineer, 4), book('tester second', TESTER, engineer, 5), join('offered', TESTER, agent, 4), join('waiting', TESTER, academic, 5), book('asked', DIFFRACTOMETER, agent, 4), book('asked for the evening', SEQUENCER, academic, 3, '18:30', '20:00')),
  ];
};

/** What stands open today: an offer that waits for its answer, a slot that somebody holds, and the owner's quotas over all its instruments. */
export const openToday = async (lab: Laboratory, days: Workdays, today: string): Promise<void> => {
  const { stage, instruments } = lab;
  const at = plus(today, -15 * MINUTE);
  if (at > stage.clock.now()) stage.clock.moveTo(at);
  const engineer = lab.user('engineer@firm.example', 'firm');
  await lab.ask('tester first cancellation', TESTER, engineer, { do: 'cancel', ...lab.by('tester first', engineer), reason: '样品未到' });
  const slot = { from: days.at(6, '16:30'), until: days.at(6, '17:30') };
  await stage.founding.step('laboratory hold', (context) => new HoldSlotCommand({ holdId: lab.idOf('hold'), instrumentId: instruments[GRAIN]!.id, organisationId: engineer.unit.id, personId: engineer.personId, ...slot, actId: null }, { personId: engineer.personId, organisationId: engineer.unit.id, roles: [] }, context), engineer.personId, engineer.unit);
  const { office, unit } = instruments[MICROSCOPE]!;
  const limits = [{ limitId: 'month-of-an-organisation', subject: 'organisation', group: null, measure: 'minutes', per: 'month', atMost: 6_000 }] as const;
  await stage.founding.step('laboratory quotas', (context) => new SetQuotaRulesCommand({ ownerOrganisationId: unit.id, limits, reason: '开放共享，避免独占', setBy: office }, context), office, unit);
  await stage.settled();
};
