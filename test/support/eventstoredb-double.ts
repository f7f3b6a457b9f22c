import { randomUUID } from 'node:crypto';
import { Server, ServerCredentials, status, type ServerDuplexStream, type ServerWritableStream } from '@grpc/grpc-js';
import featuresGrpc, { type IServerFeaturesServer } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import featuresPb from '@eventstore/db-client/generated/serverfeatures_pb.js';
import streamsGrpc, { type IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { BatchAppendReq, BatchAppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import { EventLog, type Expectation, type Logged, type Proposed } from './eventstoredb-log.js';
import { batchAnswer, callError, caughtUp, checkpoint, confirmation, eventAnswer, expectationFrom, matcherOf, notReady, proposedFrom, streamNotFound, text } from './eventstoredb-wire.js';

/** How the double misbehaves from now on. */
export type Fault =
  /** Appends are done and never answered. */
  | 'swallows-answers'
  /** Appends are done, and the connection breaks instead of the answer. */
  | 'drops-after-append'
  /** As while starting or stopping: appends are refused before they are looked at. */
  | 'not-ready'
  /** The first question of a connection fails with INTERNAL, as during a graceful stop. */
  | 'features-fail'
  /** Calls are taken and nothing is ever answered. */
  | 'hangs';

/** Events looked at between two checkpoints when the client asks for every one: the server's own window. */
const WINDOW = 32;

/** Appends that came in over one batch stream and are not complete yet. */
type Batch = { stream: string; expected: Expectation; events: Proposed[] };

/**
 * EventStoreDB's wire protocol on 127.0.0.1, as far as the client goes on the ways we use, over an in-memory log that
 * outlives stops and starts. It pins our side of the wire; what the server does is known from the record alone.
 */
export class EventStoreDbDouble {
  readonly log: EventLog;
  /** Calls by RPC name. */
  readonly calls = new Map<string, number>();
  fault: Fault | null = null;
  private server: Server | null = null;
  private port = 0;

  constructor(now: () => number = Date.now) {
    this.log = new EventLog(now);
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  /** Listens; the second time on the port of the first. */
  async start(): Promise<this> {
    const server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
    server.addService(streamsGrpc.StreamsService, this.streams());
    server.addService(featuresGrpc.ServerFeaturesService, { getSupportedMethods: this.features });
    this.port = await new Promise<number>((resolve, reject) =>
      server.bindAsync(`127.0.0.1:${this.port}`, ServerCredentials.createInsecure(), (error, port) => (error ? reject(error) : resolve(port))),
    );
    this.server = server;
    return this;
  }

  /** As by `kill -9`: every connection breaks at once. What was appended stays. */
  stop(): void {
    this.server?.forceShutdown();
    this.server = null;
  }

  private count(rpc: string): void {
    this.calls.set(rpc, (this.calls.get(rpc) ?? 0) + 1);
  }

  private readonly features: IServerFeaturesServer['getSupportedMethods'] = (_call, answer) => {
    this.count('ServerFeatures.GetSupportedMethods');
    if (this.fault === 'hangs') return;
    if (this.fault === 'features-fail') return answer(callError(status.INTERNAL, 'Received RST_STREAM with code 2'), null);
    const method = (name: string): InstanceType<typeof featuresPb.SupportedMethod> =>
      new featuresPb.SupportedMethod().setServiceName('event_store.client.streams.streams').setMethodName(name);
    answer(null, new featuresPb.SupportedMethods().setEventStoreServerVersion('24.6.0').setMethodsList([method('append'), method('batchappend'), method('read')]));
  };

  private streams(): IStreamsServer {
    return {
      read: (call) => this.read(call),
      batchAppend: (call) => this.batchAppend(call),
      append: (_call, answer) => answer(callError(status.UNIMPLEMENTED, 'the client of a server with BatchAppend never calls Append'), null),
      delete: (call, answer) => {
        const position = String(this.log.delete(text(call.request.getOptions()!.getStreamIdentifier()!.getStreamName_asU8())));
        answer(null, new streamsPb.DeleteResp().setPosition(new streamsPb.DeleteResp.Position().setCommitPosition(position).setPreparePosition(position)));
      },
      tombstone: (call, answer) => {
        const position = String(this.log.tombstone(text(call.request.getOptions()!.getStreamIdentifier()!.getStreamName_asU8())));
        answer(null, new streamsPb.TombstoneResp().setPosition(new streamsPb.TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position)));
      },
    };
  }

  private batchAppend(call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void {
    this.count('Streams.BatchAppend');
    const open = new Map<string, Batch>();
    call.on('error', () => call.end());
    call.on('end', () => call.end());
    call.on('data', (request: BatchAppendReq) => {
      const id = request.getCorrelationId()!.getString();
      const options = request.getOptions();
      if (options) open.set(id, { stream: text(options.getStreamIdentifier()!.getStreamName_asU8()), expected: expectationFrom(options), events: [] });
      const batch = open.get(id)!;
      batch.events.push(...request.getProposedMessagesList().map(proposedFrom));
      if (!request.getIsFinal()) return;
      open.delete(id);
      this.answerAppend(call, batch, request);
    });
  }

  private answerAppend(call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>, { stream, expected, events }: Batch, request: BatchAppendReq): void {
    const answer = (response: BatchAppendResp): void => void call.write(response.setCorrelationId(request.getCorrelationId()));
    switch (this.fault) {
      case 'hangs':
        return;
      case 'not-ready':
        return answer(notReady(stream));
      case 'swallows-answers':
        this.log.append(stream, expected, events);
        return;
      case 'drops-after-append':
        this.log.append(stream, expected, events);
        return this.stop();
      case 'features-fail':
      case null:
        return answer(batchAnswer(stream, expected, this.log.append(stream, expected, events)));
    }
  }

  private read(call: ServerWritableStream<ReadReq, ReadResp>): void {
    this.count('Streams.Read');
    if (this.fault === 'hangs') return;
    const options = call.request.getOptions()!;
    if (options.hasSubscription()) return this.subscribe(call);
    const page = options.hasStream() ? this.readStream(call) : this.readAll(call);
    if (page === null) return;
    for (const event of page.slice(0, Number(options.getCount()))) call.write(eventAnswer(event));
    call.end();
  }

  private readStream(call: ServerWritableStream<ReadReq, ReadResp>): readonly Logged[] | null {
    const options = call.request.getOptions()!.getStream()!;
    const name = text(options.getStreamIdentifier()!.getStreamName_asU8());
    const events = this.log.stream(name);
    if (events === 'deleted') {
      call.emit('error', callError(status.FAILED_PRECONDITION, `Event stream '${name}' is deleted.`, { exception: 'stream-deleted', 'stream-name': name }));
      return null;
    }
    if (events === null) {
      call.write(streamNotFound(name));
      call.end();
      return null;
    }
    if (isBackwards(call)) return events.filter(({ revision }) => !options.hasRevision() || revision <= Number(options.getRevision())).reverse();
    return events.filter(({ revision }) => !options.hasRevision() || revision >= Number(options.getRevision()));
  }

  /** Forwards from the position on, backwards from the one before it. */
  private readAll(call: ServerWritableStream<ReadReq, ReadResp>): readonly Logged[] | null {
    const position = call.request.getOptions()!.getAll()!.getPosition();
    if (isBackwards(call)) return this.log.all.filter((event) => !position || event.position < BigInt(position.getCommitPosition())).reverse();
    return this.log.all.filter((event) => !position || event.position >= BigInt(position.getCommitPosition()));
  }

  private subscribe(call: ServerWritableStream<ReadReq, ReadResp>): void {
    const options = call.request.getOptions()!;
    let matches: (event: Logged) => boolean;
    try {
      matches = matcherOf(options.getFilter());
    } catch {
      call.emit('error', callError(status.UNKNOWN, 'Exception was thrown by handler.'));
      return;
    }
    call.write(confirmation(randomUUID()));
    const from = options.getAll()!.getPosition();
    const place = from ? { commit: BigInt(from.getCommitPosition()), prepare: BigInt(from.getPreparePosition()) } : null;
    if (place && !this.isBoundary(place.commit)) {
      call.emit('error', callError(status.INVALID_ARGUMENT, 'Trying to read from an invalid position.'));
      return;
    }
    const every = WINDOW * (options.getFilter()?.getCheckpointintervalmultiplier() ?? Infinity);
    const isBehind = ({ position }: Logged): boolean => !place || position > place.commit || (position === place.commit && position > place.prepare);
    const found = this.log.all.findIndex(isBehind);
    let next = found < 0 ? this.log.all.length : found;
    let looked = 0;
    let live = false;
    const pump = (): void => {
      // Beyond the end: silence, whatever comes, until the log has grown past the place.
      for (; next < this.log.all.length; next += 1) {
        const event = this.log.all[next]!;
        if (!isBehind(event)) continue;
        if (matches(event)) call.write(eventAnswer(event));
        looked += 1;
        if (looked % every !== 0) continue;
        const behind = this.log.all[next + 1]?.position ?? this.log.endPosition;
        call.write(live ? checkpoint(event.position, event.position) : checkpoint(behind, 0n));
      }
      if (!live) call.write(caughtUp());
      live = true;
    };
    const leave = this.log.onAppend(pump);
    call.on('cancelled', () => {
      leave();
      call.end();
    });
    call.on('close', leave);
    pump();
  }

  private isBoundary(position: bigint): boolean {
    return position >= this.log.endPosition || this.log.all.some((event) => event.position === position);
  }
}

const isBackwards = (call: ServerWritableStream<ReadReq, ReadResp>): boolean => call.request.getOptions()!.getReadDirection() === 1;
