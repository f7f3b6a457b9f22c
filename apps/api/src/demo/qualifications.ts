import { createHash } from 'node:crypto';
import { dayOf, plusDays } from '@hewu/calendar/src/days.js';
import { contentOf } from '@hewu/files/src/content.js';
import { StoreFileCommand } from '@hewu/files/src/file.commands.js';
import { BookSlotCommand } from '@hewu/instruments/src/booking.commands.js';
import { DAY, HOUR, MINUTE, plus } from '@hewu/kernel/src/clock.js';
import { derivedId, fingerprintOf } from '@hewu/kernel/src/ids.js';
import { ChangeRecognitionCommand, IssueCertificateCommand, RevokeCertificateCommand } from '@hewu/qualifications/src/certificate.commands.js';
import { AcceptTermsCommand, PublishTermsCommand, SetRequirementsCommand } from '@hewu/qualifications/src/terms.commands.js';
import { AnnounceTrainingSessionCommand, ChangeTrainingSessionCommand, OfferTrainingCommand, WithdrawTrainingCommand, type SessionChange } from '@hewu/qualifications/src/training.commands.js';
import { ChangeSamplesCommand, type SamplesChange } from '@hewu/samples/src/samples.commands.js';
import { SAMPLE_STAGES } from '@hewu/samples/src/samples.decider.js';
import type { Stage } from './stage.js';
import { StepRefused } from './founding.js';

type Owned = { readonly id: string; readonly unit: { readonly id: string; readonly region: string }; readonly office: string };
type Doer = { readonly personId: string; readonly unit: { readonly id: string; readonly region: string } };

const idOf = (...of: readonly string[]): string => derivedId('demonstration', ...of);
/** Places of two of the instruments: one that users operate, and one to which samples are sent. */
const OPERATED = 2;
const SAMPLED = 8;
const PLACE = { zh: '材料检测中心 205（示例）', en: 'Materials testing centre, room 205 (example)' };
const SAFETY = { zh: '万能试验机安全须知（示例）', en: 'Safety at the universal testing machine (example)' };
const FIRST = { zh: '夹具运动时手不得进入防护罩。', en: 'No hand behind the guard while the grips move.' };
const SECOND = { zh: '夹具运动时手不得进入防护罩；试样断裂前佩戴护目镜。', en: 'No hand behind the guard while the grips move; wear goggles until the specimen breaks.' };

const doersOf = ({ people, units }: Stage, { unit, office }: Owned) => {
  const user = (mail: string): Doer => ({ personId: people.get(mail)!, unit: units['firm']! });
  return { manager: { personId: office, unit }, engineer: user('engineer@firm.example'), director: user('director@firm.example') };
};

const stepOf = ({ founding }: Stage) => (name: string, doer: Doer, make: (by: { organisationId: string; personId: string }, context: Parameters<Parameters<Stage['founding']['step']>[1]>[0]) => object): Promise<unknown> =>
  founding.step(`qualification: ${name}`, (context) => make({ organisationId: doer.unit.id, personId: doer.personId }, context), doer.personId, doer.unit);

/** Three weeks before today: a training with its certificates, one that lapsed, one that was revoked, and terms in their first version. */
export const trainUsers = async (stage: Stage, instruments: readonly Owned[]): Promise<void> => {
  const { clock, people, units } = stage;
  const instrument = instruments[OPERATED]!;
  const { manager, engineer, director } = doersOf(stage, instrument);
  const researcher: Doer = { personId: people.get('researcher@institute.example')!, unit: units['institute']! };
  const step = stepOf(stage);
  const offer = (key: string, level: number, zh: string, en: string): Promise<unknown> =>
    step(`training ${key}`, manager, (by, context) => new OfferTrainingCommand({ trainingId: idOf('training', key), name: { zh, en }, level, scope: { kind: 'instrument', of: instrument.id } }, by, manager.unit.region, context));
  await offer('first', 1, '万能试验机上机培训（示例）', 'Training on the universal testing machine (example)');
  await offer('old', 1, '万能试验机入门（示例）', 'Introduction to the universal testing machine (example)');

  const sessionId = idOf('training session', 'held');
  const from = plus(clock.now(), 5 * MINUTE);
  const change = (name: string, doer: Doer, asked: SessionChange): Promise<unknown> => step(`session held: ${name}`, doer, (by, context) => new ChangeTrainingSessionCommand(sessionId, asked, by, context));
  await step('session held', manager, (by, context) => new AnnounceTrainingSessionCommand({ sessionId, trainingId: idOf('training', 'first'), from, until: plus(from, 2 * HOUR), seats: 6, place: PLACE }, by, context));
  for (const [name, doer] of [['engineer', engineer], ['director', director], ['researcher', researcher]] as const) await change(`seat of ${name}`, doer, { do: 'take' });
  clock.moveTo(plus(from, 10 * MINUTE));
  await change('engineer passed', manager, { do: 'assess', personId: engineer.personId, outcome: 'passed' });
  await change('director took part', manager, { do: 'assess', personId: director.personId, outcome: 'attended' });
  await change('researcher absent', manager, { do: 'assess', personId: researcher.personId, outcome: 'absent' });

  const issuedOn = plusDays(dayOf(clock.now()), -30);
  const paper = (key: string, doer: Doer, expiresOn: string | null): Promise<unknown> =>
    step(`certificate ${key}`, manager, (by, context) => new IssueCertificateCommand({ certificateId: idOf('certificate', key), personId: doer.personId, trainingId: idOf('training', 'old'), issuedOn, expiresOn, evidence: '纸质证书核验（示例）' }, by, context));
  await stage.settled();
  await paper('lapsed', engineer, plusDays(issuedOn, 14));
  await paper('revoked', director, null);
  await stage.settled();
  await step('certificate revoked: revocation', manager, (by, context) => new RevokeCertificateCommand(idOf('certificate', 'revoked'), '未按安全须知操作（示例）', by, context));
  await step('training withdrawn', manager, (by, context) => new WithdrawTrainingCommand(idOf('training', 'old'), '并入上机培训（示例）', by, context));

  const fromOn = dayOf(clock.now());
  const termsId = idOf('terms', 'safety');
  await step('terms', manager, (by, context) => new PublishTermsCommand({ do: 'found', termsId, kind: 'safety', seenVersion: 0, title: SAFETY, text: FIRST, fromOn }, by, context));
  await step('terms accepted', engineer, (by, context) => new AcceptTermsCommand({ termsId, version: 1, sha256: fingerprintOf({ kind: 'safety', title: SAFETY, text: FIRST }) }, by.personId, by.organisationId, context));
};

/** Today: what an instrument asks for, sessions ahead, a recognition between the regions, terms to be accepted anew, and samples at every stage. */
export const askOfUsers = async (stage: Stage, instruments: readonly Owned[], today: string): Promise<void> => {
  const instrument = instruments[OPERATED]!;
  const { manager, engineer, director } = doersOf(stage, instrument);
  const step = stepOf(stage);
  const trainingId = idOf('training', 'first');
  const [termsId, day] = [idOf('terms', 'safety'), dayOf(today)];
  await step('requirements', manager, (by, context) => new SetRequirementsCommand({ instrumentId: instrument.id, seenVersion: 0, trainingId, termsIds: [termsId], reason: '开放自主上机（示例）' }, by, context));
  const ahead = (key: string, days: number): Promise<unknown> => {
    const from = plus(today, days * DAY);
    return step(`session ${key}`, manager, (by, context) => new AnnounceTrainingSessionCommand({ sessionId: idOf('training session', key), trainingId, from, until: plus(from, 2 * HOUR), seats: 4, place: PLACE }, by, context));
  };
  await ahead('next', 5);
  await step('session next: seat', director, (by, context) => new ChangeTrainingSessionCommand(idOf('training session', 'next'), { do: 'take' }, by, context));
  await step('session next: another seat', engineer, (by, context) => new ChangeTrainingSessionCommand(idOf('training session', 'next'), { do: 'take' }, by, context));
  await step('session next: given back', engineer, (by, context) => new ChangeTrainingSessionCommand(idOf('training session', 'next'), { do: 'give_back' }, by, context));
  await ahead('cancelled', 9);
  await step('session cancelled: seat', director, (by, context) => new ChangeTrainingSessionCommand(idOf('training session', 'cancelled'), { do: 'take' }, by, context));
  await step('session cancelled: it is', manager, (by, context) => new ChangeTrainingSessionCommand(idOf('training session', 'cancelled'), { do: 'cancel', reason: '设备检定（示例）' }, by, context));
  const data = { recognitionId: idOf('recognition', 'academy'), trainingId, issuerOrganisationId: stage.units['academy']!.id, leastLevel: 1, scope: { kind: 'class', of: '力学性能测试' }, fromOn: day, untilOn: plusDays(day, 365), reason: '两地证书互认（示例）' } as const;
  await step('recognition', manager, (by, context) => new ChangeRecognitionCommand({ do: 'recognise', data }, by, context));
  await step('terms, second version', manager, (by, context) => new PublishTermsCommand({ do: 'revise', termsId, kind: null, seenVersion: 1, title: SAFETY, text: SECOND, fromOn: plusDays(day, 14) }, by, context));
  await sendSamples(stage, instruments[SAMPLED]!, engineer, today);
};

const LABELS = ['R-1', 'R-2'] as const;
const GOOD: SamplesChange = { do: 'receive', samples: LABELS.map((label) => ({ label, condition: 'good', note: '' })) };

/** The way of samples, by the side that takes each step; of those that are disposed of it ends otherwise. */
const WAY: readonly (readonly ['user' | 'owner', SamplesChange])[] = [
  ['user', { do: 'announce', data: { count: 2, description: '番茄调味酱，检测兽药残留（示例）', hazards: ['none'], storage: 'refrigerated', wantedEnd: 'return' } }],
  ['user', { do: 'hand_over', labels: LABELS, note: '冷链送达（示例）' }],
  ['owner', GOOD],
  ['owner', { do: 'begin_work' }],
  ['owner', { do: 'record_result', fileId: '', note: '检测报告（示例）' }],
  ['owner', { do: 'return', note: '前台领取（示例）' }],
  ['user', { do: 'take_back' }],
];
const DISPOSAL: typeof WAY = [['user', { do: 'consent_to_disposal' }], ['owner', { do: 'dispose', method: '按生物废弃物处置（示例）' }]];

/** One booking for each stage, with samples that have come so far. */
const sendSamples = async (stage: Stage, { id: instrumentId, unit, office }: Owned, engineer: Doer, today: string): Promise<void> => {
  const { founding } = stage;
  const report = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
  const sha256 = createHash('sha256').update(report).digest('hex');
  const slots = workingHours(today);
  for (const wanted of SAMPLE_STAGES) {
    const bookingId = idOf('booking', 'samples', wanted);
    await firstFree(slots, (from) => founding.step(`samples ${wanted}: booking ${from}`, (context) => new BookSlotCommand({ bookingId, instrumentId, organisationId: engineer.unit.id, personId: engineer.personId, bookedBy: engineer.personId, from, until: plus(from, HOUR), mode: 'sample_drop', overrides: [], holdId: null, offerId: null, actId: null }, { personId: engineer.personId, organisationId: engineer.unit.id, roles: [] }, context), engineer.personId, engineer.unit));
    const way = wanted === 'disposed' ? [...WAY.slice(0, 4), ...DISPOSAL] : WAY.slice(0, SAMPLE_STAGES.indexOf(wanted) + 1);
    for (const [side, asked] of way) {
      const doer: Doer = side === 'user' ? engineer : { personId: office, unit };
      const fileId = idOf('file', 'samples', wanted);
      if (asked.do === 'record_result') await founding.step(`samples ${wanted}: report`, (context) => new StoreFileCommand({ fileId, organisationId: unit.id, storedBy: office, sha256, bytes: report.length, mediaType: 'application/pdf', name: '检测报告（示例）.pdf' }, contentOf(report), context), office, unit);
      const change = asked.do === 'record_result' ? { ...asked, fileId } : asked;
      await founding.step(`samples ${wanted}: ${asked.do}`, (context) => new ChangeSamplesCommand(bookingId, change, { personId: doer.personId, organisationId: doer.unit.id, roles: side === 'owner' ? ['instrument_manager'] : ['firm_member'] }, context), doer.personId, doer.unit);
    }
  }
};

/** Hours of the two weeks to come in which the instrument is open, first the first. */
const workingHours = (today: string): string[] => {
  const midnight = Date.parse(`${dayOf(today)}T00:00:00+08:00`);
  return Array.from({ length: 20 }, (_, n) => midnight + (n + 1) * DAY).flatMap((day) => ([1, 2, 3, 4, 5].includes(new Date(day + 8 * HOUR).getUTCDay()) ? [10.5, 16.5].map((hour) => new Date(day + hour * HOUR).toISOString()) : []));
};

/** Books the first hour that can be had, and leaves it out for the next one. */
const firstFree = async (slots: string[], book: (from: string) => Promise<unknown>): Promise<void> => {
  for (let from = slots.shift(); from !== undefined; from = slots.shift()) {
    const had = await book(from).then(
      () => true,
      (error: unknown) => {
        if (error instanceof StepRefused) return false;
        throw error;
      },
    );
    if (had) return;
  }
  throw new Error('no hour is free for samples');
};
