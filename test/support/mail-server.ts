import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A mail as it came over the wire. */
export type Received = { readonly to: string; readonly headers: Readonly<Record<string, string>>; readonly text: string };

/** What the server says to a whole mail: `250` takes it, `451` not now, `554` never; `hang_up` says nothing and goes. */
export type Reply = '250' | '451' | '554' | 'hang_up';

/** Speaks as much SMTP as a sender needs, on a local port, and keeps what it was given. */
export class MailServer {
  readonly received: Received[] = [];
  /** How many whole mails were handed over, taken or not. */
  offered = 0;
  reply: Reply = '250';
  /** Called when a mail is there whole and not yet answered. */
  onMail: (mail: Received) => Promise<void> = async () => undefined;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<MailServer> {
    const server = createServer();
    const mails = new MailServer(server);
    server.on('connection', (socket) => mails.talk(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return mails;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  to(mail: string): readonly Received[] {
    return this.received.filter(({ to }) => to === mail);
  }

  private talk(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket)).on('error', () => undefined);
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    let buffer = '';
    let to = '';
    let inData = false;
    say('220 test');
    socket.on('data', (chunk) => {
      buffer += chunk.toString('utf8');
      for (;;) {
        const end = buffer.indexOf(inData ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + (inData ? 5 : 2));
        if (inData) {
          inData = false;
          void this.take(parsed(to, line), socket, say);
        } else if (/^DATA/i.test(line)) {
          inData = true;
          say('354 go on');
        } else if (/^RCPT TO:/i.test(line)) {
          to = /<([^>]*)>/.exec(line)![1]!;
          say('250 ok');
        } else if (/^QUIT/i.test(line)) {
          say('221 bye');
          socket.end();
        } else say(/^EHLO/i.test(line) ? '250-test\r\n250 8BITMIME' : '250 ok');
      }
    });
  }

  private async take(mail: Received, socket: Socket, say: (line: string) => void): Promise<void> {
    this.offered += 1;
    await this.onMail(mail);
    if (this.reply === '250') this.received.push(mail);
    if (this.reply === 'hang_up') socket.destroy();
    else say(`${this.reply} ${this.reply === '250' ? 'taken' : `nothing for <${mail.to}>`}`);
  }
}

const parsed = (to: string, raw: string): Received => {
  const [head, ...rest] = raw.split('\r\n\r\n');
  const lines = head!.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), words(line.slice(line.indexOf(':') + 1).trim())]));
  return { to, headers, text: decoded(rest.join('\r\n\r\n'), headers['content-transfer-encoding'] ?? '7bit') };
};

/** RFC 2047, as far as senders use it. */
const words = (value: string): string =>
  value.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_whole, kind: string, text: string) =>
    kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString('latin1') : text.replaceAll('_', ' ').replace(/=([0-9A-F]{2})/g, (_hex, code: string) => String.fromCharCode(parseInt(code, 16)))).replace(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));

const decoded = (body: string, encoding: string): string => {
  const plain = body.replace(/\r\n/g, '\n');
  switch (encoding) {
    case 'base64':
      return Buffer.from(plain, 'base64').toString('utf8');
    case 'quoted-printable':
      return Buffer.from(plain.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_hex, code: string) => String.fromCharCode(parseInt(code, 16))), 'latin1').toString('utf8');
    default:
      return plain;
  }
};
