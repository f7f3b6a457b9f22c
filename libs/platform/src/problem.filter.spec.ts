import type { ArgumentsHost } from '@nestjs/common';
import { UnreadableEvent } from '@hewu/kernel/src/codec.js';
import type { Recorded } from '@hewu/kernel/src/event.js';
import { ReadModelBehind } from '@hewu/kernel/src/read-models.js';
import { ProblemFilter } from './problem.filter.js';

/** What a fault is answered with, and how it is written down. */
const told = (fault: unknown): { readonly status: number; readonly code: string; readonly written: string } => {
  const written: string[] = [];
  let [status, code] = [0, ''];
  const reply = { status: (one: number) => ((status = one), reply), headers: () => reply, send: (body: { code: string }) => void (code = body.code) };
  const request = { headers: {}, id: 'r-1', log: { info: () => written.push('info'), error: () => written.push('error') } };
  new ProblemFilter([]).catch(fault, { switchToHttp: () => ({ getRequest: () => request, getResponse: () => reply }) } as unknown as ArgumentsHost);
  return { status, code, written: written.join() };
};

describe('a fault', () => {
  const event = { type: 'Noted', schemaVersion: 2, stream: 'note-1', revision: 0, position: '1', data: { text: 'of somebody' } } as unknown as Recorded;

  test.each([
    ['read models that are still being folded: no error', new ReadModelBehind('folding'), { status: 503, code: 'not_there_yet', written: 'info' }],
    ['an event that nobody can read', new UnreadableEvent(event, 'why'), { status: 503, code: 'event_unreadable', written: 'error' }],
    ['what nobody foresaw', new Error('x'), { status: 500, code: 'internal_fault', written: 'error' }],
  ])('%s', (_, fault, expected) => expect(told(fault)).toEqual(expected));

  test('that names an event keeps nothing of what the event holds', () => {
    expect(JSON.stringify({ ...new UnreadableEvent(event, 'why') })).toBe('{}');
  });
});
