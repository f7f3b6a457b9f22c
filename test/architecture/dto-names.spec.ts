import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The description of the interface names a schema by its class: of two with one name, one would be described as the other. */
test('no two classes of bodies and answers share a name', () => {
  const sources = readdirSync('libs', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts') && !path.endsWith('spec.ts')).map((path) => readFileSync(join('libs', path), 'utf8'));
  const names = sources.filter((text) => text.includes('@nestjs/swagger')).flatMap((text) => [...text.matchAll(/^(?:export )?(?:abstract )?class (\w+)/gm)].map(([, name]) => name!));
  expect(names.length).toBeGreaterThan(200);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
