import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter, Page } from '@hewu/kernel/src/read-store.js';
import { FromCaller, type Actor, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { demandsProjection, type DemandDocument } from './demands.projection.js';
import { listingProfilesProjection, type ListingProfile } from './listing-profiles.projection.js';
import { demandsFor, listingsFor, pageOfRanked } from './matches.search.js';
import { audits, seesMatches } from './readers.js';
import { matchedDemandOf, MatchedDemandsPage, matchedListingOf, MatchedListingsPage, SuggestionAnswer, suggestionOf, SuggestionsPage } from './suggestion.answers.js';
import { AnswerSuggestionCommand, SendSuggestionCommand } from './suggestion.commands.js';
import { AnswerSuggestionBody, SendSuggestionBody, SuggestionsQuery } from './suggestion.dto.js';
import { suggestionsProjection, type SuggestionDocument } from './suggestions.projection.js';

/** What goes together and why, and what technology managers make of it. */
@ApiTags('suggestions')
@Controller()
export class SuggestionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Get('demands/:id/matches')
  @SignedIn()
  @ApiOperation({ operationId: 'listMatchingListings', summary: 'Published listings that go with a demand, with the reasons; for its poster and for technology managers' })
  @ApiOkResponse({ type: MatchedListingsPage })
  @Refuses('not_found')
  async forDemand(@Param('id') id: string, @Query() { limit, cursor, position }: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<MatchedListingsPage> {
    await Promise.all([this.models.upTo(demandsProjection, position), this.models.upTo(listingProfilesProjection, position)]);
    const demand = found(await this.models.get<DemandDocument>(demandsProjection, id));
    if (!seesMatches(actor, demand.organisationId, demand.open)) throw notFound();
    const { items, next, count } = pageOfRanked(await listingsFor(this.models, demand), limit, cursor);
    return { items: items.map(matchedListingOf), next, count };
  }

  @Get('listings/:id/matches')
  @SignedIn()
  @ApiOperation({ operationId: 'listMatchingDemands', summary: 'Open demands that go with a published listing, with the reasons; for its unit and for technology managers' })
  @ApiOkResponse({ type: MatchedDemandsPage })
  @Refuses('not_found')
  async forListing(@Param('id') id: string, @Query() { limit, cursor, position }: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<MatchedDemandsPage> {
    await Promise.all([this.models.upTo(demandsProjection, position), this.models.upTo(listingProfilesProjection, position)]);
    const listing = found(await this.models.get<ListingProfile>(listingProfilesProjection, id));
    if (!seesMatches(actor, listing.organisationId, listing.published)) throw notFound();
    const { items, next, count } = pageOfRanked(await demandsFor(this.models, listing), limit, cursor);
    return { items: items.map(matchedDemandOf), next, count };
  }

  @Post('suggestions')
  @Allow('technology_manager')
  @AsksReadModels()
  @ApiOperation({ operationId: 'sendSuggestion', summary: 'Lay a demand and a listing before one of their two sides' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'both_of_one_organisation', 'suggestion_to_self', 'suggestion_exists')
  async send(@Body() { demandId, listingId, addressee, note }: SendSuggestionBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const { suggestionId, position, revision } = accepted(await this.commands.execute(new SendSuggestionCommand({ demandId, listingId, addressee, note }, context)));
    return { id: suggestionId, position, revision };
  }

  @Get('suggestions')
  @SignedIn()
  @ApiOperation({ operationId: 'listSuggestions', summary: 'Those that the organisation sent or was asked; for auditors all. Newest first' })
  @ApiOkResponse({ type: SuggestionsPage })
  async list(@Query() { side, limit, cursor, position }: SuggestionsQuery, @FromCaller() { actor }: SignedInCaller): Promise<SuggestionsPage> {
    await this.models.upTo(suggestionsProjection, position);
    const { organisationId } = actor;
    if (organisationId === null) return { items: [], next: null };
    const filter: Filter = side === 'sent' ? { fromOrganisationId: organisationId } : side === 'received' ? { toOrganisationId: organisationId } : audits(actor) ? {} : { sides: organisationId };
    const shown: SuggestionDocument[] = [];
    let next: string | null = cursor ?? null;
    // What names a listing that is restricted now stands between the others: it is read on until the page is full, or nothing is left.
    do {
      const page: Page<SuggestionDocument> = await this.models.find(suggestionsProjection, { filter, sort: { field: 'sentAt', direction: 'desc' }, limit: limit - shown.length, cursor: next ?? undefined });
      const listings = await this.models.getMany<ListingProfile>(listingProfilesProjection, page.items.map(({ listingId }) => listingId));
      shown.push(...page.items.filter(({ listingId }) => mayName(actor, listings.get(listingId))));
      next = page.next;
    } while (next !== null && shown.length < limit);
    return { items: shown.map(suggestionOf), next };
  }

  @Get('suggestions/:id')
  @SignedIn()
  @ApiOperation({ operationId: 'readSuggestion', summary: 'One suggestion' })
  @ApiOkResponse({ type: SuggestionAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<SuggestionAnswer> {
    await this.models.upTo(suggestionsProjection, position);
    const document = found(await this.models.get<SuggestionDocument>(suggestionsProjection, id));
    const mine = audits(actor) || (actor.organisationId !== null && document.sides.includes(actor.organisationId));
    if (!mine || !mayName(actor, (await this.models.get<ListingProfile>(listingProfilesProjection, document.listingId)) ?? undefined)) throw notFound();
    return suggestionOf(document);
  }

  @Post('suggestions/:id/answer')
  @HttpCode(200)
  @Allow('researcher', 'transfer_officer', 'firm_member', 'decision_maker')
  @ApiOperation({ operationId: 'answerSuggestion', summary: 'Say what the organisation thinks of it' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'suggestion_answered')
  async answer(@Param('id') id: string, @Body() { answer, reason, comment }: AnswerSuggestionBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new AnswerSuggestionCommand({ suggestionId: id, answer, reason: reason ?? null, comment: comment ?? null }, context))) };
  }
}

/** A restricted achievement is spoken of in its own unit alone. */
const mayName = (actor: Actor, listing: ListingProfile | undefined): boolean => listing !== undefined && (!listing.restricted || listing.organisationId === actor.organisationId);
