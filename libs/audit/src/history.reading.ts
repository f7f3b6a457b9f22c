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
import { withheldFieldsOf } from './public-then.js';
import { ruleInEnglish } from './rule-words.js';
import { sentenceOf } from './sentences.js';
import { shownState, tellMore, type ToldOfTransfers } from './state-shown.js';

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

  /** Entries in order. */
  async page(filter: Filter, limit: number, cursor: string | undefined): Promise<Page<ShownEvent>> {
    const page = await this.recorded(filter, limit, cursor);
    const restricted = await this.restrictedOf(page.items);
    const names = await this.models.getMany<NameDocument>(namesProjection, page.items.flatMap(({ actor, onBehalfOf }) => [actor, ...(onBehalfOf ? [onBehalfOf] : [])]));
    const nameOf = (id: string | null): string | null => (id === null ? null : names.get(id)?.name ?? null);
    return { items: page.items.map((event) => ({ ...event, actorName: nameOf(event.actor), organisationName: nameOf(event.onBehalfOf), ruleEn: event.rule === null ? null : ruleInEnglish(event.rule), ...shownOf(event, restricted) })), next: page.next };
  }

  async count(filter: Filter): Promise<number> {
    return this.models.count(history, filter);
  }

  /** As a chained table, one page in memory at a time. */
  async *evidence(filter: Filter): AsyncGenerator<string> {
    yield headLine();
    let digest = FIRST_DIGEST;
    let number = 0;
    for await (const event of pages((cursor) => this.page(filter, PAGE, cursor))) {
      const { actorName, organisationName, zh, en, ruleEn } = event;
      const row = evidenceLine(++number, event, { actorName, organisationName, zh, en, ruleEn }, digest);
      digest = row.digest;
      yield row.line;
    }
  }

  /** Folded again from what had happened by then; of one that is restricted now, what its history still says. */
  async stateOf(achievementId: string, filter: Filter): Promise<AchievementAsOf> {
    const known = await this.models.get<AchievementStreams>(achievementStreams, achievementId);
    let state = nothingYet;
    let told: ToldOfTransfers = {};
    for await (const entry of pages((cursor) => this.recorded(filter, PAGE, cursor))) {
      if (!tellsOfAchievement(entry.category)) continue;
      const event = { type: entry.type, data: entry.data } as unknown as AchievementHistory;
      state = advance(state, event);
      if (known?.restricted && withheldFieldsOf(entry, known) !== null) told = tellMore(told, event);
    }
    return known?.restricted ? shownState(state, known, told) : state;
  }

  private recorded(filter: Filter, limit: number, cursor: string | undefined): Promise<Page<HistoryDocument>> {
    return this.models.find<HistoryDocument>(history, { filter, sort: { field: 'position', direction: 'asc' }, limit, cursor });
  }

  /** The achievements that are restricted now and of which these entries tell. */
  private async restrictedOf(events: readonly HistoryDocument[]): Promise<readonly AchievementStreams[]> {
    const streams = [...new Set(events.map(({ stream }) => stream))];
    if (streams.length === 0) return [];
    const { items } = await this.models.find<AchievementStreams>(achievementStreams, { filter: { streams: { $in: streams }, restricted: true }, limit: streams.length });
    return items;
  }
}

const WITHHELD = { withheld: 'achievement_restricted' };

/**
 * What an auditor sees of a restricted achievement: that something happened, who did it, for whom, when, why and under which rule;
 * of what everybody could read then and what came to a binding contract, what was decided, too (`public-then.ts`). What the thing is never leaves the unit.
 */
const shownOf = (event: HistoryDocument, restricted: readonly AchievementStreams[]): Pick<ShownEvent, 'zh' | 'en' | 'data'> => {
  const { type, data, stream } = event;
  const about = restricted.filter(({ streams }) => streams.includes(stream)).map((achievement) => withheldFieldsOf(event, achievement));
  if (about.includes(null)) return { zh: `限制公开成果的记录（${type}），内容不予显示`, en: `A record of a restricted achievement (${type}): what it says is withheld`, data: WITHHELD };
  const fields = about.flatMap((one) => one ?? []).filter((field) => Object.hasOwn(data, field) && data[field] !== null);
  const without = (value: unknown): HistoryDocument['data'] => ({ ...data, ...Object.fromEntries(fields.map((field) => [field, value])) });
  return { ...sentenceOf(type, without('…')), data: without(WITHHELD) };
};

async function* pages<T>(read: (cursor: string | undefined) => Promise<Page<T>>): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    yield* page.items;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}
