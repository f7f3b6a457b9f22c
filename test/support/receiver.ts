import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isPublicAddress } from '@hewu/platform/src/public-address.js';
import type { OutgoingRules } from '@hewu/platform/src/outgoing-call.js';

/** A message as it came. */
export type Received = { readonly headers: IncomingHttpHeaders; readonly text: string; readonly body: { id: string; type: string; subjectId: string; href: string; occurredAt: string } };

/** A system of some firm's, which is told what happens: here on this machine. `answer` gives a status, or null to say nothing at all. */
export class Receiver {
  readonly received: Received[] = [];
  answer: (message: Received) => number | null = () => 204;
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, answer) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        const message = { headers: request.headers, text, body: JSON.parse(text) as Received['body'] };
        this.received.push(message);
        const status = this.answer(message);
        if (status !== null) answer.writeHead(status, status >= 300 && status < 400 ? { location: 'http://receiver.example:1/' } : {}).end('nobody reads this');
      });
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  /** Under whatever name: every one of `.example` leads here. */
  url(name = 'receiver.example'): string {
    return `http://${name}:${(this.server.address() as AddressInfo).port}/hewu`;
  }

  of(type: string): readonly Received[] {
    return this.received.filter(({ body }) => body.type === type);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** What a story allows beside the public internet: this machine, under names of `.example`; and names that lead inwards, to see them refused. */
export const toReceivers: OutgoingRules = {
  schemes: ['https:', 'http:'],
  mayUsePort: () => true,
  resolve: async (name) => (name.startsWith('inner.') ? ['10.0.0.1'] : name.startsWith('nobody.') ? [] : name.endsWith('.example') ? ['127.0.0.1'] : []),
  mayConnectTo: (address) => address === '127.0.0.1' || isPublicAddress(address),
  authorities: null,
};
