import type { CommandBus } from '@nestjs/cqrs';
import fc from 'fast-check';
import type { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Query, ReadStore } from '@hewu/kernel/src/read-store.js';
import type { QueueMatchLetterCommand } from '@hewu/platform/src/match-letters.js';
import { textTerms } from '@hewu/words/src/text-terms.js';
import { Alerts } from './alerts.js';
import { one } from './entry.js';
import type { Findables } from './findables.js';
import { savedSearchesProjection, type SavedSearchesDocument } from './saved-searches.projection.js';

type Listing = { readonly _id: string; readonly position: string; readonly title: string; readonly since: string | null };

const at = (n: number): string => String(n).padStart(6, '0');

/** The two read models and the checkpoint as a store would keep them; a commit may be lost, as when the process ends in front of it. */
class World {
  listings = new Map<string, Listing>();
  searches = new Map<string, SavedSearchesDocument>();
  looked: string | null = null;
  end = 0;
  loses = false;
  readonly told: string[] = [];
  private alerts = this.begin();

  /** A process that knows nothing but what is kept. */
  restart(): void {
    this.alerts = this.begin();
  }

  round = (): Promise<boolean> => this.alerts.round(1);

  private begin(): Alerts {
    const documents = (name: string): readonly { readonly position: string }[] => (name === savedSearchesProjection.name ? [...this.searches.values()] : [...this.listings.values()]);
    const models = {
      changedAt: async ({ name }: { name: string }) => documents(name).map(({ position }) => position).sort().at(-1) ?? null,
      waitFor: async () => true,
      find: async ({ name }: { name: string }, { filter, limit }: Query) => {
        const { $gt = '', $lte } = filter!['position'] as { $gt?: string; $lte: string };
        return { items: documents(name).filter(({ position }) => position > $gt && position <= $lte).sort((a, b) => (a.position < b.position ? -1 : 1)).slice(0, limit), next: null };
      },
    };
    const findable = {
      projection: { name: 'listings' }, newSince: ({ since }: Listing) => since,
      entryOf: ({ _id: id, title, since }: Listing) => (since === null ? null : { id, audience: 'public', ...textTerms([title], []), facets: { region: one('500117') }, sorts: { newest: 0 } }),
    };
    const commands = { execute: async ({ letter }: QueueMatchLetterCommand) => void this.told.push(`${letter.searchId} ${letter.subjectId}`) };
    const reads = {
      checkpoint: async () => this.looked,
      commit: async ([{ checkpoint }]: [{ checkpoint: { position: string } }]) => {
        if (this.loses) throw new Error('cut off');
        this.looked = checkpoint.position;
      },
    };
    return new Alerts(models as unknown as ReadModels, { findable: () => findable } as unknown as Findables, commands as unknown as CommandBus, reads as unknown as ReadStore);
  }
}

type Step = { readonly do: 'save' | 'delete' | 'publish' | 'renew' | 'suspend' | 'look' | 'lose' | 'restart' | 'forget'; readonly which: number };
const WORDS = ['花椒', '柑橘', '蚕丝'];

test('whatever is repeated, lost or looked at again, a person is told of all that came on the market since they saved a search, and of nothing else', async () => {
  const step = fc.record<Step>({ do: fc.constantFrom('save', 'delete', 'publish', 'renew', 'suspend', 'look', 'lose', 'restart', 'forget'), which: fc.nat(2) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const world = new World();
      /** What must be told in the end, and what may be: a thing that went before anybody looked need not. */
      const must = new Set<string>();
      const may = new Set<string>();
      for (const { do: what, which } of steps) {
        const position = at(++world.end);
        const personId = `p-${which}`;
        const listingId = `l-${which}`;
        const before = world.listings.get(listingId);
        switch (what) {
          case 'save':
            world.searches.set(personId, { _id: personId, position, searches: [{ id: `s-${position}`, name: '', query: { q: WORDS[which]!, narrowed: [] }, alert: 'at_once', savedAt: '', since: position }] });
            for (const pair of must) if (pair.endsWith(listingId) && !world.told.includes(pair)) must.delete(pair);
            break;
          case 'delete':
            if (world.searches.has(personId)) world.searches.set(personId, { _id: personId, position, searches: [] });
            for (const pair of must) if (pair.endsWith(listingId) && !world.told.includes(pair)) must.delete(pair);
            break;
          case 'publish':
            if (before?.since) break;
            world.listings.set(listingId, { _id: listingId, position, title: WORDS[which]!, since: position });
            for (const { id } of world.searches.get(personId)?.searches ?? []) for (const set of [must, may]) set.add(`${id} ${listingId}`);
            break;
          case 'renew':
            if (before) world.listings.set(listingId, { ...before, position });
            break;
          case 'suspend':
            if (before) world.listings.set(listingId, { ...before, position, since: null });
            for (const pair of must) if (pair.endsWith(listingId) && !world.told.includes(pair)) must.delete(pair);
            break;
          case 'look':
            await world.round();
            break;
          case 'lose':
            world.loses = true;
            await world.round().catch(() => null);
            world.loses = false;
            break;
          case 'restart':
            world.restart();
            break;
          case 'forget':
            world.looked = null;
            break;
        }
      }
      while ((await world.round()) || world.looked !== ([...world.listings.values()].map(({ position }) => position).sort().at(-1) ?? world.looked));
      // The letter's id follows from person and listing, so what is told again is told once (`match-letters.ts` of the inbox).
      const told = new Set(world.told);
      expect([...must].filter((pair) => !told.has(pair))).toEqual([]);
      expect([...told].filter((pair) => !may.has(pair))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('what several searches of one person find is one letter, at the pace of the one that wants it soonest', async () => {
  const world = new World();
  const search = (id: string, q: string, alert: 'at_once' | 'daily' | 'weekly') => ({ id, name: id, query: { q, narrowed: [] }, alert, savedAt: '', since: at(1) });
  world.searches.set('p-1', { _id: 'p-1', position: at(1), searches: [search('s-1', '花椒', 'weekly'), search('s-2', '保鲜', 'daily'), search('s-3', '柑橘', 'at_once')] });
  world.searches.set('p-2', { _id: 'p-2', position: at(1), searches: [search('s-4', '花椒', 'weekly')] });
  await world.round();
  world.listings.set('l-1', { _id: 'l-1', position: at(2), title: '花椒保鲜', since: at(2) });
  await world.round();
  expect(world.told.sort()).toEqual(['s-2 l-1', 's-4 l-1']);
});
