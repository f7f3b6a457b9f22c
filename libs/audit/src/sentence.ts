import type { Bilingual } from '@hewu/platform/src/context-parts.js';

/** One for every type of these events: one without does not compile. Names of persons never stand in one. */
export type Sentences<E extends { readonly type: string; readonly data: unknown }> = { readonly [T in E['type']]: (data: Extract<E, { type: T }>['data']) => Bilingual };

/** A sentence that is the same for each of them. */
export const says = (zh: string, en: string): (() => Bilingual) => () => ({ zh, en });

/** Whole fen as yuan: 4800000 → 48000.00. */
export const yuan = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/** With the reason, where one was given. */
export const withReason = ({ zh, en }: Bilingual, reason: string | null): Bilingual => (reason === null ? { zh, en } : { zh: `${zh}：${reason}`, en: `${en}: ${reason}` });
