import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { WorkingCalendar } from '@hewu/calendar/src/working-calendar.js';
import { WorkingCalendars } from '@hewu/calendar/src/working-calendars.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import type { VoidGround } from './events.js';
import { LAWS, under } from './laws.js';
import { decideByOf } from './objection-term.js';
import { noticeEnd } from './price-notice.commands.js';
import { priceNotices, type PriceNoticeCommand, type PriceNoticeState } from './price-notice.decider.js';
import { priceNoticesProjection, type PriceNoticeDocument } from './price-notices.projection.js';

/** The time of a notice is over, or its last objection was decided. By the system alone. */
export class CloseNoticeCommand extends Command<void> {
  constructor(
    readonly data: { readonly noticeId: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The time to decide an objection is over. By the system alone. */
export class MarkOverdueCommand extends Command<void> {
  constructor(
    readonly data: { readonly noticeId: string; readonly objectionId: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** What the notice says is no longer so. By the system alone. */
export class VoidNoticeCommand extends Command<void> {
  constructor(
    readonly data: { readonly noticeId: string; readonly ground: VoidGround },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The working calendar changed: every open notice is counted again. `position` is that of the event that said so. */
export class RecountNoticesCommand extends Command<void> {
  constructor(
    readonly data: { readonly year: number; readonly position: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The achievement became restricted: it cannot be published for objections any more. */
export class HideNoticesCommand extends Command<void> {
  constructor(
    readonly data: { readonly listingId: string; readonly position: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(CloseNoticeCommand)
export class CloseNoticeHandler implements ICommandHandler<CloseNoticeCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly calendars: WorkingCalendars,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A provisional end is counted once more: the year may have been published while the notice was being opened. */
  async execute({ data: { noticeId }, context: asked }: CloseNoticeCommand): Promise<void> {
    const context = under(LAWS.notice, asked);
    const notice = await this.kernel.load(priceNotices, noticeId);
    if (notice?.end.provisional) await this.kernel.handle(priceNotices, noticeId, recounted(await this.calendars.current(), notice), { ...context, commandId: derivedId(context.commandId, 'recount') });
    await this.kernel.handle(priceNotices, noticeId, { type: 'CloseNotice', now: this.clock.now() }, context);
  }
}

@CommandHandler(MarkOverdueCommand)
export class MarkOverdueHandler implements ICommandHandler<MarkOverdueCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly calendars: WorkingCalendars,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Counted once more: the calendar may have changed while the objection was being raised. */
  async execute({ data: { noticeId, objectionId }, context: asked }: MarkOverdueCommand): Promise<void> {
    const context = under(LAWS.notice, asked);
    const notice = await this.kernel.load(priceNotices, noticeId);
    if (notice?.status !== 'open') return;
    await this.kernel.handle(priceNotices, noticeId, recounted(await this.calendars.current(), notice), { ...context, commandId: derivedId(context.commandId, 'recount') });
    await this.kernel.handle(priceNotices, noticeId, { type: 'MarkOverdue', objectionId, now: this.clock.now() }, context);
  }
}

/** The notice's end, and the time of each objection, by this calendar. */
const recounted = (calendar: WorkingCalendar, { opensOn, days, objections }: NonNullable<PriceNoticeState>): PriceNoticeCommand => ({
  type: 'RecountNotice',
  end: noticeEnd(calendar, opensOn, days),
  objections: Object.entries(objections).flatMap(([objectionId, { decideBy }]) => (decideBy ? [{ objectionId, decideBy: decideByOf(calendar, decideBy) }] : [])),
});

@CommandHandler(VoidNoticeCommand)
export class VoidNoticeHandler implements ICommandHandler<VoidNoticeCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data: { noticeId, ground }, context }: VoidNoticeCommand): Promise<void> {
    await this.kernel.handle(priceNotices, noticeId, { type: 'VoidNotice', ground }, under(LAWS.notice, context));
  }
}

@CommandHandler(RecountNoticesCommand)
export class RecountNoticesHandler implements ICommandHandler<RecountNoticesCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly calendars: WorkingCalendars,
  ) {}

  async execute({ data: { year, position }, context }: RecountNoticesCommand): Promise<void> {
    await this.calendars.upTo(position);
    const calendar = await this.calendars.current();
    // A fault, so that the errand comes again: counted by the old calendar, nothing would ever be counted again.
    if (!(year in calendar.years)) throw new Error(`the working calendar does not show ${year} yet`);
    for await (const { _id } of openNotices(this.models, position, {})) {
      const notice = await this.kernel.load(priceNotices, _id);
      if (notice) await this.kernel.handle(priceNotices, _id, recounted(calendar, notice), under(LAWS.notice, context));
    }
  }
}

@CommandHandler(HideNoticesCommand)
export class HideNoticesHandler implements ICommandHandler<HideNoticesCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
  ) {}

  async execute({ data: { listingId, position }, context }: HideNoticesCommand): Promise<void> {
    for await (const { _id } of openNotices(this.models, position, { listingId })) {
      await this.kernel.handle(priceNotices, _id, { type: 'VoidNotice', ground: 'achievement_restricted' }, under(LAWS.notice, context));
    }
  }
}

const PAGE = 100;

async function* openNotices(models: ReadModels, position: string, filter: Filter): AsyncGenerator<PriceNoticeDocument> {
  await models.upTo(priceNoticesProjection, position);
  let cursor: string | undefined;
  do {
    const page = await models.find<PriceNoticeDocument>(priceNoticesProjection, { filter: { ...filter, status: 'open' }, limit: PAGE, cursor });
    yield* page.items;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}
