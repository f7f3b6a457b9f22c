import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FromCaller, type Actor, type Caller } from '@hewu/platform/src/actor.js';
import { Public } from '@hewu/platform/src/policy.js';
import { HitsPage, orderOf, SearchAnswer, type HitAnswer } from './answers.js';
import { groupsOf, type Group } from './asked.js';
import type { Findable, FoundKind } from './findable.js';
import { Findables } from './findables.js';
import { HitsQuery, SearchQuery } from './search.dto.js';
import type { IndexPage } from './search-index.js';
import { toldOf, wordsTold } from './telling.js';

type Found = Omit<IndexPage, 'hits'> & { readonly items: readonly HitAnswer[] };
type Page = { readonly sort: 'relevance' | 'newest'; readonly limit: number; readonly cursor?: string | undefined };

/** One box for everything that can be found. */
@ApiTags('search')
@Controller('search')
export class SearchController {
  constructor(private readonly findables: Findables) {}

  @Get()
  @Public()
  @ApiBearerAuth()
  @ApiOperation({
    operationId: 'search', summary: 'One box: listings, demands, instruments and experts who let themselves be found, with counts, highlights, and why each was found',
    description: 'Whoever is signed in also finds the heads of confidential demands. Best match first; the order is the same for everybody.',
  })
  @ApiOkResponse({ type: SearchAnswer })
  async search(@Query() { q, limit, position }: SearchQuery, @FromCaller() { actor }: Caller): Promise<SearchAnswer> {
    const asked = groupsOf(q ?? '');
    const groups = await Promise.all(
      this.findables.kinds.map(async (kind) => {
        const { count, items, words } = await this.find(kind, asked, actor, { sort: 'relevance', limit }, position);
        return { kind, count, items, words: wordsTold(words), href: `/api/v1/search/hits?kind=${kind}&q=${encodeURIComponent(q ?? '')}` };
      }),
    );
    return { count: groups.reduce((sum, { count }) => sum + count, 0), searchable: asked.length > 0, order: orderOf('relevance'), groups };
  }

  @Get('hits')
  @Public()
  @ApiBearerAuth()
  @ApiOperation({ operationId: 'findHits', summary: 'Everything of one kind that a phrase finds, page by page' })
  @ApiOkResponse({ type: HitsPage })
  async hits(@Query() { q, kind, sort, limit, cursor, position }: HitsQuery, @FromCaller() { actor }: Caller): Promise<HitsPage> {
    const asked = groupsOf(q ?? '');
    const { items, next, count, words } = await this.find(kind, asked, actor, { sort, limit, cursor }, position);
    return { items, next, count, searchable: asked.length > 0, order: orderOf(sort), words: wordsTold(words) };
  }

  private async find(kind: FoundKind, groups: readonly Group[], actor: Actor | null, { sort, limit, cursor }: Page, position: string | undefined): Promise<Found> {
    const index = await this.findables.index(kind, position);
    const { hits, ...found } = index.find({ groups, audience: actor ? 'signed_in' : 'public', chosen: {}, sort: { by: sort, direction: 'desc' }, limit, cursor });
    const documents = await this.findables.documents(kind, hits.map(({ id }) => id));
    const findable = this.findables.findable(kind);
    // Asked once more of the document that is shown: between index and document it may have gone off the market.
    const seen = new Map(documents.filter((document) => findsNow(findable, document, actor)).map((document) => [document._id, findable.shownTo(actor, document)]));
    const items = hits.flatMap(({ id, points, matched }): readonly HitAnswer[] => {
      const shown = seen.get(id);
      if (!shown) return [];
      const { texts: _texts, ...head } = shown;
      return [{ kind, id, ...head, points, ...toldOf(shown, matched) }];
    });
    return { ...found, items };
  }
}

const findsNow = (findable: Findable, document: Parameters<Findable['entryOf']>[0], actor: Actor | null): boolean => {
  const entry = findable.entryOf(document);
  return entry !== null && (entry.audience === 'public' || actor !== null);
};
