import { Controller, Headers, Inject, Query, Sse, type MessageEvent } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsOptional, IsString, Matches } from 'class-validator';
import { concatMap, finalize, from, map, merge, takeUntil, timer, type Observable } from 'rxjs';
import { ACTOR_SOURCE, FromCaller, type ActorSource, type SignedInCaller } from './actor.js';
import { Changes } from './changes.js';
import { InputInvalid } from './input-problems.js';
import { POSITION_FORM } from './lists.js';
import { SignedIn } from './policy.js';
import { Problem } from './problems.js';
import { Bearer, signedOut } from './signed-out.js';

/** Shorter than proxies wait before they take a silent connection for a dead one. */
const SIGN_OF_LIFE_MS = 15_000;
/** As long as an access token. */
const LONGEST_MS = 600_000;
const STREAMS_PER_PERSON = 8;

class ChangesQuery {
  @ApiProperty({ type: [String], minItems: 1, maxItems: 20, example: 'bookings,charges', description: 'Read models, as `GET /api/v1/health/ready` names them, divided by commas.', style: 'form', explode: false } as never)
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [...new Set(value.split(','))] : value))
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsString({ each: true })
  of!: string[];

  @ApiPropertyOptional({ pattern: POSITION_FORM.source, description: 'What changed behind this position is told at once; the `id` of the last message, or the `position` of a write.' })
  @IsOptional()
  @Matches(POSITION_FORM)
  position?: string;
}

/** Live changes, as server-sent events: which lists to ask for again. What changed in them, each list says under its own policy. */
@ApiTags('operation')
@Controller('changes')
export class ChangesController {
  private readonly open = new Map<string, number>();

  constructor(
    private readonly changes: Changes,
    @Inject(ACTOR_SOURCE) private readonly actors: ActorSource,
  ) {}

  @Sse()
  @SignedIn()
  @ApiOperation({ summary: 'Tells which lists have changed, as long as the connection stands', operationId: 'watchChanges' })
  @ApiHeader({ name: 'Last-Event-ID', required: false, schema: { type: 'string', pattern: `${POSITION_FORM.source}|^$` }, description: 'As `position`; browsers send it when they connect again.' })
  @ApiOkResponse({ description: 'Events `watching` (once, at the beginning) and `changed` with `{ of, position }`; a comment every 15 s. Ends within a minute of signing out, and after 10 minutes: connect again with the last id.', content: { 'text/event-stream': { schema: { type: 'string' } } } })
  watch(@Query() { of, position }: ChangesQuery, @Headers('last-event-id') lastId: string | undefined, @FromCaller() { actor }: SignedInCaller, @Bearer() token: string): Observable<MessageEvent> {
    const unknown = of.filter((name) => !this.changes.names.has(name));
    if (unknown.length > 0) throw InputInvalid.of('read_model_unknown', ...unknown.map((name) => `of.${of.indexOf(name)}`));
    if (lastId && !POSITION_FORM.test(lastId)) throw new Problem(400, 'position_invalid');
    this.enter(actor.personId);
    const messages = this.changes.watch(of, lastId || position).pipe(
      concatMap(({ first, from: id, changes }) => from([
        ...(first ? [{ type: 'watching', id, data: { of } }] : []),
        ...changes.map((change): MessageEvent => ({ type: 'changed', id: change.position, data: change })),
      ])),
    );
    const signs = timer(SIGN_OF_LIFE_MS, SIGN_OF_LIFE_MS).pipe(map((): MessageEvent => ({ comment: 'alive' })));
    return merge(messages, signs).pipe(takeUntil(merge(timer(LONGEST_MS), signedOut(this.actors, token))), finalize(() => this.leave(actor.personId)));
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
