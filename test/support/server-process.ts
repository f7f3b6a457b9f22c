import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

type Settings = Readonly<Record<string, string>>;

/** The built product in a process of its own. */
export type ProductProcess = {
  /** All it has printed so far. */
  readonly printed: () => string;
  readonly running: () => boolean;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>;
  /** Ends it as an operator would. */
  readonly stop: () => Promise<void>;
};

/** One that listens, on a port the system chose. */
export type ServerProcess = ProductProcess & { readonly address: string };

/** It ended, with that exit code or by that signal, instead of doing what it was started for. */
export class ProcessEnded extends Error {
  constructor(
    readonly printed: string,
    readonly code: number | NodeJS.Signals | null,
  ) {
    super(printed.trim() || `ended with ${code}`);
  }
}

/** Builds what changed, starts, and waits until it listens. Throws `ProcessEnded`. */
export const startServer = async (env: Settings): Promise<ServerProcess> => {
  const { process, said } = await start('scripts/start.mjs', env, /^READY (\S+)/);
  return { ...process, address: said };
};

/** A worker, of what `startServer` has built. Throws `ProcessEnded`. */
export const startWorker = async (env: Settings): Promise<ProductProcess> => (await start('dist/apps/worker/src/main.js', env, /^(WORKING)/)).process;

/** One command of the operator; answers what it says. Throws `ProcessEnded`. */
export const operate = async (env: Settings, ...args: readonly string[]): Promise<Record<string, unknown>> => {
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/cli.mjs', ...args, '--json'], { env: environment(env), timeout: 60_000 }).catch((error: { stderr: string; code: number | null }) => {
    throw new ProcessEnded(error.stderr, error.code);
  });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<string, unknown>;
};

const environment = (env: Settings): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', PORT: '0', HEWU_DEMO: 'off', HEWU_REQUESTS_PER_MINUTE: '1000000', ...env });

/** Waits for the line that says it is ready, and answers what the pattern found in it. */
const start = async (program: string, env: Settings, ready: RegExp): Promise<{ process: ProductProcess; said: string }> => {
  const child = spawn(process.execPath, [program], { env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  child.stderr.on('data', (text) => (printed += String(text)));
  const said = await new Promise<string>((found, failed) => {
    createInterface(child.stdout).on('line', (line) => {
      printed += `${line}\n`;
      const [, what] = ready.exec(line) ?? [];
      if (what) found(what);
    });
    child.once('close', (code, signal) => failed(new ProcessEnded(printed, code ?? signal)));
  });
  let told = false;
  // Whoever meets a closed port would not know why.
  child.once('close', (code, signal) => told || process.stderr.write(`${program} ended by itself with ${code ?? signal}, having printed:\n${printed.slice(-5_000)}\n`));
  const end = (signal: NodeJS.Signals): Promise<void> => ((told = true), ended(child, signal));
  return { said, process: { printed: () => printed, running: () => runs(child), kill: () => end('SIGKILL'), stop: () => end('SIGTERM') } };
};

const runs = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

const ended = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (!runs(child)) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
};
