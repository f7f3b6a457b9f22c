import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The built product in a process of its own, on a port the system chose. */
export type ServerProcess = {
  readonly address: string;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>;
  /** Ends it as an operator would. */
  readonly stop: () => Promise<void>;
};

/** Builds what changed, starts, and waits until it listens. Throws with what it printed when it ends instead. */
export const startServer = async (env: Readonly<Record<string, string>>): Promise<ServerProcess> => {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', PORT: '0', HEWU_DEMO: 'off', HEWU_REQUESTS_PER_MINUTE: '1000000', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { address: await addressOf(child), kill: () => ended(child, 'SIGKILL'), stop: () => ended(child, 'SIGTERM') };
};

const addressOf = (child: ChildProcess): Promise<string> =>
  new Promise((found, failed) => {
    let printed = '';
    child.stderr!.on('data', (text) => (printed += String(text)));
    createInterface(child.stdout!).on('line', (line) => {
      printed += `${line}\n`;
      const ready = /^READY (\S+)/.exec(line);
      if (ready) found(ready[1]!);
    });
    child.once('exit', () => failed(new Error(printed.trim())));
  });

const ended = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
};
