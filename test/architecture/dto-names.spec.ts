import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = readdirSync('libs', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts') && !path.endsWith('spec.ts')).map((path) => readFileSync(join('libs', path), 'utf8'));
const named = (pattern: RegExp, texts = sources): readonly string[] => texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name!));
const twice = (names: readonly string[]): readonly string[] => names.filter((name, at) => names.indexOf(name) !== at);

/** The description of the interface names a schema by its class: of two with one name, one would be described as the other. */
test('no two classes of bodies and answers share a name', () => {
  const names = named(/^(?:export )?(?:abstract )?class (\w+)/gm, sources.filter((text) => text.includes('@nestjs/swagger')));
  expect(names.length).toBeGreaterThan(200);
  expect(twice(names)).toEqual([]);
});

/** Who reads of one in a fault, in a profile or in another context finds the one that is meant. */
test.each([
  ['commands', /^export class (\w+) extends Command</gm],
  ['handlers of commands', /^@CommandHandler\(\w+\)\n(?:export )?class (\w+)/gm],
  ['types of events', /^export type \w+ = Event<\s*'(\w+)'/gm],
])('no two %s share a name', (_what, pattern) => {
  const names = named(pattern);
  expect(names.length).toBeGreaterThan(100);
  expect(twice(names)).toEqual([]);
});
