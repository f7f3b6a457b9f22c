import { Controller, Inject, Injectable, Param, Sse, UseGuards, type CanActivate, type ExecutionContext, type MessageEvent } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { concatMap, distinctUntilChanged, filter, finalize, map, merge, Subject, takeUntil, takeWhile, timer, type Observable } from 'rxjs';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { ACTOR_SOURCE, FromCaller, type ActorSource, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { Changes } from '@hewu/platform/src/changes.js';
import { SignedIn } from '@hewu/platform/src/policy.js';
import { notFound, Problem } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { Bearer, signedOut } from '@hewu/platform/src/signed-out.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { biddingOf } from './answers.js';
import { biddingsProjection, type BiddingDocument } from './biddings.projection.js';
import { isHidden } from './biddings.controller.js';

/** Shorter than proxies wait before they take a silent connection for a dead one. */
const SIGN_OF_LIFE_MS = 15_000;
/** As long as an access token. */
const LONGEST_MS = 600_000;
const STREAMS_PER_PERSON = 8;

/**
 * Whether there is such a bidding for the caller, asked before the stream: Nest sends a stream's status a moment after it
 * has called the handler, and what takes longer to be refused comes too late.
 */
@Injectable()
export class BiddingIsThere implements CanActivate {
  constructor(private readonly models: ReadModels) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { params: { id }, caller: { actor } } = context.switchToHttp().getRequest<{ readonly params: { readonly id: string }; readonly caller: SignedInCaller }>();
    const known = await this.models.get<BiddingDocument>(biddingsProjection, id);
    if (!known || isHidden(known, actor)) throw notFound();
    return true;
  }
}

/** A bidding as it goes on: the whole of what everybody may see, each time it changes. */
@ApiTags('biddings')
@Controller('biddings')
export class LiveBiddingsController {
  private readonly open = new Map<string, number>();

  constructor(
    private readonly models: ReadModels,
    private readonly changes: Changes,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ACTOR_SOURCE) private readonly actors: ActorSource,
  ) {}

  @Sse(':id/live')
  @SignedIn()
  @UseGuards(BiddingIsThere)
  @ApiOperation({ operationId: 'watchBidding', summary: 'Shows a bidding live, bidders as paddles, as long as the connection stands' })
  @ApiOkResponse({ description: "Events `bidding` with the bidding as `GET /biddings/{id}` answers it and the server's time `now`: at once, then with each change; a comment every 15 s. Ends when the bidding has ended, within a minute of signing out, and after 10 minutes.", content: { 'text/event-stream': { schema: { type: 'string' } } } })
  @Refuses('not_found')
  watch(@Param('id') id: string, @FromCaller() { actor }: SignedInCaller, @Bearer() token: string): Observable<MessageEvent> {
    this.enter(actor.personId);
    const states = this.changes.watch([biddingsProjection.name], undefined).pipe(
      concatMap(() => this.read(id)),
      filter((document): document is BiddingDocument => document !== null && !isHidden(document, actor)),
      distinctUntilChanged((before, now) => JSON.stringify(before) === JSON.stringify(now)),
      map((document): MessageEvent & { readonly over: boolean } => ({ type: 'bidding', data: { ...biddingOf(document), now: this.clock.now() }, over: document.status !== 'announced' && document.status !== 'open' })),
      takeWhile(({ over }) => !over, true),
      map(({ type, data }): MessageEvent => ({ type: type!, data })),
    );
    const signs = timer(SIGN_OF_LIFE_MS, SIGN_OF_LIFE_MS).pipe(map((): MessageEvent => ({ comment: 'alive' })));
    // The end of the states ends the signs of life too.
    const ended = new Subject<void>();
    return merge(states.pipe(finalize(() => ended.next())), signs.pipe(takeUntil(ended))).pipe(takeUntil(merge(timer(LONGEST_MS), signedOut(this.actors, token))), finalize(() => this.leave(actor.personId)));
  }

  private read(id: string): Promise<BiddingDocument | null> {
    return this.models.get<BiddingDocument>(biddingsProjection, id);
  }

  private enter(personId: string): void {
    const streams = this.open.get(personId) ?? 0;
    if (streams >= STREAMS_PER_PERSON) throw new Problem(429, 'too_many_requests', { streams: STREAMS_PER_PERSON }, { 'retry-after': '5' });
    this.open.set(personId, streams + 1);
  }

  private leave(personId: string): void {
    const streams = (this.open.get(personId) ?? 1) - 1;
    if (streams === 0) this.open.delete(personId);
    else this.open.set(personId, streams);
  }
}
