import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

type Violation = { readonly from: string; readonly rule: { readonly name: string } };

/** What dependency-cruiser finds in a tree; it ends non-zero when it finds something, which is no failure of ours. */
const violationsIn = (folder: string): Promise<readonly Violation[]> =>
  new Promise((found, failed) => {
    const args = [resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs'), '--config', resolve('.dependency-cruiser.cjs'), '--ts-config', resolve('tsconfig.json'), '--output-type', 'json', '--exclude', 'spec\\.ts$', 'libs', 'apps'];
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 64 * 1_048_576 }, (_error, stdout, stderr) => {
      if (stdout === '') return failed(new Error(stderr));
      found((JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations);
    });
  });

const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesIn(path);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('spec.ts') ? [path] : [];
  });

describe('the architecture', () => {
  test('nobody imports what they must not know', async () => {
    expect((await violationsIn('.')).map(({ from, rule }) => `${rule.name}: ${from}`)).toEqual([]);
  }, 240_000);

  test('every rule is seen to fail on its offender', async () => {
    const { forbidden } = jest.requireActual<{ forbidden: { name: string }[] }>('../../.dependency-cruiser.cjs');
    const met = new Set((await violationsIn('test/architecture/offenders')).map(({ rule }) => rule.name));
    expect([...met].sort()).toEqual(forbidden.map(({ name }) => name).sort());
  }, 240_000);

  test('time, chance and the environment come in through their ports alone', () => {
    const allowed: Readonly<Record<string, string>> = {
      'libs/kernel/src/clock.ts': 'the clock port itself',
      'libs/kernel/src/chance.ts': 'the chance port itself',
      'apps/api/src/main.ts': 'hands the environment to readConfig',
      'apps/cli/src/main.ts': 'hands the environment to readConfig',
      'apps/worker/src/main.ts': 'hands the environment to readConfig',
    };
    const offenders = [...sourcesIn('libs'), ...sourcesIn('apps')].filter((path) => !(path in allowed) && /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\b|\bprocess\.env\b/.test(readFileSync(path, 'utf8')));
    expect(offenders).toEqual([]);
  });

  test('every event type has a recorded example of every version', () => {
    const missing = readdirSync('libs').flatMap((context) => {
      const events = join('libs', context, 'src/events.ts');
      if (!existsSync(events)) return [];
      const specs = [...readFileSync(events, 'utf8').matchAll(/^ {2}([A-Z]\w+): \{ version: (\d+)/gm)];
      expect({ context, found: specs.length > 0 }).toEqual({ context, found: true });
      return specs.flatMap(([, type, version]) =>
        Array.from({ length: Number(version) }, (_, i) => join('libs', context, 'src/examples', `${type}.v${i + 1}.json`)).filter((path) => !existsSync(path)),
      );
    });
    expect(missing).toEqual([]);
  });
});
