import { ErrorType, isCommandError } from '@eventstore/db-client';
import { AppendTooLarge, MAX_APPEND_BYTES, OutcomeUnknown, RevisionConflict, StoreUnavailable } from './event-store.js';

/** gRPC status of a request whose position is no place in the log, and of a server that is away. */
const INVALID_ARGUMENT = 3;
const UNAVAILABLE = 14;

/** The connection was never made, or the server said so before it did anything: the append was not even looked at. */
const REFUSED_AT_THE_DOOR = /No connection established|Server Is Not Ready|Failed to discover/;

/**
 * What an error of the client means for an append. Whether it stands is unknown unless the server said no, or was never
 * reached: the error of a connection that breaks tells nothing about what had arrived before.
 */
export const appendFault = (error: unknown, stream: string, expectedRevision: number): unknown => {
  if (!(error instanceof Error) || error instanceof StoreUnavailable) return error;
  if (REFUSED_AT_THE_DOOR.test(error.message) || wasNeverSent(error)) return unavailable(error);
  if (!isCommandError(error)) return error;
  switch (error.type) {
    case ErrorType.WRONG_EXPECTED_VERSION:
      return new RevisionConflict(stream, expectedRevision);
    case ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED:
      return new AppendTooLarge(`more than ${MAX_APPEND_BYTES} bytes in one append to ${stream}`);
    case ErrorType.STREAM_DELETED:
      return new Error(`stream ${stream} was tombstoned on the EventStoreDB server and takes no event ever again`, { cause: error });
    case ErrorType.ACCESS_DENIED:
      return refused(error);
    case ErrorType.UNKNOWN:
      if (error.message.includes('BadRequest')) return new Error(`EventStoreDB calls the append to "${stream}" a bad request`, { cause: error });
      return unknown(error, stream);
    default:
      return unknown(error, stream);
  }
};

/** What an error of the client means for reading, named by what was read. */
export const readFault = (error: unknown, what: string): unknown => {
  if (!(error instanceof Error) || error instanceof StoreUnavailable) return error;
  if (saysAway(error)) return unavailable(error);
  if (!isCommandError(error)) return error;
  switch (error.type) {
    case ErrorType.STREAM_DELETED:
      return new Error(`${what}: the stream was tombstoned on the EventStoreDB server; its events are lost to readers`, { cause: error });
    case ErrorType.ACCESS_DENIED:
      return refused(error);
    case ErrorType.UNKNOWN:
      return new Error(`${what}: EventStoreDB knows no such place in its log; was the log replaced by another one?`, { cause: error });
    default:
      return error;
  }
};

/** Whether the server seems to be away for now, so that the same may be asked again later. */
export const saysAway = (error: Error): boolean => {
  if (error instanceof StoreUnavailable || REFUSED_AT_THE_DOOR.test(error.message)) return true;
  if (!isCommandError(error)) return wasNeverSent(error);
  switch (error.type) {
    case ErrorType.UNAVAILABLE:
    case ErrorType.DEADLINE_EXCEEDED:
    case ErrorType.TIMEOUT:
    case ErrorType.CANCELLED:
    case ErrorType.NOT_LEADER:
      return true;
    case ErrorType.UNKNOWN:
      return error.code !== INVALID_ARGUMENT;
    default:
      return false;
  }
};

/** A missing stream is nothing to complain of. */
export const isMissingStream = (error: unknown): boolean => error instanceof Error && isCommandError(error) && error.type === ErrorType.STREAM_NOT_FOUND;

/**
 * An error that the client will repeat for ever unless it is replaced. It asks the server once what it can do and keeps
 * the answer; when that question fails, it forgets the failure only if the status was "unavailable" [seen in 6.2.1].
 */
export const needsAnotherClient = (error: unknown): boolean => error instanceof Error && wasNeverSent(error) && codeOf(error) !== UNAVAILABLE;

/** Errors of the question before the first append come without the client's own type: nothing was sent after it. */
const wasNeverSent = (error: Error): boolean => !(isCommandError(error) as boolean) && codeOf(error) !== undefined;

const codeOf = (error: Error): number | undefined => {
  const { code } = error as { code?: unknown };
  return typeof code === 'number' ? code : undefined;
};

const unavailable = (error: Error): StoreUnavailable => new StoreUnavailable(`EventStoreDB cannot be reached: ${saying(error)}`, { cause: error });

const unknown = (error: Error, stream: string): OutcomeUnknown =>
  new OutcomeUnknown(`EventStoreDB was lost before it answered the append to ${stream}: ${saying(error)}`, { cause: error });

const refused = (error: Error): Error => new Error('EventStoreDB refuses the credentials of its connection string', { cause: error });

const saying = (error: Error): string => error.message || ('type' in error ? String(error.type) : error.name);
