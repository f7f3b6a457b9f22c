import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A gate on the way to a server, which tests shut: every connection breaks, or stays and carries nothing more. */
export class TcpGate {
  private readonly open = new Set<Socket>();
  private server: Server | null = null;
  private port = 0;
  private silent = false;
  private most = Infinity;

  constructor(
    private readonly host: string,
    private readonly hostPort: number,
  ) {}

  /** Where clients reach the server through the gate; the same after every opening. */
  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  async start(): Promise<this> {
    this.silent = false;
    const server = createServer((socket) => this.pass(socket));
    await new Promise<void>((ready, failed) => server.once('error', failed).listen(this.port, '127.0.0.1', ready));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
    return this;
  }

  /** As when a server is killed: what is open breaks, and nobody is there any more. */
  shut(): void {
    this.server?.close();
    this.server = null;
    this.cut();
  }

  /** Breaks what is open; whoever comes again is let through. */
  cut(): void {
    for (const socket of this.open) socket.destroy();
    this.open.clear();
  }

  /** As when a machine hangs: connections are taken and stay, and nothing is answered. */
  silence(silent: boolean): void {
    this.silent = silent;
    if (!silent) this.cut();
  }

  /** As when the way is lost in the midst of something large: of what a client sends on one connection no more is taken than so many bytes. */
  clog(mostBytes: number): void {
    this.most = mostBytes;
    if (mostBytes === Infinity) this.cut();
  }

  private pass(socket: Socket): void {
    const beyond = connect(this.hostPort, this.host);
    for (const [from, to] of [[socket, beyond], [beyond, socket]] as const) {
      this.open.add(from);
      from.on('data', (data) => {
        if (!this.silent) to.write(data);
        if (from === socket && from.bytesRead > this.most) from.pause();
      });
      from.on('error', () => from.destroy());
      from.on('close', () => (this.open.delete(from), to.destroy()));
    }
  }
}
