import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import { periodEnd } from '@hewu/calendar/src/period.js';
import type { WorkingCalendar } from '@hewu/calendar/src/working-calendar.js';
import { WorkingCalendars } from '@hewu/calendar/src/working-calendars.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { StoreUnavailable } from '@hewu/kernel/src/event-store.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { achievementOwnersProjection, type AchievementOwner } from '@hewu/rights/src/achievement-owners.projection.js';
import { Rules } from '@hewu/rules/src/rules.js';
import type { NoticeEnd, NoticeOpened, ObjectionOutcome, RelatedGround } from './events.js';
import { byOf } from './facts.js';
import { LAWS, under } from './laws.js';
import { listingFactsProjection, type ListingFacts } from './listing-facts.projection.js';
import { noticeIdOf } from './notice-id.js';
import { decideByOf } from './objection-term.js';
import { partyFactsProjection, type PartyFacts } from './party-facts.projection.js';
import { openObjections, priceNotices, type PriceNoticeRefusal, type PriceNoticeState } from './price-notice.decider.js';
import { relatedGroundsOf } from './related-grounds.js';
import { sha256Of } from './text-hash.js';
import { sideOf, transfers, type By, type TransferState } from './transfer.decider.js';
import { isHiddenFrom } from './transfer-state.js';

/** Refusals of opening that concern the transfer, not the notice. */
export type NoticeOpeningRefusal = 'not_found' | 'seller_only' | 'transfer_not_negotiating' | 'price_not_agreed' | 'notice_not_required';
type Answer = Done | Refusal<PriceNoticeRefusal> | CommandIdReused;

/** The seller's transfer office publishes the agreed price. */
export class OpenPriceNoticeCommand extends Command<(Done & { readonly noticeId: string }) | Refusal<PriceNoticeRefusal | NoticeOpeningRefusal> | CommandIdReused> {
  constructor(
    readonly data: { readonly transferId: string; readonly days: number | null },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Anybody with an account objects to a published price. */
export class RaiseObjectionCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly noticeId: string; readonly objectionId: string; readonly statement: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The seller's unit decides about an objection, with reasons. */
export class DecideObjectionCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly noticeId: string; readonly objectionId: string; readonly outcome: ObjectionOutcome; readonly reasons: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(OpenPriceNoticeCommand)
export class OpenPriceNoticeHandler implements ICommandHandler<OpenPriceNoticeCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly calendars: WorkingCalendars,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ data: { transferId, days }, context: asked }: OpenPriceNoticeCommand): ReturnType<ICommandHandler<OpenPriceNoticeCommand>['execute']> {
    const context = under(LAWS.notice, asked);
    const transfer = await this.kernel.load(transfers, transferId);
    const fault = faultOfOpening(transfer, byOf(context));
    if (fault) return fault;
    const { listingId, sellerOrganisationId, buyerOrganisationId } = transfer!;
    const [listing, parties] = await Promise.all([this.models.get<ListingFacts>(listingFactsProjection, listingId), this.models.getMany<PartyFacts>(partyFactsProjection, [sellerOrganisationId, buyerOrganisationId])]);
    if (!listing || listing.restricted) return refuse('not_found');
    const [seller, buyer] = [parties.get(sellerOrganisationId), parties.get(buyerOrganisationId)];
    if (!seller || !buyer) throw new StoreUnavailable(`the read models behind transfer ${transferId} have not caught up`);
    const relatedGrounds = relatedGroundsOf(listing, seller, buyer);
    const notice = contentOf(transfer!, listing, { days, relatedGrounds, openedBy: context.actor, opensOn: dayOf(this.clock.now()), calendar: await this.calendars.current() });
    const undecidedBefore = await this.undecidedBefore(transferId, notice.round);
    const opened = await this.kernel.handle(priceNotices, notice.noticeId, { type: 'OpenNotice', notice, undecidedBefore }, context);
    if (isRefusal(opened)) return opened;
    await this.voidWhenOvertaken(notice, context);
    return { ...opened, noticeId: notice.noticeId };
  }

  /** The notice before was opened only when those before it were decided about, so looking at one round with a notice is enough. */
  private async undecidedBefore(transferId: string, round: number): Promise<number> {
    for (let before = round - 1; before > 0; before--) {
      const notice = await this.kernel.load(priceNotices, noticeIdOf(transferId, before));
      if (notice) return openObjections(notice);
    }
    return 0;
  }

  /** The sides may have agreed another price, or left, while this one was being published. */
  private async voidWhenOvertaken({ noticeId, transferId, round }: NoticeOpened['data'], context: CommandContext): Promise<void> {
    const now = await this.kernel.load(transfers, transferId);
    if (now?.round === round && now.stage !== 'left') return;
    await this.kernel.handle(priceNotices, noticeId, { type: 'VoidNotice', ground: now?.stage === 'left' ? 'negotiation_left' : 'price_changed' }, { ...context, commandId: derivedId(context.commandId, 'void') });
  }
}

const faultOfOpening = (transfer: TransferState, by: By): Refusal<NoticeOpeningRefusal> | null => {
  const side = transfer && sideOf(transfer, by);
  if (!side || isHiddenFrom(side, transfer)) return refuse('not_found');
  if (side !== 'seller') return refuse('seller_only', { sellerOrganisationId: transfer.sellerOrganisationId });
  if (!transfer.agreed) return refuse('price_not_agreed', { stage: transfer.stage });
  if (!transfer.agreed.noticeRule) return refuse('notice_not_required');
  return transfer.stage === 'agreed' ? null : refuse('transfer_not_negotiating', { stage: transfer.stage });
};

type Opening = { readonly days: number | null; /** As the registers have it now, whatever they had at the agreement. */ readonly relatedGrounds: readonly RelatedGround[]; readonly openedBy: string; readonly opensOn: string; readonly calendar: WorkingCalendar };

/** What the notice says (Zhejiang regulation art. 17): name, abstract, mode, proposed price, and whether the transferee is related. */
const contentOf = (transfer: NonNullable<TransferState>, listing: ListingFacts, { days: asked, relatedGrounds, openedBy, opensOn, calendar }: Opening): NoticeOpened['data'] => {
  const { achievementId, transferId, listingId, round, sellerOrganisationId, sellerRegion: region, buyerOrganisationId, mode, openedBy: negotiatedBy } = transfer;
  const { amountFen, relatedParty, noticeRule, agreedBy } = transfer.agreed!;
  const rule = noticeRule!;
  const days = asked ?? rule.atLeastDays;
  return {
    achievementId, transferId, noticeId: noticeIdOf(transferId, round), listingId, round, sellerOrganisationId, region, buyerOrganisationId,
    name: listing.title ?? '', abstract: listing.abstract ?? '', mode, amountFen, relatedParty: relatedParty || relatedGrounds.length > 0, relatedGrounds, opensOn, days, rule, ...noticeEnd(calendar, opensOn, days),
    involved: [...new Set([...listing.interested, negotiatedBy, ...agreedBy, openedBy])], openedBy,
  };
};

/** The first day is not counted, and a last day that is off moves on (Civil Code art. 201, 203). */
export const noticeEnd = (calendar: WorkingCalendar, opensOn: string, days: number): NoticeEnd => {
  const { lastDay: closesOn, endsAt: closesAt, provisional, calendarVersion } = periodEnd(calendar, { kind: 'natural', start: opensOn, days });
  return { closesOn, closesAt, provisional, calendarVersion };
};

/** What became restricted is there for its own unit alone, in what is written as in what is read. */
const isRestricted = async (models: ReadModels, achievementId: string): Promise<boolean> => (await models.get<AchievementOwner>(achievementOwnersProjection, achievementId))?.secrecy === 'restricted';

@CommandHandler(RaiseObjectionCommand)
export class RaiseObjectionHandler implements ICommandHandler<RaiseObjectionCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly calendars: WorkingCalendars,
    private readonly rules: Rules,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Until when it must be decided is counted from today, by the rules of the seller's region. */
  async execute({ data: { noticeId, objectionId, statement }, context }: RaiseObjectionCommand): Promise<Answer> {
    const notice = await this.kernel.load(priceNotices, noticeId);
    if (!notice || (notice.sellerOrganisationId !== context.onBehalfOf && (await isRestricted(this.models, notice.achievementId)))) return refuse('not_found');
    const now = this.clock.now();
    const raisedOn = dayOf(now);
    const [calendar, rule, limitRule] = await Promise.all([
      this.calendars.current(),
      this.rules.inForce('objection_decision_days', notice.region, raisedOn),
      this.rules.inForce('objections_per_person', notice.region, raisedOn),
    ]);
    const { actor: raisedBy, onBehalfOf: raisedForOrganisationId } = context;
    const objection = { objectionId, statement, statementSha256: sha256Of(statement), raisedBy, raisedForOrganisationId, decideBy: decideByOf(calendar, { raisedOn, rule }), limitRule };
    return this.kernel.handle(priceNotices, noticeId, { type: 'RaiseObjection', ...objection, now }, under(LAWS.notice, context));
  }
}

@CommandHandler(DecideObjectionCommand)
export class DecideObjectionHandler implements ICommandHandler<DecideObjectionCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
  ) {}

  async execute({ data: { noticeId, ...decision }, context }: DecideObjectionCommand): Promise<Answer> {
    const by = byOf(context);
    const units = objectorsUnitsOf(await this.kernel.load(priceNotices, noticeId));
    const facts = units.length > 0 ? await this.models.getMany<PartyFacts>(partyFactsProjection, units) : new Map<string, PartyFacts>();
    const objectorsUnits = units.filter((id) => facts.get(id)?.members.includes(by.personId));
    return this.kernel.handle(priceNotices, noticeId, { type: 'DecideObjection', ...decision, reasonsSha256: sha256Of(decision.reasons), by: { ...by, objectorsUnits } }, under(LAWS.notice, context));
  }
}

/** For which units, other than the seller, objections were raised. */
const objectorsUnitsOf = (notice: PriceNoticeState): readonly string[] => {
  const units = Object.values(notice?.objections ?? {}).flatMap(({ raisedForOrganisationId }) => raisedForOrganisationId ?? []);
  return [...new Set(units)].filter((id) => id !== notice?.sellerOrganisationId);
};
