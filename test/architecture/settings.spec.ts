import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const mains = readdirSync('apps').map((app) => join('apps', app, 'src/main.ts'));
const operations = readFileSync('docs/operations.md', 'utf8');
const section = (title: string): string => operations.split(`\n## ${title}\n`)[1]!.split('\n## ')[0]!;

const namesIn = (text: string, pattern: RegExp): readonly string[] => [...new Set([...text.matchAll(pattern)].map(([, name]) => name!))].sort();

describe('what an operator can set and do', () => {
  test('every setting that is read is described, and no other', () => {
    const read = namesIn(readFileSync('libs/platform/src/config.ts', 'utf8'), /(?:env\['|\(env, ')([A-Z_]+)'/g);
    const elsewhere = mains.flatMap((path) => namesIn(readFileSync(path, 'utf8'), /process\.env(?:\.|\[')([A-Z_]+)/g));
    // What `docker compose` reads from its environment, with a standard of its own.
    const ofTheContainers = namesIn(readFileSync('docker-compose.yml', 'utf8'), /\$\{([A-Z_]+):-/g);
    expect(ofTheContainers).toContain('HEWU_SITE');
    expect(read.length).toBeGreaterThan(8);
    expect(namesIn(section('Settings'), /^\| `([A-Z_]+)` \|/gm)).toEqual([...new Set([...read, ...elsewhere, ...ofTheContainers])].sort());
  });

  test('every command of the command line is described as it is called, and no other', () => {
    const source = readFileSync('apps/api/src/operator/operations.ts', 'utf8');
    const apart = readFileSync('apps/api/src/operator/export-events.ts', 'utf8');
    const takes = new Map([...`${apart}${source}`.matchAll(/const (\w+): Operation = \{\n {2}takes: \[([^\]]*)\]/g)].map(([, name, list]) => [name!, namesOf(list!)]));
    const table = source.split('export const operations')[1]!;
    const known = [...table.matchAll(/^ {2}'?([\w-]+)'?(?:: (\w+))?,$/gm)].map(([, name, constant]) => [name, ...takes.get(constant ?? name!)!.map((one) => `<${one}>`)].join(' '));
    expect(known.length).toBeGreaterThan(5);
    const called = [...operations.matchAll(/^\| `npm run cli -- ([^`]+)` \|/gm)].map(([, call]) => call!);
    expect([...called].sort()).toEqual([...known].sort());
    // Wherever else a command is named, it is one of those.
    const texts = ['README.md', 'docs/operations.md', 'CONTRIBUTING.md'].map((path) => readFileSync(path, 'utf8')).join('\n');
    const named = [...texts.matchAll(/(?:npm run cli --|cli\/src\/main\.js) ([^`\n]+)/g)].flatMap(([, calls]) => calls!.split(' | '));
    expect(named.filter((call) => !known.some((one) => one === call || one.split(' ')[0] === call))).toEqual([]);
  });

  test('the Nest command line finds each application where it is', () => {
    type Project = { readonly root: string; readonly sourceRoot: string; readonly entryFile: string };
    type NestCli = Project & { readonly projects: Readonly<Record<string, Project>>; readonly compilerOptions: { readonly tsConfigPath: string; readonly builder: { readonly options: { readonly swcrcPath: string } } } };
    const { projects, compilerOptions, ...standard } = JSON.parse(readFileSync('nest-cli.json', 'utf8')) as NestCli;
    expect(Object.values(projects).map(({ sourceRoot, entryFile }) => join(sourceRoot, `${entryFile}.ts`)).sort()).toEqual([...mains].sort());
    expect(Object.values(projects).map(({ sourceRoot }) => sourceRoot)).toContain(standard.sourceRoot);
    for (const path of [compilerOptions.tsConfigPath, compilerOptions.builder.options.swcrcPath]) expect({ path, there: existsSync(path) }).toEqual({ path, there: true });
  });
});

const namesOf = (list: string): readonly string[] => [...list.matchAll(/'(\w+)'/g)].map(([, name]) => name!);
