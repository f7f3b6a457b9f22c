import { eventFamily, type Event } from '@hewu/kernel/src/event.js';

/** A user says something about an instrument for those who come after. `language`: of the text, `zh` or `en`. */
export type RemarkMade = Event<'RemarkMade', { readonly remarkId: string; readonly instrumentId: string; readonly text: string; readonly language: 'zh' | 'en'; readonly madeBy: string; readonly madeAt: string }>;
/** Its author takes it back. */
export type RemarkWithdrawn = Event<'RemarkWithdrawn', { readonly remarkId: string; readonly withdrawnAt: string }>;
export type RemarkEvent = RemarkMade | RemarkWithdrawn;

export const remarkEvents = eventFamily<RemarkEvent>('remark', {
  // Version 1 had no language; all of them were Chinese.
  RemarkMade: { version: 2, upcasts: { 1: (data) => ({ ...data, language: 'zh' }) } },
  RemarkWithdrawn: { version: 1 },
});
