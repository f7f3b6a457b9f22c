import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recorded } from '@hewu/kernel/src/event.js';
import { fileEvents, type FileEvent } from './events.js';
import { files } from './file.decider.js';
import { fileUsageProjection, type FileUsage } from './file-usage.projection.js';
import { blobSweep, looseFiles } from './files.processes.js';

const FOLDER = join(__dirname, 'examples');

/** An event as it was recorded once; whatever the program becomes, it goes on reading these. */
const example = (type: FileEvent['type']): Recorded<FileEvent> =>
  ({ type, data: JSON.parse(readFileSync(join(FOLDER, `${type}.v1.json`), 'utf8')) as object, metadata: { occurredAt: '2026-03-02T23:30:00.000Z' } }) as unknown as Recorded<FileEvent>;
const [stored, attached, detached, discarded] = (['FileStored', 'FileAttached', 'FileDetached', 'FileDiscarded'] as const).map(example);

describe('what was recorded once is understood', () => {
  test('every event type and version has an example', () => {
    const known = Object.entries(fileEvents.specs).flatMap(([type, { version }]) => Array.from({ length: version }, (_, n) => `${type}.v${n + 1}.json`));
    expect(readdirSync(FOLDER).sort()).toEqual(known.sort());
  });

  test('a file from the sending to the end', () => {
    const path = [stored!, attached!, detached!, discarded!];
    const states = path.map((_, n) => path.slice(0, n + 1).reduce(files.evolve, files.initialState));
    expect(states.map((state) => [state?.holders.length, state?.keepUntil, state?.discarded])).toEqual([
      [0, '2026-03-03T01:00:00.000Z', false], [1, null, false], [0, '2026-04-03T01:00:00.000Z', false], [0, null, true],
    ]);
    // The name is for the log alone: a folded state is kept in snapshots, where nobody would erase it.
    expect(JSON.stringify(states)).not.toContain('检测报告');
    const usage = path.reduce<FileUsage | null>((document, event) => (fileUsageProjection.key(event) === null ? document : fileUsageProjection.evolve(document, event)), null);
    expect(usage).toEqual({ _id: '019a0000-0000-7000-8000-000000000002', files: 0, bytes: 0 });
  });
});

describe('what follows of it', () => {
  const timerId = `loose-file:${stored!.data.fileId}`;
  const discard = (keepUntil: string) => ({ do: 'schedule', timerId, dueAt: keepUntil, errand: { name: 'discard', data: { fileId: stored!.data.fileId, keepUntil } } });

  test('a file that hangs nowhere has a timer, and one that hangs somewhere has none', () => {
    expect([stored!, attached!, detached!, discarded!].map(looseFiles.react)).toEqual([[discard('2026-03-03T01:00:00.000Z')], [{ do: 'cancel', timerId }], [discard('2026-04-03T01:00:00.000Z')], []]);
    expect(looseFiles.react({ ...detached!, data: { ...detached!.data, keepUntil: null } } as Recorded<FileEvent>)).toEqual([]);
  });

  test('what was sent and what was discarded on one day is swept in one night, when the grace of all of it is over', () => {
    const night = { do: 'schedule', timerId: 'blob-sweep:2026-03-04', dueAt: '2026-03-04T19:00:00.000Z', errand: { name: 'sweep', data: {} } };
    expect([stored!, attached!, detached!, discarded!].map(blobSweep.react)).toEqual([[night], [], [], [night]]);
  });
});
