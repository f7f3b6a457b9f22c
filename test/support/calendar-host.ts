import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Asked = { readonly path: string; readonly headers: IncomingHttpHeaders };

/** Where people's own calendars are kept: here on this machine, under any name of `.example`. `answer` says what is given. */
export class CalendarHost {
  readonly asked: Asked[] = [];
  answer: (asked: Asked, to: ServerResponse) => void = (_asked, to) => void to.writeHead(404).end();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, to) => {
      const asked = { path: request.url!, headers: request.headers };
      this.asked.push(asked);
      to.on('error', () => undefined);
      this.answer(asked, to);
    });
  }

  static async start(): Promise<CalendarHost> {
    const host = new CalendarHost();
    await new Promise<void>((resolve) => host.server.listen(0, '127.0.0.1', resolve));
    return host;
  }

  url(path: string, name = 'calendar.example'): string {
    return `http://${name}:${(this.server.address() as AddressInfo).port}${path}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** A calendar with these entries, each `[from, until]` in UTC, and whatever else stands in them. */
export const calendarOf = (...entries: readonly (readonly [string, string, ...string[]])[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//somebody//EN', ...entries.flatMap(([from, until, ...more], n) => ['BEGIN:VEVENT', `UID:${n}@somebody`, `DTSTART:${compact(from)}`, `DTEND:${compact(until)}`, 'SUMMARY:Dentist, secret', ...more, 'END:VEVENT']), 'END:VCALENDAR', ''].join('\r\n');

const compact = (instant: string): string => `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`;
