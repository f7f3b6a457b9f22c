import { Body, Controller, Get, HttpCode, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiCreatedResponse, ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Page } from '@hewu/kernel/src/read-store.js';
import { FromCaller, type Actor, type Caller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, Public, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { achievementOwnersProjection, type AchievementOwner } from '@hewu/rights/src/achievement-owners.projection.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { PriceNoticeAnswer, priceNoticeOf, PriceNoticesPage } from './answers.js';
import { ObjectionBody, ObjectionDecisionBody, PriceNoticesQuery } from './dto.js';
import { NoticePages } from './notice-page.interceptor.js';
import { DecideObjectionCommand, RaiseObjectionCommand } from './price-notice.commands.js';
import { priceNoticesProjection, type ObjectionRecord, type PriceNoticeDocument } from './price-notices.projection.js';
import { watchesOver } from './readers.js';

/** Price notices 公示: anybody reads them without an account; whoever has one may object. */
@ApiTags('price notices')
@Controller('price-notices')
export class PriceNoticesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Get()
  @Public()
  @ApiBearerAuth()
  @ApiOperation({ operationId: 'listPriceNotices', summary: 'Published prices, newest first' })
  @ApiOkResponse({ type: PriceNoticesPage })
  async list(@Query() { status, overdue, region, limit, cursor, position }: PriceNoticesQuery, @FromCaller() { actor }: Caller): Promise<PriceNoticesPage> {
    await Promise.all([this.models.upTo(priceNoticesProjection, position), this.models.upTo(achievementOwnersProjection, position)]);
    const shown: PriceNoticeDocument[] = [];
    let next: string | null = cursor ?? null;
    // What is restricted now stands between the others: it is read on until the page is full, or nothing is left.
    do {
      const page: Page<PriceNoticeDocument> = await this.models.find(priceNoticesProjection, { filter: { status, region, ...(overdue && { overdue: true }) }, sort: { field: 'openedAt', direction: 'desc' }, limit: limit - shown.length, cursor: next ?? undefined });
      const achievements = await this.models.getMany<AchievementOwner>(achievementOwnersProjection, page.items.map(({ achievementId }) => achievementId));
      shown.push(...page.items.filter((document) => isSeller(actor, document) || isOpen(achievements.get(document.achievementId) ?? null)));
      next = page.next;
    } while (next !== null && shown.length < limit);
    return { items: shown.map((document) => priceNoticeOf(document, seenBy(actor, document))), next };
  }

  @Get(':id')
  @Public()
  @ApiBearerAuth()
  @ApiOperation({ operationId: 'readPriceNotice', summary: 'One published price; for browsers, which accept `text/html` first, as a page' })
  @UseInterceptors(NoticePages)
  @ApiExtraModels(PriceNoticeAnswer)
  @ApiOkResponse({ description: 'What the public may read.', content: { 'application/json': { schema: { $ref: getSchemaPath(PriceNoticeAnswer) } }, 'text/html': { schema: { type: 'string' } } } })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: Caller): Promise<PriceNoticeAnswer> {
    await Promise.all([this.models.upTo(priceNoticesProjection, position), this.models.upTo(achievementOwnersProjection, position)]);
    const document = found(await this.models.get<PriceNoticeDocument>(priceNoticesProjection, id));
    const achievement = await this.models.get<AchievementOwner>(achievementOwnersProjection, document.achievementId);
    if (!isSeller(actor, document) && !isOpen(achievement)) throw notFound();
    return priceNoticeOf(document, seenBy(actor, document));
  }

  @Post(':id/objections')
  @SignedIn()
  @AsksReadModels()
  @ApiOperation({ operationId: 'raiseObjection', summary: 'Object to a published price' })
  @ApiCreatedResponse({ type: WrittenAnswer, description: '`id` is that of the objection.' })
  @Refuses('not_found', 'objection_id_taken', 'notice_not_open', 'notice_over', 'too_many_objections')
  async object(@Param('id') noticeId: string, @Body() { id, statement }: ObjectionBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const objectionId = id ?? derivedId(context.commandId, 'objection');
    return { id: objectionId, ...accepted(await this.commands.execute(new RaiseObjectionCommand({ noticeId, objectionId, statement }, context))) };
  }

  @Post(':id/objections/:objectionId/decision')
  @HttpCode(200)
  @Allow('decision_maker')
  @AsksReadModels()
  @ApiOperation({ operationId: 'decideObjection', summary: "Decide about an objection with reasons, for the seller's unit and without having been involved" })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'objection_unknown', 'objection_decided', 'notice_not_open', 'not_impartial')
  async decide(@Param('id') noticeId: string, @Param('objectionId') objectionId: string, @Body() { outcome, reasons }: ObjectionDecisionBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: objectionId, ...accepted(await this.commands.execute(new DecideObjectionCommand({ noticeId, objectionId, outcome, reasons }, context))) };
  }
}

/** The seller answers for the notice; of what became restricted nobody else reads it. */
const isSeller = (actor: Actor | null, { sellerOrganisationId }: PriceNoticeDocument): boolean => actor !== null && actor.organisationId === sellerOrganisationId;
/** Not restricted now: what was restricted for a time is read again by whoever could read it before. */
const isOpen = (achievement: AchievementOwner | null): boolean => achievement !== null && achievement.secrecy !== 'restricted';
/** Which objections the caller reads: the seller all, registrars and auditors, who watch over it, too; whoever objected their own; null for others. */
const seenBy = (actor: Actor | null, document: PriceNoticeDocument): readonly ObjectionRecord[] | null => {
  if (actor === null) return null;
  if (isSeller(actor, document) || watchesOver(actor)) return document.objections;
  const own = document.objections.filter(({ raisedBy }) => raisedBy === actor.personId);
  return own.length > 0 ? own : null;
};
