import { readdirSync, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Codec } from '@hewu/kernel/src/codec.js';
import type { Recorded } from '@hewu/kernel/src/event.js';
import type { KeyVault } from '@hewu/kernel/src/key-vault.js';
import { sentenceOf } from '@hewu/audit/src/sentences.js';
import { contexts } from '../../apps/api/src/contexts.js';

/** Every recorded example of the product, by its file's name: `SlotBooked.v1.json`. */
const examples = new Map(
  readdirSync('libs')
    .map((context) => join('libs', context, 'src/examples'))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((file) => [file, join(folder, file)] as const)),
);

const families = contexts.flatMap((context) => context.families);
const versions = families.flatMap(({ category, specs }) =>
  Object.entries(specs).flatMap(([type, { version }]) => Array.from({ length: version }, (_, n) => ({ category, type, version: n + 1, current: version, file: `${type}.v${n + 1}.json` }))));

/** Nobody has a key here: what is sealed in an example reads null, as of a person who was erased. */
const nobody: KeyVault = { find: async () => new Map(), obtain: async () => Buffer.alloc(32), destroy: async () => false, close: async () => undefined };
const codec = new Codec(families, nobody);

const recorded = ({ category, type, version, file }: (typeof versions)[number]): Recorded => ({
  type, schemaVersion: version, data: JSON.parse(readFileSync(examples.get(file)!, 'utf8')) as object, stream: `${category}-example`, revision: 0, position: '0000000000000001', eventId: '00000000-0000-8000-8000-000000000001', recordedAt: '2026-03-02T01:00:00.000Z',
  metadata: { commandId: 'c', fingerprint: '', correlationId: 'c', causationId: 'c', actor: 'p', onBehalfOf: null, region: null, legalBasis: null, occurredAt: '2026-03-02T01:00:00.000Z' },
});

test('every version of every event has one recorded example, and every example is of an event', () => {
  expect([...examples.keys()].sort()).toEqual(versions.map(({ file }) => file).sort());
});

describe('what was recorded once', () => {
  test.each(versions)('$file is read as the version of today, is told in a sentence, and taken by every read model that looks at it', async (version) => {
    const [event] = await codec.decode([recorded(version)]);
    expect(event!.schemaVersion).toBe(version.current);
    // Every field of today's shape is there: the example of the current version shows which those are.
    const today = JSON.parse(readFileSync(examples.get(`${basename(version.file, `.v${version.version}.json`)}.v${version.current}.json`)!, 'utf8')) as object;
    expect(Object.keys(event!.data).sort()).toEqual(Object.keys(today).sort());
    expect(sentenceOf(version.type, event!.data as Readonly<Record<string, unknown>>).en).not.toBe(version.type);
    for (const { families: looked, key, evolve } of contexts.flatMap(({ projections }) => projections)) {
      if (!looked.some(({ category }) => category === version.category)) continue;
      const keys = (key as (event: Recorded) => string | readonly string[] | null)(event!);
      for (const id of typeof keys === 'string' ? [keys] : keys ?? []) (evolve as (document: null, event: Recorded, id: string) => unknown)(null, event!, id);
    }
  });
});
