import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recorded } from '@hewu/kernel/src/event.js';
import { importEvents, type ImportEvent } from './events.js';
import { imports } from './import.decider.js';
import { importsProjection, type ImportDocument } from './imports.projection.js';

const FOLDER = join(__dirname, 'examples');

/** As it was recorded once; whatever the program becomes, it goes on reading these. */
const example = <T extends ImportEvent['type']>(type: T, changes: object = {}): Recorded<ImportEvent> =>
  ({ type, data: { ...(JSON.parse(readFileSync(join(FOLDER, `${type}.v1.json`), 'utf8')) as object), ...changes }, metadata: { occurredAt: '2026-03-02T01:00:00.000Z' } }) as unknown as Recorded<ImportEvent>;

const fold = (...events: readonly Recorded<ImportEvent>[]): ImportDocument | null => events.reduce<ImportDocument | null>(importsProjection.evolve, null);

test('every event type has a recorded example, with ids and counts and nothing of any row', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(importEvents.specs).map((type) => `${type}.v1.json`).sort());
  for (const file of readdirSync(FOLDER)) expect(Object.keys(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as object)).toEqual(expect.arrayContaining(['importId', 'organisationId']));
});

test('what was recorded once is understood: an import from its beginning to its end', () => {
  const path = (['ImportBegun', 'ImportCommitted', 'ImportChunkRecorded', 'ImportFinished'] as const).map((type) => example(type));
  const states = path.map((_, n) => path.slice(0, n + 1).reduce(imports.evolve, imports.initialState));
  expect(states.map((state) => [state?.status, state?.untilRow, state?.counts.recorded])).toEqual([['checking', 0, 0], ['recording', 0, 0], ['recording', 104, 93], ['finished', 104, 93]]);
});

test('an import is shown as it stands, and the same after a rebuild', () => {
  const begun = example('ImportBegun');
  const done = [begun, example('ImportCommitted'), example('ImportChunkRecorded'), example('ImportChunkRecorded', { untilRow: 121, recorded: 17, alreadyThere: 2, faulty: 1 }), example('ImportFinished')];
  expect(fold(begun)).toMatchObject({ status: 'checking', open: true, foreseen: null, done: { recorded: 0, alreadyThere: 0, faulty: 0 } });
  expect(fold(...done.slice(0, 3))).toMatchObject({ status: 'recording', foreseen: { recorded: 110 }, done: { recorded: 93 } });
  expect(fold(...done)).toMatchObject({ status: 'finished', open: false, foreseen: { recorded: 110, alreadyThere: 4, faulty: 6 }, done: { recorded: 110, alreadyThere: 4, faulty: 6 }, endedAt: '2026-03-02T01:00:00.000Z' });
  expect(fold(...done)).toEqual(fold(...done));
});

test('a dry run foresees and has done nothing; a refusal says what would have been; what was ended keeps what was done', () => {
  expect(fold(example('ImportBegun', { mode: 'dry_run' }), example('ImportFinished', { mode: 'dry_run' }))).toMatchObject({ status: 'finished', foreseen: { recorded: 110 }, done: { recorded: 0 } });
  expect(fold(example('ImportBegun'), example('ImportRefused'))).toMatchObject({ status: 'refused', ground: 'rows_faulty', foreseen: { recorded: 110, alreadyThere: 4, faulty: 6 }, done: { recorded: 0 } });
  expect(fold(example('ImportBegun'), example('ImportRefused', { ground: 'role_lost' }))).toMatchObject({ foreseen: null });
  expect(fold(example('ImportBegun'), example('ImportCommitted'), example('ImportCancelled'))).toMatchObject({ status: 'cancelled', ground: 'asked', done: { recorded: 93 } });
});
