import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BusyAsked } from '@hewu/feeds/src/busy-spans.js';
import { readerInThread, type Reader } from '@hewu/feeds/src/reading.js';
import { calendarOf } from '../support/calendar-host.js';

/** A thread loads what was built; so little of it is built here as it needs, where packages are found from. */
const CACHE = 'node_modules/.cache';
const SOURCES = ['libs/feeds/src/busy-times.ts', 'libs/feeds/src/busy-times-thread.ts', 'libs/calendar/src/zone-offset.ts'];
/** Over which the library thinks for ever: no day of February is its thirtieth. */
const FOR_EVER = 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30';

let folder: string;
let program: URL;
beforeAll(() => {
  mkdirSync(CACHE, { recursive: true });
  folder = mkdtempSync(join(CACHE, 'hewu-reading-'));
  execFileSync(process.execPath, ['node_modules/@swc/cli/bin/swc.js', ...SOURCES, '-d', folder, '--config-file', '.swcrc', '--quiet', '--no-swcrc']);
  program = pathToFileURL(resolve(folder, 'libs/feeds/src/busy-times-thread.js'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const asked = (text: string): BusyAsked => ({ text, from: Date.parse('2026-03-02T00:00:00.000Z'), until: Date.parse('2027-04-01T00:00:00.000Z'), zone: 'Asia/Shanghai' });
const going = new AbortController().signal;

describe('a text of a stranger’s, read in a thread of its own', () => {
  test('is read as it is elsewhere', async () => {
    const read: Reader = readerInThread(program);
    expect(await read(asked(calendarOf(['2026-03-03T01:00:00.000Z', '2026-03-03T02:00:00.000Z', 'RRULE:FREQ=WEEKLY;COUNT=2'])), going)).toEqual({
      spans: [['2026-03-03T01:00:00.000Z', '2026-03-03T02:00:00.000Z'], ['2026-03-10T01:00:00.000Z', '2026-03-10T02:00:00.000Z']].map((span) => span.map((instant) => Date.parse(instant))), entries: 1, skipped: 0,
    });
    expect(await read(asked('hello'), going)).toEqual({ fault: 'not_a_calendar' });
  });

  test('that would be thought over for ever is ended', async () => {
    expect(await readerInThread(program, 1_000)(asked(calendarOf(['2026-03-03T01:00:00.000Z', '2026-03-03T02:00:00.000Z', FOR_EVER])), going)).toEqual({ fault: 'too_complex' });
  }, 60_000);

  test('is ended when whoever asks has to go', async () => {
    const leaving = new AbortController();
    const reading = readerInThread(program)(asked(calendarOf(['2026-03-03T01:00:00.000Z', '2026-03-03T02:00:00.000Z', FOR_EVER])), leaving.signal);
    leaving.abort(new Error('gone'));
    await expect(reading).rejects.toThrow('gone');
  });
});
