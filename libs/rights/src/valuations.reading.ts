import { Injectable } from '@nestjs/common';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter, Page } from '@hewu/kernel/src/read-store.js';
import type { Actor } from '@hewu/platform/src/actor.js';
import { achievementOwnersProjection, type AchievementOwner } from './achievement-owners.projection.js';
import { valuationsProjection, type ValuationDocument } from './valuations.projection.js';

type Asked = { readonly achievementId: string | undefined; readonly limit: number; readonly cursor: string | undefined };

/** As many at a time as are looked through for what is restricted. */
const AT_ONCE = 500;

/** Registrars and auditors read the valuations of both regions. */
const watchesOver = ({ roles }: Actor): boolean => roles.includes('registrar') || roles.includes('auditor');

/** Valuations for whoever may know of them: the unit of its own; who watches over transfers of all that is not restricted now. */
@Injectable()
export class ValuationsReading {
  constructor(private readonly models: ReadModels) {}

  /** Waits until the command that answered with this position can be seen. */
  async upTo(position: string | undefined): Promise<void> {
    await Promise.all([this.models.upTo(valuationsProjection, position), this.models.upTo(achievementOwnersProjection, position)]);
  }

  /** Newest first, with how many there are in all; what is restricted counts for nobody but its unit. */
  async list({ achievementId, limit, cursor }: Asked, actor: Actor): Promise<Page<ValuationDocument> & { readonly count: number }> {
    const { organisationId } = actor;
    if (organisationId === null) return { items: [], next: null, count: 0 };
    const filter: Filter = { achievementId, ...(watchesOver(actor) ? {} : { organisationId }) };
    const hidden = watchesOver(actor) ? await this.restrictedOfOthers(organisationId) : [];
    const items: ValuationDocument[] = [];
    let next: string | null = cursor ?? null;
    // What is restricted now stands between the others: it is read on until the page is full, or nothing is left.
    do {
      const page: Page<ValuationDocument> = await this.models.find(valuationsProjection, { filter, sort: { field: 'recordedAt', direction: 'desc' }, limit: limit - items.length, cursor: next ?? undefined });
      items.push(...page.items.filter((document) => !hidden.includes(document.achievementId)));
      next = page.next;
    } while (next !== null && items.length < limit);
    return { items, next, count: await this.countOf(filter, achievementId, hidden) };
  }

  /** Null for whoever may not know of it. */
  async one(id: string, actor: Actor): Promise<ValuationDocument | null> {
    const document = await this.models.get<ValuationDocument>(valuationsProjection, id);
    if (!document || actor.organisationId === document.organisationId) return document;
    if (!watchesOver(actor)) return null;
    const achievement = await this.models.get<AchievementOwner>(achievementOwnersProjection, document.achievementId);
    return achievement && achievement.secrecy !== 'restricted' ? document : null;
  }

  private async countOf(filter: Filter, achievementId: string | undefined, hidden: readonly string[]): Promise<number> {
    if (achievementId !== undefined && hidden.includes(achievementId)) return 0;
    const all = await this.models.count(valuationsProjection, filter);
    return achievementId !== undefined || hidden.length === 0 ? all : all - (await this.models.count(valuationsProjection, { achievementId: { $in: hidden } }));
  }

  /** Achievements of other units that were valued and are restricted now. */
  private async restrictedOfOthers(organisationId: string): Promise<readonly string[]> {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page: Page<AchievementOwner> = await this.models.find(achievementOwnersProjection, { filter: { valued: true, secrecy: 'restricted', organisationId: { $ne: organisationId } }, limit: AT_ONCE, cursor });
      ids.push(...page.items.map(({ _id }) => _id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return ids;
  }
}
