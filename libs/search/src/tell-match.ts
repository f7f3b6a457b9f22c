import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { TellMatchQuery, type MatchTold } from '@hewu/platform/src/match-letters.js';
import { groupsOf } from './asked.js';
import { Findables } from './findables.js';
import { profileOf } from './matching.js';
import { answers } from './percolator.js';
import { savedSearchesProjection, type SavedSearchesDocument } from './saved-searches.projection.js';

/** What a letter about a match says, as it stands at the moment of sending: which searches of the person find it; nothing of what went off the market, or of a search that is gone or asks for something else. */
@QueryHandler(TellMatchQuery)
export class TellMatchHandler implements IQueryHandler<TellMatchQuery> {
  constructor(
    private readonly models: ReadModels,
    private readonly findables: Findables,
  ) {}

  async execute({ match: { personId, searchId, subjectId } }: TellMatchQuery): Promise<MatchTold> {
    const searches = (await this.models.get<SavedSearchesDocument>(savedSearchesProjection, personId))?.searches.filter(({ alert }) => alert !== 'off') ?? [];
    if (searches.length === 0) return 'no_longer_theirs';
    const { entryOf, shownTo, newSince } = this.findables.findable('listing');
    const [document] = await this.findables.documents('listing', [subjectId]);
    const entry = document && entryOf(document);
    if (!document || !entry || entry.audience !== 'public') return 'done';
    const profile = profileOf(entry.terms);
    const since = newSince(document);
    const found = searches
      .filter((search) => search.id === searchId || (since !== null && search.since < since))
      .map(({ name, query: { q, narrowed } }) => ({ name, groups: groupsOf(q ?? ''), narrowed }))
      .filter(({ groups, narrowed }) => answers(groups, narrowed, profile, entry));
    if (found.length === 0) return 'no_longer_theirs';
    const { title, titleEn } = shownTo(null, document);
    const why = [...new Set(found.flatMap(({ groups, narrowed }) => [...groups.map(({ asked }) => asked), ...narrowed.map(({ facet, values }) => `${facet}=${values.join('|')}`)]))];
    return {
      sentence: {
        zh: `${found.map(({ name }) => `“${name}”`).join('、')}：${title}（匹配：${why.join('、')}）`,
        en: `${found.map(({ name }) => `"${name}"`).join(', ')}: ${titleEn ?? title} (matches: ${why.join(', ')})`,
      },
    };
  }
}
