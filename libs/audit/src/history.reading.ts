import { Injectable } from '@nestjs/common';
import { biddingEvents } from '@hewu/bidding/src/events.js';
import { categoryOf, idOf } from '@hewu/kernel/src/event.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter, Page } from '@hewu/kernel/src/read-store.js';
import { achievementStreamsProjection, type AchievementStreams } from './achievement-streams.projection.js';
import { advance, nothingYet, tellsOfAchievement, type AchievementAsOf, type AchievementHistory } from './achievement-as-of.js';
import { evidenceLine, FIRST_DIGEST, headLine, type Shown } from './evidence.js';
import { historyProjection, type HistoryDocument } from './history.projection.js';
import { namesProjection, type NameDocument } from './names.projection.js';
import { runningBiddingsProjection } from './running-biddings.projection.js';
import { sentenceOf } from './sentences.js';

/** For reading, a projection is its name and its version; what it folds is the composition root's affair. */
const history = historyProjection([]);
const achievementStreams = achievementStreamsProjection([]);

const PAGE = 100;
const BIDDING = biddingEvents.category;

/** Whatever concerns a person or an organisation must not tell that it bids: biddings are read by their achievement, or in their protocol, once they are over. */
export const NO_BIDDING: Filter = { category: { $ne: BIDDING } };

/** An event with the words for it and the names of who did it. */
export type ShownEvent = HistoryDocument & Shown;

/** The recorded past as auditors read it. */
@Injectable()
export class HistoryReading {
  constructor(private readonly models: ReadModels) {}

  /** Waits until the command that answered with this position can be seen. */
  async upTo(position: string | undefined): Promise<void> {
    await this.models.upTo(history, position);
    await this.models.upTo(achievementStreams, position);
    await this.models.upTo(runningBiddingsProjection, position);
  }

  /** The filter for everything that tells of an achievement up to a moment; null when nothing ever did. A bidding tells once it is over. */
  async ofAchievement(achievementId: string, asOf: string | undefined): Promise<Filter | null> {
    const known = await this.models.get<AchievementStreams>(achievementStreams, achievementId);
    if (!known) return null;
    const running = await this.models.getMany(runningBiddingsProjection, known.streams.filter((stream) => categoryOf(stream) === BIDDING).map(idOf));
    const streams = known.streams.filter((stream) => categoryOf(stream) !== BIDDING || !running.has(idOf(stream)));
    return { stream: { $in: streams }, ...(asOf === undefined ? {} : { at: { $lte: asOf } }) };
  }

  async page(filter: Filter, limit: number, cursor: string | undefined): Promise<Page<ShownEvent>> {
    const page = await this.models.find<HistoryDocument>(history, { filter, sort: { field: 'position', direction: 'asc' }, limit, cursor });
    const names = await this.models.getMany<NameDocument>(namesProjection, page.items.flatMap(({ actor, onBehalfOf }) => [actor, ...(onBehalfOf ? [onBehalfOf] : [])]));
    const nameOf = (id: string | null): string | null => (id === null ? null : names.get(id)?.name ?? null);
    return { items: page.items.map((event) => ({ ...event, actorName: nameOf(event.actor), organisationName: nameOf(event.onBehalfOf), ...sentenceOf(event.type, event.data) })), next: page.next };
  }

  async count(filter: Filter): Promise<number> {
    return this.models.count(history, filter);
  }

  /** As a chained table, one page in memory at a time. */
  async *evidence(filter: Filter): AsyncGenerator<string> {
    yield headLine();
    let digest = FIRST_DIGEST;
    let number = 0;
    for await (const event of this.all(filter)) {
      const { actorName, organisationName, zh, en } = event;
      const row = evidenceLine(++number, event, { actorName, organisationName, zh, en }, digest);
      digest = row.digest;
      yield row.line;
    }
  }

  /** Folded again from what had happened by then. */
  async stateOf(filter: Filter): Promise<AchievementAsOf> {
    let state = nothingYet;
    for await (const { category, type, data } of this.all(filter)) {
      if (tellsOfAchievement(category)) state = advance(state, { type, data } as unknown as AchievementHistory);
    }
    return state;
  }

  private async *all(filter: Filter): AsyncGenerator<ShownEvent> {
    let cursor: string | undefined;
    do {
      const page = await this.page(filter, PAGE, cursor);
      yield* page.items;
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
  }
}
