import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { SignedIn } from '@hewu/platform/src/policy.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { dutyOf, InboxPage, letterOf, LettersPage, whatCount } from './answers.js';
import { dutiesProjection, type DutyDocument } from './duties.projection.js';
import { InboxQuery } from './inbox.dto.js';
import { lettersProjection, type LetterDocument } from './letters.projection.js';
import { waitsFor } from './waits-for.js';
import { Staff } from './staff.js';

/** What waits for the caller, and what they were written about it. */
@ApiTags('inbox')
@Controller()
export class InboxController {
  constructor(
    private readonly models: ReadModels,
    private readonly staff: Staff,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('inbox')
  @SignedIn()
  @ApiOperation({
    operationId: 'readInbox', summary: 'What waits for the caller: overdue first, undated last',
    description: 'Of the organisation acted for, or, without `X-Acting-For`, of all organisations of the person. What waits for a region is seen by whoever holds the role in its authority; what is overdue, also by administrators.',
  })
  @ApiOkResponse({ type: InboxPage })
  async inbox(@Query() { what, limit, cursor, position }: InboxQuery, @FromCaller() { actor }: SignedInCaller): Promise<InboxPage> {
    await Promise.all([this.models.upTo(dutiesProjection, position), this.staff.upTo(position)]);
    const now = this.clock.now();
    const all = waitsFor(await this.staff.wordsOf(actor.personId, actor.organisationId), now);
    const [page, count, { what: counts = [] }, overdue] = await Promise.all([
      this.models.find<DutyDocument>(dutiesProjection, { filter: { ...all, what }, sort: { field: 'dueOrder', direction: 'asc' }, limit, cursor }),
      this.models.count(dutiesProjection, { ...all, what }),
      this.models.facets(dutiesProjection, all, ['what']),
      this.models.count(dutiesProjection, { ...all, dueOrder: { $lte: now } }),
    ]);
    return { items: page.items.map((duty) => dutyOf(duty, now)), next: page.next, count, counts: counts.map(({ value, count: n }) => whatCount(String(value), n)), overdue };
  }

  @Get('letters')
  @SignedIn()
  @ApiOperation({ operationId: 'listLetters', summary: 'What the caller was written, newest first; also where the deployment sends no mail' })
  @ApiOkResponse({ type: LettersPage })
  async letters(@Query() { limit, cursor, position }: ListQuery, @FromCaller() { actor: { personId } }: SignedInCaller): Promise<LettersPage> {
    await this.models.upTo(lettersProjection, position);
    const [page, count] = await Promise.all([
      this.models.find<LetterDocument>(lettersProjection, { filter: { personId }, sort: { field: 'queuedAt', direction: 'desc' }, limit, cursor }),
      this.models.count(lettersProjection, { personId }),
    ]);
    return { items: page.items.map(letterOf), next: page.next, count };
  }
}
