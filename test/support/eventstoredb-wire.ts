import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import statusPb from '@eventstore/db-client/generated/status_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import { MAX_APPEND_BYTES, type Expectation, type Logged, type Outcome, type Proposed } from './eventstoredb-log.js';

type Message = InstanceType<typeof streamsPb.BatchAppendReq.ProposedMessage>;
type BatchResponse = InstanceType<typeof streamsPb.BatchAppendResp>;
type ReadResponse = InstanceType<typeof streamsPb.ReadResp>;
type Filter = InstanceType<typeof streamsPb.ReadReq.Options.FilterOptions>;

/** .NET ticks in a millisecond: the server tells when an event was made in units of 100 ns. */
const TICKS = 10_000n;

const nothing = (): InstanceType<typeof emptyPb.Empty> => new emptyPb.Empty();

export const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

const identifier = (stream: string): InstanceType<typeof sharedPb.StreamIdentifier> =>
  new sharedPb.StreamIdentifier().setStreamName(Uint8Array.from(Buffer.from(stream, 'utf8')));

export const proposedFrom = (message: Message): Proposed => ({
  id: message.getId()!.getString(),
  type: message.getMetadataMap().get('type')!,
  contentType: message.getMetadataMap().get('content-type')!,
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

export const expectationFrom = (options: InstanceType<typeof streamsPb.BatchAppendReq.Options>): Expectation => {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  return BigInt(options.getStreamPosition());
};

/** The answer to one append of a batch stream. */
export const batchAnswer = (stream: string, expected: Expectation, outcome: Outcome): BatchResponse => {
  const response = new streamsPb.BatchAppendResp().setStreamIdentifier(identifier(stream));
  switch (outcome.kind) {
    case 'appended': {
      const success = new streamsPb.BatchAppendResp.Success().setPosition(allPosition(outcome.position));
      if (outcome.revision === null) success.setNoStream(nothing());
      else success.setCurrentRevision(String(outcome.revision));
      return response.setSuccess(success);
    }
    case 'wrong-expected-version':
      return response.setError(failure('WrongExpectedVersion', 'WrongExpectedVersion', wrongVersion(expected, outcome.current)));
    case 'stream-deleted':
      return response.setError(failure('StreamDeleted', 'StreamDeleted', new sharedPb.StreamDeleted().setStreamIdentifier(identifier(stream))));
    case 'too-large':
      return response.setError(
        failure('MaximumAppendSizeExceeded', 'MaximumAppendSizeExceeded', new sharedPb.MaximumAppendSizeExceeded().setMaxappendsize(MAX_APPEND_BYTES)),
      );
    case 'bad-request':
      return response.setError(failure('BadRequest', 'BadRequest', new sharedPb.BadRequest()));
  }
};

/** The answer of a server that is starting or stopping. */
export const notReady = (stream: string): BatchResponse =>
  new streamsPb.BatchAppendResp().setStreamIdentifier(identifier(stream)).setError(failure('Server Is Not Ready', 'BadRequest', new sharedPb.BadRequest()));

const wrongVersion = (expected: Expectation, current: number | null): InstanceType<typeof sharedPb.WrongExpectedVersion> => {
  const details = new sharedPb.WrongExpectedVersion();
  if (current === null) details.setCurrentNoStream(nothing());
  else details.setCurrentStreamRevision(String(current));
  if (expected === 'any') details.setExpectedAny(nothing());
  else if (expected === 'no_stream') details.setExpectedNoStream(nothing());
  else if (expected === 'stream_exists') details.setExpectedStreamExists(nothing());
  else details.setExpectedStreamPosition(String(expected));
  return details;
};

const failure = (message: string, type: string, details: { serializeBinary(): Uint8Array }): InstanceType<typeof statusPb.Status> => {
  const packed = new anyPb.Any();
  packed.pack(details.serializeBinary(), `event_store.client.${type}`);
  const answer = new statusPb.Status();
  answer.setMessage(message);
  answer.setDetails(packed);
  return answer;
};

const allPosition = (position: bigint): InstanceType<typeof sharedPb.AllStreamPosition> =>
  new sharedPb.AllStreamPosition().setCommitPosition(String(position)).setPreparePosition(String(position));

export const eventAnswer = (event: Logged): ReadResponse => {
  const recorded = new streamsPb.ReadResp.ReadEvent.RecordedEvent()
    .setId(new sharedPb.UUID().setString(event.id))
    .setStreamIdentifier(identifier(event.stream))
    .setStreamRevision(String(event.revision))
    .setPreparePosition(String(event.position))
    .setCommitPosition(String(event.position))
    .setCustomMetadata(event.metadata)
    .setData(event.data);
  recorded.getMetadataMap().set('type', event.type).set('content-type', event.contentType).set('created', String(BigInt(event.createdMs) * TICKS));
  const read = new streamsPb.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(event.position));
  return new streamsPb.ReadResp().setEvent(read);
};

export const confirmation = (id: string): ReadResponse =>
  new streamsPb.ReadResp().setConfirmation(new streamsPb.ReadResp.SubscriptionConfirmation().setSubscriptionId(id));

export const caughtUp = (): ReadResponse => new streamsPb.ReadResp().setCaughtUp(new streamsPb.ReadResp.CaughtUp());

/** Prepare is 0 while catching up: the place behind what was looked at, which is no event's own. */
export const checkpoint = (commit: bigint, prepare: bigint): ReadResponse =>
  new streamsPb.ReadResp().setCheckpoint(new streamsPb.ReadResp.Checkpoint().setCommitPosition(String(commit)).setPreparePosition(String(prepare)));

export const streamNotFound = (stream: string): ReadResponse =>
  new streamsPb.ReadResp().setStreamNotFound(new streamsPb.ReadResp.StreamNotFound().setStreamIdentifier(identifier(stream)));

/** What a filter lets through. A broken regular expression throws. */
export const matcherOf = (filter: Filter | undefined): ((event: Logged) => boolean) => {
  if (!filter) return () => true;
  const expression = (filter.getStreamIdentifier() ?? filter.getEventType())!;
  const field = filter.hasStreamIdentifier() ? 'stream' : 'type';
  const regex = expression.getRegex() === '' ? null : new RegExp(expression.getRegex());
  return (event) => (regex ? regex.test(event[field]) : expression.getPrefixList().some((prefix) => event[field].startsWith(prefix)));
};

/** An error as gRPC carries it, with the exception name that the client reads. */
export const callError = (code: status, details: string, exception: Readonly<Record<string, string>> = {}): Partial<ServiceError> => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(exception)) metadata.set(key, value);
  return { code, details, metadata };
};
