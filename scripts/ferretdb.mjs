// Runs a command against MongoDB: the server that MONGODB_URL names, or FerretDB, built here once and started for the
// command alone. FerretDB speaks MongoDB's protocol over SQLite and is one Go program, so wherever Go and its module
// registry can be reached the adapters are tested over the real driver and a real socket (docs/decisions/0001).
//
//   node scripts/ferretdb.mjs [--if-possible] -- <command> [arguments]
//
// The command also gets FERRETDB_BINARY, so that tests may start servers of their own and take them away.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { oneAtATime } from './one-at-a-time.mjs';

const VERSION = 'v1.24.0';
const MODULE = `github.com/FerretDB/FerretDB@${VERSION}`;
const binary = resolve(`.cache/ferretdb-${VERSION.slice(1)}`, 'ferretdb');

const split = process.argv.indexOf('--');
const [command, ...args] = split < 0 ? [] : process.argv.slice(split + 1);
const ifPossible = process.argv.slice(2, split < 0 ? undefined : split).includes('--if-possible');
if (command === undefined) {
  console.error('usage: node scripts/ferretdb.mjs [--if-possible] -- <command> [arguments]');
  process.exit(2);
}

const run = (extra) =>
  new Promise((done) => {
    const path = [resolve('node_modules/.bin'), process.env.PATH].join(delimiter);
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, PATH: path, ...extra } });
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`);
      done(127);
    });
    child.once('exit', (code, signal) => done(signal ? 1 : code));
  });

const hasGo = () => {
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

const writable = (folder) => {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) if (entry.isDirectory()) writable(join(folder, entry.name));
};

/** In a copy of the module's folder, because the program wants its version in a file that the module does not carry. */
const build = () => {
  const work = mkdtempSync(join(tmpdir(), 'hewu-ferretdb-'));
  const go = (parameters, cwd) => execFileSync('go', parameters, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '-buildvcs=false' } });
  try {
    console.error(`Building FerretDB ${VERSION} (once; one to three minutes) …`);
    const empty = join(work, 'empty');
    mkdirSync(empty);
    const { Dir } = JSON.parse(go(['mod', 'download', '-json', MODULE], empty));
    const source = join(work, 'source');
    cpSync(Dir, source, { recursive: true });
    writable(source);
    writeFileSync(join(source, 'build/version/version.txt'), `${VERSION}\n`);
    go(['build', '-mod=readonly', '-o', join(work, 'ferretdb'), './cmd/ferretdb'], source);
    mkdirSync(resolve(binary, '..'), { recursive: true });
    cpSync(join(work, 'ferretdb'), `${binary}.new`);
    renameSync(`${binary}.new`, binary);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};

const built = () => {
  try {
    build();
    return true;
  } catch (error) {
    console.error(error.message);
    return false;
  }
};

const freePort = () =>
  new Promise((found, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });

const answers = (port) =>
  new Promise((yes) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => (socket.destroy(), yes(true)));
    socket.once('error', () => yes(false));
  });

const withFerretDb = async () => {
  const state = mkdtempSync(join(tmpdir(), 'hewu-ferretdb-'));
  const port = await freePort();
  const gate = await oneAtATime(port);
  const server = spawn(binary, ['--handler=sqlite', `--sqlite-url=file:${state}/`, `--state-dir=${state}`, `--listen-addr=127.0.0.1:${port}`, '--debug-addr=-', '--telemetry=disable', '--log-level=error'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise((done) => server.once('exit', done));
  try {
    for (let waited = 0; !(await answers(port)); waited += 100) {
      if (server.exitCode !== null || waited >= 30_000) throw new Error('FerretDB did not begin to answer');
      await new Promise((later) => setTimeout(later, 100));
    }
    return await run({ MONGODB_URL: `mongodb://127.0.0.1:${gate.port}/hewu`, FERRETDB_BINARY: binary });
  } finally {
    gate.close();
    server.kill('SIGTERM');
    await ended;
    rmSync(state, { recursive: true, force: true });
  }
};

if (process.env.MONGODB_URL) {
  process.exitCode = await run({});
} else if (!existsSync(binary) && !hasGo()) {
  console.error('The suites against MongoDB did not run: MONGODB_URL names no server, and without Go (https://go.dev) none can be built.');
  process.exitCode = ifPossible ? 0 : 1;
} else if (!existsSync(binary) && !built()) {
  console.error('The suites against MongoDB did not run: MONGODB_URL names no server, and FerretDB could not be built.');
  process.exitCode = ifPossible ? 0 : 1;
} else {
  process.exitCode = await withFerretDb();
}
