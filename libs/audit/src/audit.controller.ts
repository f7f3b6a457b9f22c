import { Readable } from 'node:stream';
import { Controller, Get, Header, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Clock } from '@hewu/kernel/src/clock.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { Allow } from '@hewu/platform/src/policy.js';
import { found } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { AchievementAsOfAnswer, entryOf, HistoryPage } from './answers.js';
import { AchievementHistoryQuery, AsOfQuery, HistoryQuery } from './audit.dto.js';
import { HistoryReading, NO_BIDDING } from './history.reading.js';

/** The recorded past. Auditors of either region read all of it and write nothing. */
@ApiTags('audit')
@Controller('audit')
export class AuditController {
  constructor(
    private readonly reading: HistoryReading,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('history')
  @Allow('auditor')
  @ApiOperation({ operationId: 'listHistory', summary: 'Everything that happened, in order, by what it concerns, who did it, for whom, and when; biddings are in the history of their achievement once they are over' })
  @ApiOkResponse({ type: HistoryPage })
  async history(@Query() { limit, cursor, position, from, until, ...asked }: HistoryQuery): Promise<HistoryPage> {
    await this.reading.upTo(position);
    const at = { ...(from ? { $gte: from } : {}), ...(until ? { $lt: until } : {}) };
    return this.page({ ...asked, $or: [NO_BIDDING], ...(from || until ? { at } : {}) }, limit, cursor);
  }

  @Get('achievements/:id/history')
  @Allow('auditor')
  @ApiOperation({ operationId: 'listAchievementHistory', summary: 'The whole history of an achievement: its drafts, listings, negotiations, notices, contracts, registration. As of any past moment' })
  @ApiOkResponse({ type: HistoryPage })
  @Refuses('not_found')
  async achievement(@Param('id') id: string, @Query() { asOf, limit, cursor, position }: AchievementHistoryQuery): Promise<HistoryPage> {
    await this.reading.upTo(position);
    return this.page(await this.filterOf(id, asOf), limit, cursor);
  }

  @Get('achievements/:id/state')
  @Allow('auditor')
  @ApiOperation({ operationId: 'readAchievementState', summary: 'How an achievement, its listings and its transfers stood at a moment, folded again from what had happened by then' })
  @ApiOkResponse({ type: AchievementAsOfAnswer })
  @Refuses('not_found')
  async state(@Param('id') id: string, @Query() { asOf: asked, position }: AsOfQuery): Promise<AchievementAsOfAnswer> {
    await this.reading.upTo(position);
    const asOf = asked ?? this.clock.now();
    const filter = await this.filterOf(id, asOf);
    const [state, events] = await Promise.all([this.reading.stateOf(id, filter), this.reading.count(filter)]);
    return { id, asOf, events, ...state };
  }

  @Get('achievements/:id/history.csv')
  @Allow('auditor')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="history.csv"')
  @ApiOperation({ operationId: 'exportAchievementHistory', summary: 'The same history as evidence: every row carries the SHA-256 of itself and of the row before' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ description: 'One row an event, in order; UTF-8 with a byte order mark.', content: { 'text/csv': { schema: { type: 'string' } } } })
  @Refuses('not_found')
  async evidence(@Param('id') id: string, @Query() { asOf, position }: AsOfQuery): Promise<StreamableFile> {
    await this.reading.upTo(position);
    // A moment is always named, so that what happens while the file is written does not come in at the end.
    const filter = await this.filterOf(id, asOf ?? this.clock.now());
    return new StreamableFile(Readable.from(this.reading.evidence(filter)), { type: 'text/csv; charset=utf-8' });
  }

  private async filterOf(achievementId: string, asOf: string | undefined): Promise<Filter> {
    return found(await this.reading.ofAchievement(achievementId, asOf));
  }

  private async page(filter: Filter, limit: number, cursor: string | undefined): Promise<HistoryPage> {
    const [page, count] = await Promise.all([this.reading.page(filter, limit, cursor), this.reading.count(filter)]);
    return { items: page.items.map(entryOf), next: page.next, count };
  }
}
