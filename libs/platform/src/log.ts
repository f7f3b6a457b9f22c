import pino from 'pino';

/** The one log: JSON lines on standard error, ids only, never a body or a header that authorises. */
export const log = pino({ level: 'warn', base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 2, sync: false }));

/** A runner met something and goes on by itself; the operator should know. */
export const onFault = (fault: unknown, where: string): void => log.warn({ err: fault, where }, 'fault');
