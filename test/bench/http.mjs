// A client that keeps its connections, for measuring servers in processes of their own.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export const call = (address, method, path, body, headers = {}) =>
  new Promise((answered, failed) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const url = new URL(path, address);
    const outgoing = request(url, { method, agent, headers: { ...(text ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } : {}), ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}), ...headers } }, (incoming) => {
      let received = '';
      incoming.setEncoding('utf8').on('data', (part) => (received += part)).on('end', () => answered({ status: incoming.statusCode, body: received.startsWith('{') ? JSON.parse(received) : received }));
    });
    outgoing.on('error', failed).end(text);
  });

/** Starts a server and waits for its READY line. `readyAfter` counts from the start of the process, in ms. */
export const start = (script, env = {}) =>
  new Promise((ready, failed) => {
    const began = performance.now();
    const child = spawn(process.execPath, [script], { env: { ...process.env, PORT: '0', HEWU_REQUESTS_PER_MINUTE: '10000000', ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface(child.stdout).on('line', (line) => {
      const [, address] = /^READY (\S+)/.exec(line) ?? [];
      if (address) ready({ address, pid: child.pid, readyAfter: performance.now() - began, line, stop: () => new Promise((gone) => (child.once('exit', gone), child.kill('SIGTERM'))) });
    });
    child.once('exit', (code) => failed(new Error(`${script} ended with ${code}`)));
  });

/** Calls a second over `count` calls by so many clients at once; `make(i)` does the i-th. */
export const rate = async (clients, count, make) => {
  let next = 0;
  const began = performance.now();
  await Promise.all(Array.from({ length: clients }, async () => {
    while (next < count) await make(next++);
  }));
  return (count / (performance.now() - began)) * 1000;
};
