import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerExpectations, answerUnreadable, bareProblem } from '@hewu/platform/src/socket-problems.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** What `store_unavailable` tells wherever it is answered. */
const RETRY_AFTER_SECONDS = 2;

/**
 * Holds the port from the first application to the last. A restore ends one application and begins another on the restored
 * stores; whoever calls in between is told 503 and when to come again, instead of meeting a closed port. The applications'
 * own servers never listen: each is handed its requests here.
 */
export class Door {
  private readonly listeners: Server[] = [];
  private within: Server | null = null;
  private readonly underWay = new Set<ServerResponse>();
  private someEnded: () => void = () => undefined;

  constructor(
    private readonly host: string,
    private readonly port: number,
  ) {}

  /** From now on requests go to this server, of an application that is ready. Listens at the first time; rejects when it cannot. */
  async open(server: Server): Promise<void> {
    if (this.listeners.length === 0) await this.listen(server);
    this.within = server;
  }

  /** `http://127.0.0.1:3000`; once it is open. */
  get address(): string {
    const { address, port } = this.listeners[0]!.address() as AddressInfo;
    // Where it listens on every address, the machine's own is one that can be called.
    const host = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address;
    return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }

  /**
   * Whoever calls from now on is told that the store is away; who is being answered is answered, for at most so many
   * milliseconds. Who only follows what happens (server-sent events) is not waited for: that has no end.
   */
  async turnAway(patienceMs: number): Promise<void> {
    this.within = null;
    let patient = true;
    const patience = setTimeout(() => {
      patient = false;
      this.someEnded();
    }, patienceMs);
    while (patient && [...this.underWay].some((answer) => !isEndless(answer))) await new Promise<void>((ended) => (this.someEnded = ended));
    clearTimeout(patience);
  }

  /** The application ends: what it has not answered it never will. Nobody is let in any more, unless another one follows. */
  leave(): void {
    for (const answer of this.underWay) answer.destroy();
    if (this.within === null) return;
    for (const listener of this.listeners) {
      listener.close();
      listener.closeAllConnections();
    }
  }

  private async listen(like: Server): Promise<void> {
    // Of `localhost` all addresses, as people and programs mean either; a machine may lack one of them.
    const [first, ...more] = this.host === 'localhost' ? (await lookup(this.host, { all: true })).map(({ address }) => address) : [this.host];
    await this.listenAt(first!, this.port, like);
    const { port } = this.listeners[0]!.address() as AddressInfo;
    for (const other of more) await this.listenAt(other, port, like).catch(() => undefined);
  }

  private async listenAt(host: string, port: number, { keepAliveTimeout, requestTimeout, headersTimeout }: Server): Promise<void> {
    const listener = createServer({ requireHostHeader: false, keepAliveTimeout, requestTimeout, headersTimeout }, (request, answer) => this.take(request, answer));
    listener.on('clientError', answerUnreadable);
    answerExpectations(listener);
    listener.listen(port, host);
    await once(listener, 'listening');
    this.listeners.push(listener);
  }

  private take(request: IncomingMessage, answer: ServerResponse): void {
    if (this.within === null) return tellAway(request, answer);
    this.underWay.add(answer);
    answer.once('close', () => {
      this.underWay.delete(answer);
      this.someEnded();
    });
    this.within.emit('request', request, answer);
  }
}

/** As every route does, it sets its type before it writes. */
const isEndless = (answer: ServerResponse): boolean => String(answer.getHeader('content-type') ?? '').startsWith('text/event-stream');

const tellAway = (request: IncomingMessage, answer: ServerResponse): void => {
  const { status, type, language, body } = bareProblem('store_unavailable', request.headers['accept-language']);
  // What is sent is read to its end, so that the answer is not lost over it.
  request.resume();
  answer.writeHead(status, { ...Object.fromEntries(SECURITY_HEADERS), 'content-type': type, 'content-language': language, 'cache-control': 'no-store', 'retry-after': String(RETRY_AFTER_SECONDS) }).end(body);
};
