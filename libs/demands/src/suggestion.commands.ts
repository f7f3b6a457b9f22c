import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { demandsProjection, type DemandDocument } from './demands.projection.js';
import type { Addressee, DeclineReason, SuggestionReply } from './events.js';
import { byOf } from './facts.js';
import { listingProfilesProjection, type ListingProfile } from './listing-profiles.projection.js';
import { match } from './match-score.js';
import { suggestions, type Pair, type SuggestionRefusal } from './suggestion.decider.js';

/** A technology manager lays a pair before one of its two sides. Why the two go together is computed here, not told by the sender. */
export class SendSuggestionCommand extends Command<(Done & { readonly suggestionId: string }) | Refusal<SuggestionRefusal> | CommandIdReused> {
  constructor(
    readonly data: { readonly demandId: string; readonly listingId: string; readonly addressee: Addressee; readonly note: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The side that was asked says what it thinks of it. */
export class AnswerSuggestionCommand extends Command<Done | Refusal<SuggestionRefusal> | CommandIdReused> {
  constructor(
    readonly data: { readonly suggestionId: string; readonly answer: SuggestionReply; readonly reason: DeclineReason | null; readonly comment: string | null },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(SendSuggestionCommand)
export class SendSuggestionHandler implements ICommandHandler<SendSuggestionCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
  ) {}

  async execute({ data: { demandId, listingId, addressee, note }, context }: SendSuggestionCommand): ReturnType<ICommandHandler<SendSuggestionCommand>['execute']> {
    const pair = await this.pairOf(demandId, listingId);
    if (!pair) return refuse('not_found');
    const toOrganisationId = addressee === 'demand' ? pair.demandOrganisationId : pair.listingOrganisationId;
    const suggestionId = derivedId('suggestion', demandId, listingId, toOrganisationId);
    const done = await this.kernel.handle(suggestions, suggestionId, { type: 'SendSuggestion', suggestionId, by: byOf(context), pair, addressee, note }, onSuggestions(context));
    return isRefusal(done) ? done : { ...done, suggestionId };
  }

  /** The two as everybody may read them; null when one is not on the market. */
  private async pairOf(demandId: string, listingId: string): Promise<Pair | null> {
    const [demand, listing] = await Promise.all([this.models.get<DemandDocument>(demandsProjection, demandId), this.models.get<ListingProfile>(listingProfilesProjection, listingId)]);
    if (!demand?.open || !listing?.published) return null;
    const { points, reasons } = match(demand, listing);
    return { demandId, demandOrganisationId: demand.organisationId, listingId, achievementId: listing.achievementId, listingOrganisationId: listing.organisationId, points, reasons };
  }
}

@CommandHandler(AnswerSuggestionCommand)
export class AnswerSuggestionHandler implements ICommandHandler<AnswerSuggestionCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ data: { suggestionId, ...answer }, context }: AnswerSuggestionCommand): Promise<Done | Refusal<SuggestionRefusal> | CommandIdReused> {
    return this.kernel.handle(suggestions, suggestionId, { type: 'AnswerSuggestion', by: byOf(context), ...answer }, onSuggestions(context));
  }
}

/** No law speaks of proposing one to the other. */
const onSuggestions = (context: CommandContext): CommandContext => ({ ...context, legalBasis: '合武平台规则：供需匹配由人推荐，由对方答复' });

export const suggestionHandlers = [SendSuggestionHandler, AnswerSuggestionHandler];
