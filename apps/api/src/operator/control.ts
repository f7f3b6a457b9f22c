import { createHash } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { INestApplicationContext } from '@nestjs/common';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { Projections } from '@hewu/kernel/src/projections.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { operations, type Operation, type Progress } from './operations.js';
import { OperatorError, problemOf, type OperatorProblem } from './operator-error.js';

/** One line each way: what is asked, then any number of progress lines, then the answer or what went wrong. */
type Asked = { readonly operation: string; readonly args: readonly string[] };
type Told = { readonly progress: string } | { readonly answer: object } | { readonly problem: OperatorProblem };

/** Whether it serves what is recorded, as `GET /health/ready` says; asked by the command line itself, so it is in no help. */
export const READY = 'ready';
export type Readiness = { readonly ready: boolean; /** How far the read model is that lags most; null at the beginning. */ readonly position: string | null; readonly end: string | null };

/**
 * Where the process that holds a data folder listens to its operator: a socket that only the same user can open. It lies
 * beside the system's temporary files because the names of sockets must be short.
 */
const socketOf = (dataFolder: string): string => {
  const name = `hewu-${createHash('sha256').update(resolve(dataFolder)).digest('hex').slice(0, 24)}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
};

/** Answers the operator's commands for a running process. `onRestore` is called when a backup lies ready to be taken up. */
export const listenToOperator = async (dataFolder: string, app: INestApplicationContext, onRestore: () => void): Promise<Server> => {
  const path = socketOf(dataFolder);
  if (process.platform !== 'win32') rmSync(path, { force: true });
  const server: Server = createServer((socket) => void serve(socket, app, onRestore, () => server.close()));
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(path, listening));
  if (process.platform !== 'win32') chmodSync(path, 0o600);
  return server;
};

const serve = async (socket: Socket, app: INestApplicationContext, onRestore: () => void, listenNoMore: () => void): Promise<void> => {
  const tell = (told: Told): void => void socket.write(`${JSON.stringify(told)}\n`);
  socket.on('error', () => socket.destroy());
  try {
    const { value } = (await createInterface(socket)[Symbol.asyncIterator]().next()) as { value: string };
    const { operation, args } = JSON.parse(value) as Asked;
    const answer = operation === READY ? await readiness(app) : await perform(app, operation, args, (progress) => tell({ progress }));
    // Who asks from now on asks whoever serves the restored data.
    if (operation === 'restore') listenNoMore();
    tell({ answer });
    socket.end();
    if (operation === 'restore') socket.once('close', onRestore);
  } catch (error) {
    tell({ problem: problemOf(error) });
    socket.end();
  }
};

const readiness = async (app: INestApplicationContext): Promise<Readiness> => {
  const [ready, end, projections] = await Promise.all([app.get(Projections).allCaughtUp(), app.get<EventStore>(EVENT_STORE).end(), app.get(Projections).status()]);
  const position = projections.reduce<string>((least, one) => ((one.position ?? '') < least ? one.position ?? '' : least), end ?? '');
  return { ready, position: position || null, end };
};

/** Throws `OperatorError` on an unknown name or a wrong number of arguments. */
export const checked = (name: string, args: readonly string[]): Operation => {
  const operation = Object.hasOwn(operations, name) ? operations[name]! : null;
  if (!operation) throw new OperatorError('command_unknown', `there is no command "${name}"; there are ${Object.keys(operations).join(', ')}`);
  if (args.length !== operation.takes.length) throw new OperatorError('usage', `usage: ${[name, ...operation.takes.map((one) => `<${one}>`)].join(' ')}`);
  return operation;
};

/** Runs an operation in this process. */
export const perform = async (app: INestApplicationContext, name: string, args: readonly string[], progress: Progress): Promise<object> => {
  return checked(name, args).run(app, args, progress);
};

/** Hands a command to the process that holds the data folder; null when none does. */
export const askRunning = (dataFolder: string, asked: Asked, progress: Progress): Promise<object | null> =>
  new Promise((answered, failed) => {
    const socket = connect(socketOf(dataFolder));
    let over = false;
    socket.once('error', (error: { code?: string }) => (error.code === 'ENOENT' || error.code === 'ECONNREFUSED' ? answered(null) : failed(error)));
    socket.once('connect', () => socket.write(`${JSON.stringify(asked)}\n`));
    socket.once('close', () => over || failed(new OperatorError('server_gone', 'the server went away before it answered')));
    createInterface(socket).on('line', (line) => {
      const told = JSON.parse(line) as Told;
      if ('progress' in told) return progress(told.progress);
      over = true;
      if ('answer' in told) answered(told.answer);
      else failed(new OperatorError(told.problem.code, told.problem.message));
    }).on('error', failed);
  });
