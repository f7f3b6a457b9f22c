import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readConfig } from '../../libs/platform/src/config.js';

type Service = {
  readonly image: string;
  readonly build?: { readonly target: string };
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: string | readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: object;
  readonly deploy?: { readonly replicas: number };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly 'x-no-healthcheck'?: string;
};
type Compose = {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};

const read = <T>(path: string): T => parse(readFileSync(path, 'utf8'), { merge: true }) as T;
const compose = read<Compose>('docker-compose.yml');
const services = Object.entries(compose.services);
const source = (volume: string): string => volume.split(':')[0]!;

/** What makes the secrets is run for real wherever its two tools are; the image brings them along. */
const canMakeSecrets = spawnSync('sh', ['-c', 'openssl version']).status === 0;

describe('a deployment on several servers', () => {
  test('only the proxy can be reached from outside, and the stores have no way out', () => {
    expect(services.filter(([, { ports }]) => ports).map(([name]) => name)).toEqual(['proxy']);
    expect(compose.networks['stores']?.internal).toBe(true);
    for (const [name, { networks }] of services) {
      if (/^(eventstore|mongodb-\d|replica-set)$/.test(name)) expect({ name, networks }).toEqual({ name, networks: ['stores'] });
    }
    expect(compose.services['proxy']?.networks).toEqual(['front']);
  });

  test('every part is watched, or says why it need not be', () => {
    for (const [name, service] of services) {
      const watched = service.healthcheck !== undefined || (service['x-no-healthcheck'] ?? '').length > 20;
      expect({ name, watched }).toEqual({ name, watched: true });
    }
    // Whoever waits for a part to be healthy waits for one that is watched.
    for (const [name, { depends_on }] of services) {
      for (const [other, { condition }] of Object.entries(depends_on ?? {})) {
        expect({ name, other, ok: condition !== 'service_healthy' || compose.services[other]?.healthcheck !== undefined }).toEqual({ name, other, ok: true });
      }
    }
  });

  test('servers and workers are two each, of the release that the stores were tried with', () => {
    expect(compose.services['api']?.deploy?.replicas).toBe(2);
    expect(compose.services['worker']?.deploy?.replicas).toBe(2);
    expect(compose.services['eventstore']?.image).toBe('eventstore/eventstore:24.6');
    expect(compose.services['mongodb-1']?.image).toMatch(/^mongo:8/);
    expect(readFileSync('Dockerfile', 'utf8')).toMatch(/^USER node$/m);
  });

  test('no secret stands in a file of the project', () => {
    const literal = /(?:PASSWORD|SECRET|_KEY)(?!_FILE)["']?\s*[:=]\s*["']?[A-Za-z0-9]|:\/\/[^/\s:@]+:(?!%s)[^@\s$%]+@|changeit/i;
    for (const path of ['docker-compose.yml', 'Dockerfile', '.github/workflows/ci.yml', ...readdirSync('deploy').map((name) => join('deploy', name))]) {
      const lines = readFileSync(path, 'utf8').split('\n').filter((line) => literal.test(line) && !/\$\(|\$\{|=%s/.test(line));
      expect({ path, lines }).toEqual({ path, lines: [] });
    }
    for (const [name, { environment }] of services) {
      const told = Object.entries(environment ?? {}).filter(([key, value]) => /PASSWORD|SECRET|TOKEN/.test(key) && !value.startsWith('/secrets/'));
      expect({ name, told }).toEqual({ name, told: [] });
    }
  });

  test('whatever is kept lies on a named volume, secrets are read only, and each part reads its own alone', () => {
    for (const [name, { volumes }] of services) {
      for (const volume of volumes ?? []) {
        expect({ name, volume, known: volume.startsWith('./deploy/') ? existsSync(source(volume)) : source(volume) in compose.volumes }).toEqual({ name, volume, known: true });
        if (name !== 'secrets' && (source(volume).startsWith('secrets-') || volume.startsWith('./'))) expect(volume).toMatch(/:ro$/);
      }
      const secrets = (volumes ?? []).map(source).filter((volume) => volume.startsWith('secrets-'));
      if (name !== 'secrets') expect({ name, folders: secrets.length }).toEqual({ name, folders: name === 'proxy' ? 0 : 1 });
    }
  });

  (canMakeSecrets ? describe : describe.skip)('the secrets of a first start', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hewu-secrets-'));
    const me = String(process.getuid?.() ?? 0);
    const env = { ...process.env, EVENT_STORE_USER: me, MONGODB_USER: me, SERVER_USER: me };
    const make = (): string => execFileSync('sh', ['deploy/make-secrets.sh', folder], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] });
    const text = (path: string): string => readFileSync(join(folder, path), 'utf8');
    const settings = (path: string): Record<string, string> => Object.fromEntries(text(path).trim().split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
    const files = ['eventstore/passwords.env', 'eventstore/node.key', 'mongodb/members.key', 'mongodb/node.pem', 'mongodb/root-password', 'mongodb/hewu-password', 'server/server.env'];

    beforeAll(() => void make(), 60_000);
    afterAll(() => {
      for (const name of ['eventstore/ca', 'eventstore', 'mongodb', 'server']) execFileSync('chmod', ['700', join(folder, name)]);
      rmSync(folder, { recursive: true, force: true });
    });

    test('are readable by one user, and a second start leaves them as they are', () => {
      for (const file of files) expect({ file, mode: (statSync(join(folder, file)).mode & 0o777).toString(8) }).toEqual({ file, mode: '400' });
      const before = files.map(text);
      expect(make()).toMatch(/nothing to do/);
      expect(files.map(text)).toEqual(before);
    });

    test('fit together: the server has the passwords that the stores were given, and its configuration takes them', () => {
      const server = settings('server/server.env');
      expect(new URL(server['EVENTSTORE_URL']!.replace('esdb:', 'http:')).password).toBe(settings('eventstore/passwords.env')['EVENTSTORE_DEFAULT_ADMIN_PASSWORD']);
      expect(server['MONGODB_URL']).toContain(`:${text('mongodb/hewu-password')}@`);
      expect(Buffer.from(server['HEWU_SECRET']!, 'base64')).toHaveLength(48);
      expect(readConfig(server)).toMatchObject({ eventStoreUrl: server['EVENTSTORE_URL'], mongodbUrl: server['MONGODB_URL'], demo: false });
    });

    test('hold certificates of one authority, for the names by which the parts call each other', () => {
      const checked = (path: string, host: string): string => execFileSync('openssl', ['verify', '-verify_hostname', host, '-CAfile', join(folder, 'server/ca.crt'), join(folder, path)], { encoding: 'utf8' });
      for (const [path, host] of [['eventstore/node.crt', 'eventstore'], ['mongodb/node.pem', 'mongodb-1'], ['mongodb/node.pem', 'mongodb-3']] as const) expect(checked(path, host)).toMatch(/OK$/m);
      expect(() => checked('eventstore/node.crt', 'mongodb-1')).toThrow();
    });
  });
});

describe('the checks for changes from outside', () => {
  type Workflow = { readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[]; readonly services?: Readonly<Record<string, { readonly image: string }>> }>> };
  const { jobs } = read<Workflow>('.github/workflows/ci.yml');

  test('are those of .ci/run, and with both servers', () => {
    const steps = jobs['product']!.steps.flatMap(({ run }) => run ?? []);
    const here = readFileSync('.ci/run', 'utf8').split('\n').filter((line) => line.startsWith('npm '));
    for (const command of here.filter((line) => !line.includes('test:servers'))) expect(steps).toContain(command);
    expect(Object.values(jobs['servers']!.services!).map(({ image }) => image)).toEqual([compose.services['eventstore']!.image, compose.services['mongodb-1']!.image]);
  });
});
