import { Controller, Delete, Get, Header, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import type { Config } from '@hewu/platform/src/config.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Public, SignedIn } from '@hewu/platform/src/policy.js';
import { hashOf, LINK_TOKEN } from '@hewu/platform/src/private-link.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { publicUrlOf, type Asked } from '@hewu/platform/src/public-url.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { CLOCK, CONFIG } from '@hewu/platform/src/tokens.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { CalendarLinkMadeAnswer, CalendarLinksPage } from './answers.js';
import { calendarLinksProjection, type CalendarLinkDocument } from './calendar-links.projection.js';
import { dutiesProjection, UNDATED, type DutyDocument } from './duties.projection.js';
import { deadlineEntry, feedName } from './feed.js';
import { icalendar } from './ical.js';
import { ChangePreferencesCommand } from './inbox.commands.js';
import { InboxKey } from './inbox-key.js';
import { People } from './people.js';
import { CALENDAR_LINKS_AT_MOST, preferences } from './preferences.decider.js';
import { Staff } from './staff.js';
import { deadlinesFor } from './waits-for.js';

/** More deadlines than anybody has; the earliest are shown. */
const ENTRIES_AT_MOST = 500;
const TOKEN = { name: 'token', schema: { type: 'string' as const, pattern: LINK_TOKEN.source } };

/** One's deadlines in one's own calendar program, by a private link that can be revoked. */
@ApiTags('inbox')
@Controller('calendar-feeds')
export class CalendarFeedsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly people: People,
    private readonly staff: Staff,
    private readonly key: InboxKey,
    @Inject(CONFIG) private readonly config: Pick<Config, 'publicUrl'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @SignedIn()
  @ApiOperation({ operationId: 'makeCalendarLink', summary: 'Make a private link to the caller’s deadlines; it is told this once' })
  @ApiCreatedResponse({ type: CalendarLinkMadeAnswer })
  @Refuses('calendar_links_used_up')
  async make(@FromCaller() { actor: { personId }, context }: SignedInCaller, @Req() request: Asked): Promise<CalendarLinkMadeAnswer> {
    const linkId = derivedId(context.commandId, 'calendar link');
    const token = this.key.calendarToken(linkId);
    const done = accepted(await this.commands.execute(new ChangePreferencesCommand({ type: 'MakeCalendarLink', personId, linkId, tokenSha256: hashOf(token) }, context)));
    // Whoever is told a link may follow it at once.
    if (done.position !== null) await this.models.waitFor(calendarLinksProjection, done.position);
    return { id: linkId, ...done, url: `${publicUrlOf(this.config, request)}/api/v1/calendar-feeds/${token}.ics` };
  }

  @Get()
  @SignedIn()
  @ApiOperation({ operationId: 'listCalendarLinks', summary: 'The caller’s links, without what would open them' })
  @ApiOkResponse({ type: CalendarLinksPage })
  async list(@Query() { position }: PositionQuery, @FromCaller() { actor: { personId } }: SignedInCaller): Promise<CalendarLinksPage> {
    await this.models.upTo(calendarLinksProjection, position);
    const { items } = await this.models.find<CalendarLinkDocument>(calendarLinksProjection, { filter: { personId }, sort: { field: 'madeAt', direction: 'asc' }, limit: CALENDAR_LINKS_AT_MOST });
    return { items: items.map(({ linkId: id, madeAt }) => ({ id, madeAt })), next: null };
  }

  @Delete(':id')
  @SignedIn()
  @ApiOperation({ operationId: 'revokeCalendarLink', summary: 'From now on the link shows nothing' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found')
  async revoke(@Param('id') id: string, @FromCaller() { actor: { personId }, context }: SignedInCaller): Promise<WrittenAnswer> {
    const answer = await this.commands.execute(new ChangePreferencesCommand({ type: 'RevokeCalendarLink', personId, linkId: id }, context));
    if ('refused' in answer && answer.refused === 'not_found') throw notFound();
    return { id, ...accepted(answer) };
  }

  @Get(':token.ics')
  @Public()
  @Header('content-type', 'text/calendar; charset=utf-8')
  @Header('cache-control', 'private, max-age=300')
  @ApiOperation({ operationId: 'readCalendarFeed', summary: 'Deadlines of whoever made the link, in all their organisations, as iCalendar (RFC 5545)' })
  @ApiParam(TOKEN)
  @ApiOkResponse({ description: 'All-day entries for periods of days, instants otherwise.', content: { 'text/calendar': { schema: { type: 'string' } } } })
  @Refuses('not_found')
  async feed(@Param('token') token: string, @Req() request: Asked): Promise<string> {
    if (!LINK_TOKEN.test(token)) throw notFound();
    const { personId, linkId } = found(await this.models.get<CalendarLinkDocument>(calendarLinksProjection, hashOf(token)));
    // The read model may lag behind a revocation; the person's own stream does not.
    const { links, language } = await this.kernel.load(preferences, personId);
    if (!Object.hasOwn(links, linkId) || (await this.people.find(personId)).erased) throw notFound();
    const now = this.clock.now();
    const filter = { ...deadlinesFor(await this.staff.wordsOf(personId, null), now), dueOrder: { $lt: UNDATED } };
    const { items } = await this.models.find<DutyDocument>(dutiesProjection, { filter, sort: { field: 'dueOrder', direction: 'asc' }, limit: ENTRIES_AT_MOST });
    return icalendar(feedName(language), items.map((duty) => deadlineEntry(duty, language, publicUrlOf(this.config, request))));
  }
}
