import { Injectable } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { act, type ActRefusal } from './act.decider.js';
import type { ActBegun, ActPart } from './act-events.js';
import { BookSlot, BookSlotCommand, HoldSlot, HoldSlotCommand } from './booking.commands.js';
import { BookingFactsSource, type Booker } from './booking-facts.js';
import { calendar } from './calendar.decider.js';
import { instrument } from './instrument.decider.js';
import { Quotas, type PartOfAct } from './quotas.js';
import type { OpenMode } from './tariff.js';

/** Whoever began an act has so long to hold every slot; then they are given back. */
export const ACT_SECONDS = 60;

export type ActOutcome = Done | Refusal<ActRefusal | 'instrument_unknown' | 'act_refused'> | CommandIdReused;
export type AskedPart = { readonly instrumentId: string; readonly from: string; readonly until: string; readonly mode: OpenMode | null };

/** Slots of several instruments, all or none. */
export class BookTogetherCommand extends Command<ActOutcome> {
  constructor(readonly actId: string, readonly parts: readonly AskedPart[], readonly booker: Booker, readonly context: CommandContext) {
    super();
  }
}

/** What an act's outcome means for its slots; repeating it is harmless. */
export class FinishActCommand extends Command<ActOutcome> {
  constructor(readonly actId: string, readonly context: CommandContext) {
    super();
  }
}

/** The time for an act is over. */
export class AbandonActCommand extends Command<ActOutcome> {
  constructor(readonly actId: string, readonly context: CommandContext) {
    super();
  }
}

const step = (context: CommandContext, ...of: readonly string[]): CommandContext => ({ ...context, commandId: derivedId(context.commandId, ...of) });

/** Whom the parts of an act count for: the accounts of one subject with one owner differ from part to part. */
@Injectable()
export class CountParts {
  constructor(
    private readonly kernel: Kernel,
    private readonly source: BookingFactsSource,
  ) {}

  async of({ organisationId, personId, parts }: Pick<ActBegun['data'], 'organisationId' | 'personId' | 'parts'>): Promise<readonly PartOfAct[]> {
    const counted = parts.map(async ({ instrumentId, calendarId, bookingId, from, until }) => {
      const { ownerOrganisationId } = (await this.kernel.load(instrument, instrumentId)).registered!;
      return { ownerOrganisationId, holder: { personId, organisationId, groups: await this.source.groups(calendarId, ownerOrganisationId, personId, organisationId, [{ from, until }]) }, slot: { bookingId, calendarId, from, until } };
    });
    return Promise.all(counted);
  }
}

@CommandHandler(FinishActCommand)
export class FinishAct implements ICommandHandler<FinishActCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly booking: BookSlot,
    private readonly quotas: Quotas,
    private readonly counting: CountParts,
  ) {}

  async execute({ actId, context }: FinishActCommand): Promise<ActOutcome> {
    const { data, outcome } = await this.kernel.load(act, actId);
    if (!data || outcome === 'open') return refuse('act_unknown');
    const { organisationId, personId, bookedBy } = data;
    let last: Done = { revision: 0, position: null };
    for (const { calendarId, holdId, ...part } of data.parts) {
      const own = step(context, part.bookingId);
      const answer =
        outcome === 'abandoned'
          ? await this.kernel.handle(calendar, calendarId, { do: 'release', holdId, organisationId, actorId: personId, staff: false, proxy: false, ground: 'act_abandoned', now: this.kernel.clock.now(), holidays: [] }, own)
          : await this.booking.execute(new BookSlotCommand({ ...part, organisationId, personId, bookedBy, overrides: [], holdId, offerId: null, actId }, { personId: bookedBy, organisationId, roles: [] }, own));
      if (!isRefusal(answer)) last = later(last, answer);
    }
    if (outcome === 'abandoned') for (const { ownerOrganisationId, holder, slot } of await this.counting.of(data)) await this.quotas.release(ownerOrganisationId, holder, slot.bookingId, 'refused', step(context, slot.bookingId));
    return last;
  }
}

const later = (a: Done, b: Done): Done => ((b.position ?? '') > (a.position ?? '') ? b : a);

@CommandHandler(BookTogetherCommand)
export class BookTogether implements ICommandHandler<BookTogetherCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly holding: HoldSlot,
    private readonly finishing: FinishAct,
    private readonly quotas: Quotas,
    private readonly counting: CountParts,
  ) {}

  async execute({ actId, parts: asked, booker, context }: BookTogetherCommand): Promise<ActOutcome> {
    const parts: ActPart[] = [];
    for (const [at, part] of asked.entries()) {
      const { registered } = await this.kernel.load(instrument, part.instrumentId);
      if (!registered) return refuse('instrument_unknown', { instrumentId: part.instrumentId });
      parts.push({ ...part, calendarId: registered.calendarId, holdId: derivedId(actId, 'hold', String(at)), bookingId: derivedId(actId, 'booking', String(at)) });
    }
    const now = this.kernel.clock.now();
    const deadlineAt = new Date(Date.parse(now) + ACT_SECONDS * 1_000).toISOString();
    const begun = await this.kernel.handle(act, actId, { do: 'begin', data: { actId, organisationId: booker.organisationId, personId: booker.personId, bookedBy: booker.personId, parts }, now, deadlineAt }, context);
    if (isRefusal(begun)) return begun;
    if ((await this.kernel.load(act, actId)).outcome === 'open') {
      const refused = await this.held(actId, parts, booker, context);
      if (refused) return refused;
      const committed = await this.kernel.handle(act, actId, { do: 'commit', now: this.kernel.clock.now() }, step(context, 'commit'));
      // Too late: whatever was held after it was abandoned is given back too.
      if (isRefusal(committed)) {
        await this.finishing.execute(new FinishActCommand(actId, step(context, 'finish')));
        return committed;
      }
    }
    const done = await this.finishing.execute(new FinishActCommand(actId, step(context, 'finish')));
    // Whoever asks again after it was abandoned must not be told that it is theirs.
    return (await this.kernel.load(act, actId)).outcome === 'abandoned' ? refuse('act_abandoned') : done;
  }

  /** Reserves on every account and holds every slot; when one cannot be had, the act is abandoned and what was held given back. */
  private async held(actId: string, parts: readonly ActPart[], booker: Booker, context: CommandContext): Promise<Refusal<'act_refused'> | null> {
    const { personId, organisationId } = booker;
    const refused: { instrumentId: string; code: string; details: unknown }[] = [];
    const quotas = await this.quotas.reserveAct(actId, await this.counting.of({ organisationId, personId, parts }), context);
    // In one order for everybody: of two acts that want the same instruments, whoever holds the first has them.
    for (const { instrumentId, holdId, bookingId, from, until } of [...parts].sort((a, b) => (a.calendarId < b.calendarId ? -1 : 1))) {
      const answer = await this.holding.execute(new HoldSlotCommand({ holdId, instrumentId, organisationId, personId, from, until, actId }, booker, step(context, holdId), quotas.filter((one) => one.bookingId === bookingId)));
      if (isRefusal(answer)) refused.push({ instrumentId, code: answer.refused, details: answer.details ?? null });
    }
    if (refused.length === 0) return null;
    await this.kernel.handle(act, actId, { do: 'abandon', ground: 'refused', refused: refused.map(({ instrumentId, code }) => ({ instrumentId, code })), now: this.kernel.clock.now() }, step(context, 'abandon'));
    await this.finishing.execute(new FinishActCommand(actId, step(context, 'finish')));
    return refuse('act_refused', { refused });
  }
}

@CommandHandler(AbandonActCommand)
export class AbandonAct implements ICommandHandler<AbandonActCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ actId, context }: AbandonActCommand): Promise<ActOutcome> {
    return this.kernel.handle(act, actId, { do: 'abandon', ground: 'deadline', refused: [], now: this.kernel.clock.now() }, context);
  }
}

export const actHandlers = [BookTogether, FinishAct, AbandonAct];
