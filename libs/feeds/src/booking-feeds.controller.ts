import { Body, Controller, Delete, Get, Header, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import type { Config } from '@hewu/platform/src/config.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Public, SignedIn } from '@hewu/platform/src/policy.js';
import { publicUrlOf, type Asked } from '@hewu/platform/src/public-url.js';
import { hashOf, LINK_TOKEN } from '@hewu/platform/src/private-link.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { CONFIG } from '@hewu/platform/src/tokens.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { FeedLinkMadeAnswer, FeedLinksPage } from './answers.js';
import { MakeFeedLinkBody } from './dto.js';
import { feedText } from './entry.js';
import type { FeedSubject } from './events.js';
import { Feeds } from './feeds.js';
import { FeedsKey } from './feeds-key.js';
import { ChangePersonalFeedsCommand } from './personal-feeds.commands.js';
import { LINKS_AT_MOST, personalFeeds, type PersonalFeedsCommand } from './personal-feeds.decider.js';
import { feedLinksProjection, type FeedLinkDocument } from './personal-feeds.projection.js';
import { Persons } from './persons.js';

const TOKEN = { name: 'token', schema: { type: 'string' as const, pattern: LINK_TOKEN.source } };
const ICS = { content: { 'text/calendar': { schema: { type: 'string' } } } } as const;
const NAMES = { own: { zh: '合武 我的仪器预约', en: 'Hewu: my instruments' }, instrument: { zh: '合武 ', en: 'Hewu: ' } } as const;

/** Bookings in calendar programs: what is taken of an instrument for everybody, and by private links what concerns somebody. */
@ApiTags('feeds')
@Controller()
export class BookingFeedsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly feeds: Feeds,
    private readonly persons: Persons,
    private readonly key: FeedsKey,
    @Inject(CONFIG) private readonly config: Pick<Config, 'publicUrl'>,
  ) {}

  @Get('instruments/:id/busy.ics')
  @Public()
  @Header('content-type', 'text/calendar; charset=utf-8')
  @ApiOperation({ operationId: 'readInstrumentFeed', summary: 'When an instrument is taken or out of service, as iCalendar (RFC 5545), without whose it is' })
  @ApiOkResponse({ description: 'From a month ago on, by the clocks of the instrument.', ...ICS })
  @Refuses('not_found')
  async busy(@Param('id') instrumentId: string): Promise<string> {
    const place = found(await this.feeds.place(instrumentId));
    return feedText(`${place.name.zh} ${place.name.en}`, await this.feeds.taken(place));
  }

  @Post('booking-feeds')
  @SignedIn()
  @AsksReadModels()
  @ApiOperation({ operationId: 'makeFeedLink', summary: 'Make a private link to one’s own bookings, or to the calendar of an instrument that one manages; it is told this once' })
  @ApiCreatedResponse({ type: FeedLinkMadeAnswer })
  @Refuses('not_found', 'feed_links_used_up')
  async make(@Body() { instrumentId, language }: MakeFeedLinkBody, @FromCaller() { actor, context, language: asked }: SignedInCaller, @Req() request: Asked): Promise<FeedLinkMadeAnswer> {
    const linkId = derivedId(context.commandId, 'feed link');
    const token = this.key.token(linkId);
    const place = instrumentId === null ? null : await this.feeds.place(instrumentId);
    if (instrumentId !== null && !place) throw notFound();
    const subject: FeedSubject = place ? { kind: 'instrument', instrumentId: place._id, ownerOrganisationId: place.ownerOrganisationId } : { kind: 'own' };
    const mayShow = !place || (actor.organisationId === place.ownerOrganisationId && actor.roles.includes('instrument_manager'));
    const done = await this.change({ do: 'make_link', personId: actor.personId, linkId, tokenSha256: hashOf(token), subject, mayShow, language: language ?? asked }, context);
    // Whoever is told a link may follow it at once.
    if (done.position !== null) await this.models.waitFor(feedLinksProjection, done.position);
    return { id: linkId, ...done, url: `${publicUrlOf(this.config, request)}/api/v1/booking-feeds/${token}.ics` };
  }

  @Get('booking-feeds')
  @SignedIn()
  @ApiOperation({ operationId: 'listFeedLinks', summary: 'The caller’s links, without what would open them' })
  @ApiOkResponse({ type: FeedLinksPage })
  async list(@Query() { position }: PositionQuery, @FromCaller() { actor: { personId } }: SignedInCaller): Promise<FeedLinksPage> {
    await this.models.upTo(feedLinksProjection, position);
    const { items } = await this.models.find<FeedLinkDocument>(feedLinksProjection, { filter: { personId }, sort: { field: 'madeAt', direction: 'asc' }, limit: LINKS_AT_MOST });
    return { items: items.map(({ linkId: id, subject, language, madeAt }) => ({ id, instrumentId: subject.kind === 'own' ? null : subject.instrumentId, language, madeAt })), next: null };
  }

  @Delete('booking-feeds/:id')
  @SignedIn()
  @ApiOperation({ operationId: 'revokeFeedLink', summary: 'From now on the link shows nothing' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found')
  async revoke(@Param('id') id: string, @FromCaller() { actor: { personId }, context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...(await this.change({ do: 'revoke_link', personId, linkId: id }, context)) };
  }

  @Get('booking-feeds/:token.ics')
  @Public()
  @Header('content-type', 'text/calendar; charset=utf-8')
  @Header('cache-control', 'private, max-age=300')
  @ApiOperation({ operationId: 'readBookingFeed', summary: 'Bookings and offers of whoever made the link, or the calendar of an instrument for its owner’s staff, as iCalendar (RFC 5545)' })
  @ApiParam(TOKEN)
  @ApiOkResponse({ description: 'From a month ago on, by the clocks of each instrument; at most a thousand of a kind.', ...ICS })
  @Refuses('not_found')
  async feed(@Param('token') token: string, @Req() request: Asked): Promise<string> {
    if (!LINK_TOKEN.test(token)) throw notFound();
    const { personId, linkId, subject, language } = found(await this.models.get<FeedLinkDocument>(feedLinksProjection, hashOf(token)));
    // The read model may lag behind a revocation; the person's own streams do not.
    const { links } = await this.kernel.load(personalFeeds, personId);
    if (!Object.hasOwn(links, linkId) || (await this.persons.isErased(personId))) throw notFound();
    const page = { language, publicUrl: publicUrlOf(this.config, request) };
    if (subject.kind === 'own') return feedText(NAMES.own[language], await this.feeds.own(personId, page));
    if (!(await this.feeds.isManager(personId, subject.ownerOrganisationId))) throw notFound();
    const place = found(await this.feeds.place(subject.instrumentId));
    return feedText(`${NAMES.instrument[language]}${place.name[language]}`, await this.feeds.staff(place, page));
  }

  private async change(change: PersonalFeedsCommand, context: SignedInCaller['context']): Promise<{ readonly position: string | null; readonly revision: number }> {
    const answer = await this.commands.execute(new ChangePersonalFeedsCommand(change, context));
    if ('refused' in answer && answer.refused === 'not_found') throw notFound();
    return accepted(answer);
  }
}
