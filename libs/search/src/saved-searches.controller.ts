import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { BadCursor, decodeCursor, encodeCursor } from '@hewu/kernel/src/read-store.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { SignedIn } from '@hewu/platform/src/policy.js';
import { accepted } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import type { SavedQuery } from './events.js';
import { DeleteSearchCommand, KeepSearchCommand } from './saved-searches.commands.js';
import { SavedSearchBody, SavedSearchesPage, type SavedSearchAnswer } from './saved-searches.dto.js';
import { savedSearchesProjection, type SavedSearch, type SavedSearchesDocument } from './saved-searches.projection.js';

/** What the caller looks for again and again. Nobody else reads it. */
@ApiTags('search')
@Controller('saved-searches')
export class SavedSearchesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ operationId: 'listSavedSearches', summary: "The caller's own saved searches, first saved first" })
  @ApiOkResponse({ type: SavedSearchesPage })
  async list(@Query() { limit, cursor, position }: ListQuery, @FromCaller() { actor: { personId } }: SignedInCaller): Promise<SavedSearchesPage> {
    await this.models.upTo(savedSearchesProjection, position);
    const all = (await this.models.get<SavedSearchesDocument>(savedSearchesProjection, personId))?.searches ?? [];
    const begins = cursor === undefined ? 0 : all.findIndex(({ id }) => id === idIn(cursor)) + 1;
    const items = all.slice(begins, begins + limit);
    const last = begins + limit < all.length ? items.at(-1) : undefined;
    return { items: items.map(answerOf), next: last ? encodeCursor('saved', last.id) : null };
  }

  @Post()
  @SignedIn()
  @AsksReadModels()
  @ApiOperation({ operationId: 'saveSearch', summary: 'Keep a search of listings, and be told of what is published from now on', description: 'Each listing is told once. Words are found as they stand, in another form, by a synonym or by pinyin; typing errors are not guessed at.' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('facet_unknown', 'facet_value_unknown', 'search_asks_nothing', 'saved_searches_used_up')
  async save(@Body() body: SavedSearchBody, @FromCaller() { actor: { personId }, context }: SignedInCaller): Promise<WrittenAnswer> {
    const id = derivedId(context.commandId, 'saved-search');
    return { id, ...accepted(await this.commands.execute(new KeepSearchCommand('new', wantedOf(id, personId, body), context))) };
  }

  @Put(':id')
  @HttpCode(200)
  @SignedIn()
  @AsksReadModels()
  @ApiOperation({ operationId: 'changeSavedSearch', summary: 'Replace the whole of it', description: 'With another query, only what is published from now on is new to it.' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'facet_unknown', 'facet_value_unknown', 'search_asks_nothing')
  async change(@Param('id') id: string, @Body() body: SavedSearchBody, @FromCaller() { actor: { personId }, context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new KeepSearchCommand('changed', wantedOf(id, personId, body), context))) };
  }

  @Delete(':id')
  @SignedIn()
  @ApiOperation({ operationId: 'deleteSavedSearch', summary: 'Keep it no longer; what waits to be mailed of it is not' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found')
  async remove(@Param('id') id: string, @FromCaller() { actor: { personId }, context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new DeleteSearchCommand({ searchId: id, personId }, context))) };
  }
}

const idIn = (cursor: string): string => {
  const { value, id } = decodeCursor(cursor);
  if (value !== 'saved') throw new BadCursor('the cursor is not one of this list');
  return id;
};

const wantedOf = (searchId: string, personId: string, { name, q, narrowed, alert }: SavedSearchBody): KeepSearchCommand['wanted'] => ({
  searchId, personId, name, alert, query: { q: q ?? null, narrowed: (narrowed ?? []).map(({ facet, values }) => ({ facet, values: [...new Set(values)] })) },
});

const answerOf = ({ id, name, query, alert, savedAt }: SavedSearch): SavedSearchAnswer => ({ id, name, ...query, alert, savedAt, href: `/api/v1/listings?${askedBy(query)}` });

const askedBy = ({ q, narrowed }: SavedQuery): string =>
  new URLSearchParams([['sort', 'newest'], ...(q === null ? [] : [['q', q]]), ...narrowed.map(({ facet, values }) => [facet, values.join(',')])]).toString();
