import type { Upcast } from '@hewu/kernel/src/event.js';
import { sha256Of } from './text-hash.js';

/** Version 1 of `ObjectionRaised` had no time to be decided in, and no limit. */
export const hashedStatement: Upcast = (data) => ({ ...data, statementSha256: sha256Of(String(data['statement'])), decideBy: null, limitRule: null });

export const hashedReasons: Upcast = (data) => ({ ...data, reasonsSha256: sha256Of(String(data['reasons'])) });
