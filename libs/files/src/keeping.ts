import { DAY } from '@hewu/kernel/src/clock.js';

/** How long a file that hangs nowhere is kept, in milliseconds: long enough to send it in the evening and attach it next morning. */
export const KEPT_LOOSE_MS = DAY;

/**
 * How long bytes are kept after they were put last, whether or not a file has them, in milliseconds: whoever puts them
 * has so long to record the file.
 */
export const GRACE_MS = DAY;
