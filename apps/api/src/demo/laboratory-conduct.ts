import { FlattenedSign, importJWK } from 'jose';
import { conductIdOf } from '@hewu/conduct/src/conduct.js';
import { DecideAppealCommand, LodgeAppealCommand, RecordViolationCommand, violationIdOf } from '@hewu/conduct/src/conduct.commands.js';
import type { ViolationKind } from '@hewu/conduct/src/events.js';
import { CloseIncidentCommand, ReportIncidentCommand, TakeUpIncidentCommand } from '@hewu/incidents/src/incident.commands.js';
import type { IncidentSeverity } from '@hewu/incidents/src/events.js';
import { demoInstruments } from '@hewu/instruments/src/demo.js';
import { plus, MINUTE } from '@hewu/kernel/src/clock.js';
import { NOW } from '@hewu/platform/src/booking-register.js';
import { ChangeKeyCommand, keyIdFor, ReceiveReadingsCommand } from '@hewu/readings/src/readings.commands.js';
import { ChangeSupplyCommand, ListSupplyCommand, UseSupplyCommand } from '@hewu/supplies/src/supply.commands.js';
import type { Workdays } from './agenda.js';
import type { Laboratory, User } from './laboratory.js';

/** Instruments by their place in `demoInstruments`. */
const [MICROSCOPE, , TESTER, , , , , , LIQUID] = demoInstruments.map((_, place) => place) as [number, number, number, number, number, number, number, number, number];

/** The key of RFC 8037, appendix A, which everybody knows; it is given up before the day ends. */
const KNOWN_KEY = { kty: 'OKP', crv: 'Ed25519', d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };

/** What follows the week: violations and appeals, a suspension, readings that differ from a record, supplies that run low, incidents. */
export const holdUsers = async (lab: Laboratory, days: Workdays): Promise<void> => {
  await lab.stage.settled();
  await recordConduct(lab);
  await readInstrument(lab, days);
  await useSupplies(lab);
  await reportIncidents(lab);
  await lab.stage.settled();
};

const recordConduct = async (lab: Laboratory): Promise<void> => {
  const { founding } = lab.stage;
  const director = lab.user('director@firm.example', 'firm');
  const engineer = lab.user('engineer@firm.example', 'firm');
  const record = async (booking: string, place: number, kind: ViolationKind, reason: string): Promise<unknown> => {
    const { office, unit } = lab.instruments[place]!;
    const data = { bookingId: lab.idOf(booking), kind, reason, happenedAt: null, upTo: NOW, ownerOrganisationId: unit.id, by: office };
    return founding.step(`violation ${booking} ${kind}`, (context) => new RecordViolationCommand(data, context), office, unit);
  };
  const appeal = async (booking: string, place: number, kind: ViolationKind, { personId, unit }: User, statement: string): Promise<unknown> => {
    const { id: instrumentId, unit: owner } = lab.instruments[place]!;
    const data = { conductId: conductIdOf(owner.id, personId), violationId: violationIdOf(lab.idOf(booking), kind), instrumentId, statement, actorId: personId };
    return founding.step(`appeal ${booking}`, (context) => new LodgeAppealCommand(data, context), personId, unit);
  };
  await appeal('missed', TESTER, 'no_show', director, '当日高速封闭，已电话告知值班人员（示例）。');
  const { office, unit } = lab.instruments[TESTER]!;
  const decision = { conductId: conductIdOf(unit.id, director.personId), violationId: violationIdOf(lab.idOf('missed'), 'no_show'), upheld: true, reason: '值班记录属实（示例）', ownerOrganisationId: unit.id, region: unit.region, actorId: office };
  await founding.step('appeal missed: upheld', (context) => new DecideAppealCommand(decision, context), office, unit);
  await record('finished early', LIQUID, 'other', '结束后未清洗色谱柱（示例）');
  await appeal('finished early', LIQUID, 'other', engineer, '已按规程冲洗二十分钟（示例）。');
  // Both together use up the credit points of the academy's researcher.
  await record('interrupted', MICROSCOPE, 'unsafe_operation', '真空未稳定即加高压（示例）');
  await record('interrupted', MICROSCOPE, 'damage', '样品台划伤（示例）');
};

const readInstrument = async (lab: Laboratory, days: Workdays): Promise<void> => {
  const { stage: { founding, clock }, instruments } = lab;
  const { id: instrumentId, office, unit } = instruments[LIQUID]!;
  const keyId = keyIdFor(instrumentId, KNOWN_KEY.x);
  const by = { instrumentId, ownerOrganisationId: unit.id, keyId, actorId: office };
  await founding.step('readings key', (context) => new ChangeKeyCommand({ do: 'register_key', ...by, publicKey: KNOWN_KEY.x }, context), office, unit);
  const [from, until] = [days.at(-1, '16:30'), days.at(-1, '18:00')];
  const stopped = plus(from, 55 * MINUTE);
  const said = { typ: 'hewu-readings', instrumentId, batchId: lab.idOf('batch'), sentAt: clock.now(), readings: [{ from, until: stopped, running: true, meterMinutes: 90_055 }, { from: stopped, until, running: false, meterMinutes: 90_055 }] };
  const { protected: header, payload, signature } = await new FlattenedSign(new TextEncoder().encode(JSON.stringify(said))).setProtectedHeader({ alg: 'EdDSA', kid: keyId }).sign(await importJWK(KNOWN_KEY, 'EdDSA'));
  await founding.step('readings', (context) => new ReceiveReadingsCommand(instrumentId, { protected: header!, payload, signature }, context));
  await founding.step('readings key given up', (context) => new ChangeKeyCommand({ do: 'revoke_key', ...by, reason: '公开的示例密钥' }, context), office, unit);
};

const useSupplies = async (lab: Laboratory): Promise<void> => {
  const { stage: { founding }, instruments } = lab;
  const { id: instrumentId, office, unit } = instruments[LIQUID]!;
  const engineer = lab.user('engineer@firm.example', 'firm');
  const by = { organisationId: unit.id, actorId: office };
  for (const [key, zh, en, priceFen, quantity] of [['vials', '进样瓶', 'Sample vial', 300, 200], ['columns', '色谱柱', 'Chromatographic column', 180_000, 3]] as const) {
    const supplyId = lab.idOf(key);
    const words = { name: { zh: `${zh}（示例）`, en: `${en} (example)` }, unit: { zh: '个', en: 'piece' } };
    await founding.step(`supply ${key}`, (context) => new ListSupplyCommand({ supplyId, ...words, priceFen, threshold: 2, instrumentIds: [instrumentId], ...by }, context), office, unit);
    await founding.step(`supply ${key}: stock`, (context) => new ChangeSupplyCommand(supplyId, { do: 'receive', receiptId: lab.idOf(`${key} receipt`), quantity, ...by }, context), office, unit);
    const use = { supplyId, useId: lab.idOf(`${key} use`), bookingId: lab.idOf('finished early'), quantity: 1, organisationId: engineer.unit.id, roles: [], actorId: engineer.personId };
    await founding.step(`supply ${key}: use`, (context) => new UseSupplyCommand(use, context), engineer.personId, engineer.unit);
  }
};

const reportIncidents = async (lab: Laboratory): Promise<void> => {
  const { stage: { founding }, instruments } = lab;
  const { id: instrumentId, office, unit } = instruments[MICROSCOPE]!;
  const academic = lab.user('researcher@academy.example', 'academy');
  const by = { ownerOrganisationId: unit.id, actorId: office };
  const incidents: readonly (readonly [string, IncidentSeverity, string, 'reported' | 'taken_up' | 'closed'])[] = [
    ['vacuum', 'serious', '真空泄漏，样品室进气（示例）。', 'closed'],
    ['stage', 'minor', '样品台移动时有异响（示例）。', 'taken_up'],
    ['floor', 'near_miss', '冷却水管旁地面有水，险些滑倒（示例）。', 'reported'],
  ];
  for (const [key, severity, what, status] of incidents) {
    const incidentId = lab.idOf(`incident ${key}`);
    const data = { incidentId, instrumentId, bookingId: lab.idOf('interrupted'), severity, what, fileIds: [], organisationId: academic.unit.id, reportedBy: academic.personId };
    await founding.step(`incident ${key}`, (context) => new ReportIncidentCommand(data, context), academic.personId, academic.unit);
    if (status !== 'reported') await founding.step(`incident ${key}: taken up`, (context) => new TakeUpIncidentCommand({ incidentId, outageUntil: null, ...by }, context), office, unit);
    if (status === 'closed') await founding.step(`incident ${key}: closed`, (context) => new CloseIncidentCommand({ incidentId, measures: '更换密封圈并检漏（示例）', ...by }, context), office, unit);
  }
};
