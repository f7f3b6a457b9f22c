import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { TellMatchQuery, type MatchTold } from '@hewu/platform/src/match-letters.js';
import { groupsOf } from './asked.js';
import { Findables } from './findables.js';
import { profileOf } from './matching.js';
import { answers } from './percolator.js';
import { savedSearchesProjection, type SavedSearchesDocument } from './saved-searches.projection.js';

/** What a letter about a match says, as it stands at the moment of sending: nothing of what went off the market, or of a search that is gone or asks for something else. */
@QueryHandler(TellMatchQuery)
export class TellMatchHandler implements IQueryHandler<TellMatchQuery> {
  constructor(
    private readonly models: ReadModels,
    private readonly findables: Findables,
  ) {}

  async execute({ match: { personId, searchId, subjectId } }: TellMatchQuery): Promise<MatchTold> {
    const search = (await this.models.get<SavedSearchesDocument>(savedSearchesProjection, personId))?.searches.find(({ id }) => id === searchId);
    if (!search || search.alert === 'off') return 'no_longer_theirs';
    const { entryOf, shownTo } = this.findables.findable('listing');
    const [document] = await this.findables.documents('listing', [subjectId]);
    const entry = document && entryOf(document);
    if (!document || !entry || entry.audience !== 'public') return 'done';
    const { q, narrowed } = search.query;
    const groups = groupsOf(q ?? '');
    if (!answers(groups, narrowed, profileOf(entry.terms), entry)) return 'no_longer_theirs';
    const { title, titleEn } = shownTo(null, document);
    const words = groups.map(({ asked }) => asked);
    const facets = narrowed.map(({ facet, values }) => `${facet}=${values.join('|')}`);
    const why = [...words, ...facets];
    return { sentence: { zh: `“${search.name}”：${title}（匹配：${why.join('、')}）`, en: `"${search.name}": ${titleEn ?? title} (matches: ${why.join(', ')})` } };
  }
}
