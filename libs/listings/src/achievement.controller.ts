import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { AsksReadModels } from '@hewu/platform/src/asks-read-models.js';
import { ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';
import { Allow, SignedIn } from '@hewu/platform/src/policy.js';
import { accepted, found, notFound } from '@hewu/platform/src/problems.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { AchievementAnswer, achievementOf, AchievementsPage } from './achievement.answers.js';
import { CorrectAchievementCommand, DraftAchievementCommand } from './achievement.commands.js';
import { contentOf, CorrectAchievementBody, DraftAchievementBody } from './achievement.dto.js';
import { achievementsProjection, type AchievementDocument } from './achievements.projection.js';
import { seesAchievement, workSeenBy } from './readers.js';

/** What an achievement says of itself may not hold together, whether it is new or corrected. */
const CONTENT = [
  'completers_not_in_order', 'completer_unknown', 'completer_organisation_unknown', 'completer_person_unknown', 'completer_twice', 'share_not_positive', 'shares_not_whole', 'trl_out_of_scale', 'completed_in_future', 'completed_too_early',
  'ip_number_missing', 'ip_number_twice', 'ip_status_contradicts_number', 'ip_status_not_of_kind', 'ip_field_not_of_kind', 'ip_day_in_future',
  'ip_day_contradicts_status', 'ip_granted_before_filed', 'ip_filed_in_other_year', 'ip_term_over',
] as const;

/** Achievements in the hands of their units. The public reads them as listings. */
@ApiTags('achievements')
@Controller('achievements')
export class AchievementController {
  constructor(
    private readonly commands: CommandBus,
    private readonly models: ReadModels,
  ) {}

  @Post()
  @Allow('researcher')
  @ApiOperation({ operationId: 'draftAchievement', summary: 'Draft an achievement of the unit one acts for' })
  @ApiCreatedResponse({ type: WrittenAnswer })
  @Refuses('achievement_id_taken', ...CONTENT)
  async draft(@Body() body: DraftAchievementBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    const id = body.id ?? derivedId(context.commandId, 'achievement');
    return { id, ...accepted(await this.commands.execute(new DraftAchievementCommand({ achievementId: id, content: contentOf(body) }, context))) };
  }

  @Put(':id')
  @HttpCode(200)
  @Allow('researcher')
  @AsksReadModels()
  @ApiOperation({ operationId: 'correctAchievement', summary: 'Correct it as a whole but for its maturity, with the reason; both versions stay visible' })
  @ApiOkResponse({ type: WrittenAnswer })
  @Refuses('not_found', 'maturity_not_correctable', 'bids_stand', 'ip_added_while_held', ...CONTENT)
  async correct(@Param('id') id: string, @Body() body: CorrectAchievementBody, @FromCaller() { context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id, ...accepted(await this.commands.execute(new CorrectAchievementCommand({ achievementId: id, reason: body.reason, content: contentOf(body) }, context))) };
  }

  @Get()
  @SignedIn()
  @ApiOperation({ operationId: 'listAchievements', summary: "The unit's own achievements; for reviewers and auditors those of both regions. Last changed first" })
  @ApiOkResponse({ type: AchievementsPage })
  async list(@Query() { limit, cursor, position }: ListQuery, @FromCaller() { actor }: SignedInCaller): Promise<AchievementsPage> {
    await this.models.upTo(achievementsProjection, position);
    const filter = workSeenBy(actor, { secrecy: { $ne: 'restricted' } });
    if (!filter) return { items: [], next: null, count: 0 };
    const [page, count] = await Promise.all([
      this.models.find<AchievementDocument>(achievementsProjection, { filter, sort: { field: 'changedAt', direction: 'desc' }, limit, cursor }),
      this.models.count(achievementsProjection, filter),
    ]);
    return { items: page.items.map((document) => achievementOf(document, actor)), next: page.next, count };
  }

  @Get(':id')
  @SignedIn()
  @ApiOperation({ operationId: 'readAchievement', summary: 'One achievement with all its versions, for its unit, its completers, reviewers and auditors' })
  @ApiOkResponse({ type: AchievementAnswer })
  @Refuses('not_found')
  async one(@Param('id') id: string, @Query() { position }: PositionQuery, @FromCaller() { actor }: SignedInCaller): Promise<AchievementAnswer> {
    await this.models.upTo(achievementsProjection, position);
    const document = found(await this.models.get<AchievementDocument>(achievementsProjection, id));
    if (!seesAchievement(actor, document)) throw notFound();
    return achievementOf(document, actor);
  }
}
