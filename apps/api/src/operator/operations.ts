import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { spoiltOf } from '@hewu/kernel/src/codec.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { isRefusal, type Refusal } from '@hewu/kernel/src/decider.js';
import type { CommandContext } from '@hewu/kernel/src/handle.js';
import { derivedId, fingerprintOf, UUID } from '@hewu/kernel/src/ids.js';
import { Projections } from '@hewu/kernel/src/projections.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { ReadStore } from '@hewu/kernel/src/read-store.js';
import { ErasePersonCommand } from '@hewu/organisations/src/accounts.commands.js';
import { EstablishAuthorityCommand } from '@hewu/organisations/src/organisations.commands.js';
import { EvidenceBody, RegisterOrganisationBody } from '@hewu/organisations/src/organisations.dto.js';
import { peopleProjection, type PersonDocument } from '@hewu/organisations/src/people.projection.js';
import { organisationsRefusals } from '@hewu/organisations/src/refusals.js';
import { BackupError, stageRestore, takeBackup } from '@hewu/platform/src/backup.js';
import type { Config } from '@hewu/platform/src/config.js';
import { CLOCK, CONFIG, EVENT_STORE, READ_STORE } from '@hewu/platform/src/tokens.js';
import { BookingCheck, FAULTS } from './booking-check.js';
import { exportEvents } from './export-events.js';
import { namesThem } from './names-them.js';
import { OperatorError } from './operator-error.js';
import { statusPage } from './status-page.js';
import { readStatus, type Status } from './status.js';

/** Tells an operator who waits how far it is. */
export type Progress = (line: string) => void;

/** One of the operator's commands, run inside a process that has the stores open. The answer is printed. */
export type Operation = {
  /** The names of its arguments, all required. */
  readonly takes: readonly string[];
  readonly says: string;
  readonly run: (app: INestApplicationContext, args: readonly string[], progress: Progress) => Promise<object>;
  /** Whether an answer is bad news: the command line then ends with exit code 1. */
  readonly alarms?: (answer: object) => boolean;
  /** An answer in its own words for people, where its fields one after the other would not do. */
  readonly tells?: (answer: object) => string;
};

const POLL_MS = 200;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const status: Operation = {
  takes: [],
  says: 'positions and lag of every read model and of the processes, what is parked or late',
  run: readStatus,
  tells: (answer) => statusPage(answer as Status),
};

const rebuild: Operation = {
  takes: ['projection'],
  says: 'folds a read model anew beside the one in service, then puts it in its place',
  run: async (app, [name], progress) => {
    const reads = app.get<ReadStore>(READ_STORE);
    const known = [...new Set((await app.get(Projections).status()).map((one) => one.name))];
    if (!known.includes(name!)) throw new OperatorError('projection_unknown', `no projection is called "${name}"; there are ${known.sort().join(', ')}`);
    const collection = await app.get(Projections).rebuild(name!);
    const end = await app.get<EventStore>(EVENT_STORE).end();
    let told = '';
    while ((await reads.setting(`serving:${name}`)) !== collection) {
      const parked = await reads.setting(`parked:${collection}`);
      if (parked) throw new OperatorError('projection_parked', `${name} cannot be rebuilt: ${parked}`);
      const says = `${(await reads.checkpoint(collection)) ?? 'beginning'} of ${end ?? 'nothing'}`;
      if (says !== told) progress(says);
      told = says;
      await pause(POLL_MS);
    }
    return { rebuilt: name, collection };
  },
};

const backup: Operation = {
  takes: ['folder'],
  says: 'copies the running system into an empty folder',
  run: async (app, [folder], progress) => takeBackup(embedded(app), folder!, app.get<Clock>(CLOCK).now(), progress),
};

/** The process that runs this closes its stores and opens them again afterwards, see `main.ts`. */
export const restore: Operation = {
  takes: ['folder'],
  says: 'puts a backup in place of the data, which is moved aside',
  run: async (app, [folder], progress) => {
    const { erasedAgain, ...manifest } = await stageRestore(embedded(app), folder!);
    for (const personId of erasedAgain) progress(`${personId} was erased after this backup was taken, and is erased again`);
    return { restored: true, ...manifest, erasedAgain };
  },
};

const FINDINGS_TOLD = 100;

/** Reads the log and nothing else, as `BookingCheck` understands it. A running server answers others between two pages. */
const checkBookings: Operation = {
  takes: [],
  says: 'reads the whole log and tells every booking that an instrument was given to twice, or that should not be',
  run: async (app, _, progress) => {
    const store = app.get<EventStore>(EVENT_STORE);
    const end = await store.end();
    const check = new BookingCheck();
    const reading = new AbortController();
    let events = 0;
    for await (const page of store.subscribe({ after: null, categories: ['calendar'], signal: reading.signal })) {
      for (const event of page.events) {
        const spoilt = spoiltOf(event);
        if (spoilt) throw spoilt;
        check.see(event);
      }
      events += page.events.length;
      progress(`${events} events, ${check.counts.bookings} bookings`);
      if (page.caughtUp || end === null || (page.position ?? '') >= end) reading.abort();
      await pause(0);
    }
    const findings = check.finish();
    return { events, ...check.counts, found: findings.length, findings: findings.slice(0, FINDINGS_TOLD).map((one) => ({ ...one, says: FAULTS[one.fault] })) };
  },
  alarms: (answer) => (answer as { readonly found: number }).found > 0,
};

const erase: Operation = {
  takes: ['personId', 'reason'],
  says: 'erases a person for ever: destroys their key, account and memberships; the reason must not name them',
  run: async (app, [personId, reason]) => {
    if (!UUID.test(personId!)) throw new OperatorError('person_id_invalid', `"${personId}" is no person's id, which is a UUID`);
    if (reason!.trim() === '') throw new OperatorError('reason_missing', 'say why: the reason must not be empty');
    if (namesThem(await app.get(ReadModels).get<PersonDocument>(peopleProjection, personId!), reason!)) throw new OperatorError('reason_names_person', 'the reason stays for ever, so it must not hold the name, the mail or the phone of the person');
    const asked = { personId: personId!, reason: reason! };
    accept(await app.get(CommandBus).execute(new ErasePersonCommand(asked, byOperator(asked, '个人信息保护法 第四十七条'))));
    return { erased: personId };
  },
};

/** Since nobody is there yet who could verify a region's first authority, the operator vouches for it. */
const establish: Operation = {
  takes: ['region', 'uscc', 'name', 'evidence', 'personId'],
  says: "sets up a region's authority (500117 or 511622) with its first administrator, who has opened an account",
  run: async (app, [region, uscc, name, evidence, personId]) => {
    if (!UUID.test(personId!)) throw new OperatorError('person_id_invalid', `"${personId}" is no person's id, which is a UUID`);
    const entry = await sound(RegisterOrganisationBody, { region, uscc, name, kind: 'government_authority' });
    const vouched = await sound(EvidenceBody, { evidence });
    const asked = { region: entry.region, uscc: entry.uscc, name: entry.name, nameEn: null, ...vouched, administrator: { personId: personId!, roles: ['platform_administrator'] } };
    const { organisationId } = accept(await app.get(CommandBus).execute(new EstablishAuthorityCommand(asked, byOperator(asked, null))));
    return { established: organisationId, region: entry.region, administrator: personId };
  },
};

/** The same checks as over HTTP. Throws one line that says what is wrong. */
const sound = async <T extends object>(body: new () => T, values: object): Promise<T> => {
  const asked = plainToInstance(body, values);
  const wrong = (await validate(asked, { whitelist: true })).flatMap(({ constraints }) => Object.values(constraints ?? {}));
  if (wrong.length > 0) throw new OperatorError('values_invalid', wrong.join('; '));
  return asked;
};

/** The same order again is the same command. */
const byOperator = (asked: object, legalBasis: string | null): CommandContext => {
  const fingerprint = fingerprintOf(asked);
  const commandId = derivedId('operator', fingerprint);
  return { commandId, fingerprint, correlationId: commandId, causationId: commandId, actor: 'system:operator', onBehalfOf: null, region: null, legalBasis };
};

const accept = <T>(outcome: T | Refusal<string>): Exclude<T, Refusal<string>> => {
  if (isRefusal(outcome)) throw new OperatorError(outcome.refused, `refused: ${outcome.refused}, ${textOf(outcome.refused)}`);
  return outcome as Exclude<T, Refusal<string>>;
};

const textOf = (code: string): string => (Object.hasOwn(organisationsRefusals, code) ? organisationsRefusals[code as keyof typeof organisationsRefusals].text.en : 'which has no more words');

const embedded = (app: INestApplicationContext): string => {
  const { eventStoreUrl, dataFolder } = app.get<Config>(CONFIG);
  if (eventStoreUrl) throw new BackupError('EventStoreDB and MongoDB are backed up by their own tools: see docs/operations.md');
  return dataFolder;
};

/** Every command of `npm run cli`, in the order of its help. */
export const operations: Readonly<Record<string, Operation>> = {
  status,
  establish,
  rebuild,
  backup,
  restore,
  export: exportEvents,
  'check-bookings': checkBookings,
  erase,
};
