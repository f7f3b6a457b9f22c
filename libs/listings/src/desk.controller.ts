import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { FromCaller, type Actor, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { SignedIn } from '@hewu/platform/src/policy.js';
import { found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { Rules } from '@hewu/rules/src/rules.js';
import { achievementsProjection, type AchievementDocument } from './achievements.projection.js';
import { DeskListing, deskListingOf, DeskPage, ResemblancesAnswer } from './desk.answers.js';
import { textOf } from './duplicate-text.js';
import { Duplicates } from './duplicates.js';
import type { AchievementContent } from './events.js';
import { ListingPreview, previewOf } from './listing.answers.js';
import { DeskQuery, PreviewQuery } from './listing.dto.js';
import { listingsProjection, type ListingDocument } from './listings.projection.js';
import { listingsSeenBy, seesListing } from './readers.js';

/** Listings in every state, for those who work on them. */
@ApiTags('listings')
@Controller('listings/desk')
export class DeskController {
  constructor(
    private readonly models: ReadModels,
    private readonly rules: Rules,
    private readonly duplicates: Duplicates,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ operationId: 'listDeskListings', summary: "The unit's own listings, and those it lists for others, in every state; for reviewers, auditors and platform administrators those of both regions. Last changed first" })
  @ApiOkResponse({ type: DeskPage })
  async list(@Query() { status, region, suspended, limit, cursor, position }: DeskQuery, @FromCaller() { actor }: SignedInCaller): Promise<DeskPage> {
    await this.models.upTo(listingsProjection, position);
    const seen = listingsSeenBy(actor);
    if (!seen) return { items: [], next: null, count: 0 };
    const filter: Filter = { ...seen, status, region, hidden: suspended === undefined ? undefined : suspended === 'true' };
    const [page, count] = await Promise.all([
      this.models.find<ListingDocument>(listingsProjection, { filter, sort: { field: 'changedAt', direction: 'desc' }, limit, cursor }),
      this.models.count(listingsProjection, filter),
    ]);
    const contents = await this.contentsOf(page.items, actor);
    return { items: page.items.map((document) => deskListingOf(document, contents.get(document._id) ?? null)), next: page.next, count };
  }

  @Get(':id')
  @SignedIn()
  @ApiOperation({ operationId: 'readDeskListing', summary: 'One listing in whatever state, for its unit, its agent, reviewers, auditors and platform administrators' })
  @ApiOkResponse({ type: DeskListing })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<DeskListing> {
    const document = await this.seen(id, position, actor);
    return deskListingOf(document, await this.contentOf(document, actor));
  }

  @Get(':id/preview')
  @SignedIn()
  @ApiOperation({ operationId: 'previewListing', summary: 'As somebody of another confidentiality tier sees it, or would see it once it is published' })
  @ApiOkResponse({ type: ListingPreview })
  @Refuses('not_found')
  async preview(@Param('id') id: string, @Query() { as, position }: PreviewQuery, @FromCaller() { actor }: SignedInCaller): Promise<ListingPreview> {
    const document = await this.seen(id, position, actor);
    return previewOf(document, found(await this.contentOf(document, actor)), as);
  }

  @Get(':id/duplicates')
  @SignedIn()
  @ApiOperation({ operationId: 'findDuplicates', summary: 'What is on the market and may be the same, with the reason; a warning for whoever submits or reviews' })
  @ApiOkResponse({ type: ResemblancesAnswer })
  @Refuses('not_found')
  async resembling(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<ResemblancesAnswer> {
    const document = await this.seen(id, position, actor);
    const [content, rule] = await Promise.all([this.contentOf(document, actor), this.rules.inForce('duplicate_text_basis_points', document.region, dayOf(this.clock.now()))]);
    const reviewed = actor.organisationId !== document.organisationId && actor.organisationId !== document.agentOrganisationId;
    const items = await this.duplicates.of({ ...document, listingId: id, content: found(content), reviewed }, rule.amount);
    return { items: items.map((one) => ({ ...one, text: textOf(one) })), fromBasisPoints: rule.amount };
  }

  private async seen(id: string, position: string | undefined, actor: Actor): Promise<ListingDocument> {
    await this.models.upTo(listingsProjection, position);
    const document = found(await this.models.get<ListingDocument>(listingsProjection, id));
    if (!seesListing(actor, document)) throw notFound();
    return document;
  }

  private async contentOf(document: ListingDocument, actor: Actor): Promise<AchievementContent | null> {
    return (await this.contentsOf([document], actor)).get(document._id) ?? null;
  }

  /** By listing: what was submitted, and for those who can still change it, what they would submit now. */
  private async contentsOf(documents: readonly ListingDocument[], { organisationId }: Actor): Promise<ReadonlyMap<string, AchievementContent>> {
    const open = documents.filter((document) => ['drafted', 'returned', 'expired'].includes(document.status) && (document.organisationId === organisationId || document.agentOrganisationId === organisationId));
    const now = open.length === 0 ? new Map<string, AchievementDocument>() : await this.models.getMany<AchievementDocument>(achievementsProjection, open.map(({ achievementId }) => achievementId));
    return new Map(
      documents.flatMap((document) => {
        const newest = open.includes(document) ? now.get(document.achievementId) : undefined;
        // What became restricted meanwhile is its own unit's alone, also for whoever lists it for them.
        const shown = newest && (newest.secrecy !== 'restricted' || newest.organisationId === organisationId) ? newest.versions.at(-1)!.content : document.achievement;
        return shown ? [[document._id, shown] as const] : [];
      }),
    );
  }
}
