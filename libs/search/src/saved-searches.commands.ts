import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import type { KeyVault } from '@hewu/kernel/src/key-vault.js';
import { CLOCK, KEY_VAULT } from '@hewu/platform/src/tokens.js';
import { Rules } from '@hewu/rules/src/rules.js';
import { groupsOf } from './asked.js';
import { discreet } from './discreet.js';
import type { Alert, SavedQuery } from './events.js';
import { Findables } from './findables.js';
import type { SearchRouteRefusal } from './refusals.js';
import { savedSearches, type SavedSearchRefusal } from './saved-searches.decider.js';

type Outcome = Done | Refusal<SavedSearchRefusal | SearchRouteRefusal> | CommandIdReused;

export type SearchWanted = { readonly searchId: string; readonly personId: string; readonly name: string; readonly query: SavedQuery; readonly alert: Alert };

/** Keeps a search, or changes the one with that id. */
export class KeepSearchCommand extends Command<Outcome> {
  constructor(
    readonly keep: 'new' | 'changed',
    readonly wanted: SearchWanted,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class DeleteSearchCommand extends Command<Outcome> {
  constructor(
    readonly data: { readonly searchId: string; readonly personId: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(KeepSearchCommand)
export class KeepSearchHandler implements ICommandHandler<KeepSearchCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly rules: Rules,
    private readonly findables: Findables,
    @Inject(KEY_VAULT) private readonly vault: KeyVault,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ keep, wanted, context }: KeepSearchCommand): Promise<Outcome> {
    const { query, personId } = wanted;
    const { facets, facetTakes } = this.findables.findable('listing');
    const unknown = query.narrowed.find(({ facet }) => !facets.includes(facet));
    if (unknown) return refuse('facet_unknown', { facet: unknown.facet, facets });
    for (const { facet, values } of query.narrowed) {
      const never = values.filter((value) => facetTakes && !facetTakes(facet, value));
      if (never.length > 0) return refuse('facet_value_unknown', { facet, values: never });
    }
    if (query.narrowed.length === 0 && groupsOf(query.q ?? '').length === 0) return refuse('search_asks_nothing');
    const known = await discreet(this.vault, personId, context);
    if (keep === 'changed') return this.kernel.handle(savedSearches, personId, { type: 'ChangeSearch', data: wanted }, known);
    const rule = await this.rules.inForce('person_saved_searches', context.region ?? '', dayOf(this.clock.now()));
    return this.kernel.handle(savedSearches, personId, { type: 'SaveSearch', data: { ...wanted, rule } }, known);
  }
}

@CommandHandler(DeleteSearchCommand)
export class DeleteSearchHandler implements ICommandHandler<DeleteSearchCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ data, context }: DeleteSearchCommand): Promise<Outcome> {
    return this.kernel.handle(savedSearches, data.personId, { type: 'DeleteSearch', ...data }, context);
  }
}

export const savedSearchHandlers = [KeepSearchHandler, DeleteSearchHandler];
