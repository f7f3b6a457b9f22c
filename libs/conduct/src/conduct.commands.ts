import { hash } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { BOOKING_REGISTER, type BookingRegister } from '@hewu/platform/src/booking-register.js';
import { Rules } from '@hewu/rules/src/rules.js';
import { ResponseTimes } from '@hewu/rules/src/response-times.js';
import { Conduct, conductIdOf } from './conduct.js';
import { conduct, type ConductRefusal } from './conduct.decider.js';
import { conductRules, type Amounts, type ConductRulesRefusal } from './conduct-rules.decider.js';
import type { ViolationKind } from './events.js';

export type ConductOutcome = Done | Refusal<ConductRefusal | ConductRulesRefusal | 'booking_not_yours'> | CommandIdReused;

/** Nothing was recorded, and nothing refused. */
export const NOTHING: Done = { revision: 0, position: null };

/** One violation a booking and kind. */
export const violationIdOf = (bookingId: string, kind: ViolationKind): string => derivedId('violation', bookingId, kind);

/** What the calendar saw (`ownerOrganisationId` null), or what staff of the owner say. `upTo`: how far the booking must be known. `doneBy`: who did it, where somebody did; done for its person by another it is nobody's violation. */
export class RecordViolationCommand extends Command<ConductOutcome> {
  constructor(
    readonly data: { readonly bookingId: string; readonly kind: ViolationKind; readonly reason: string; readonly happenedAt: string | null; readonly upTo: string; readonly ownerOrganisationId: string | null; readonly by: string; readonly doneBy?: string | null },
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class LodgeAppealCommand extends Command<ConductOutcome> {
  constructor(readonly data: { readonly conductId: string; readonly violationId: string; readonly instrumentId: string; readonly statement: string; readonly actorId: string }, readonly context: CommandContext) {
    super();
  }
}

export class DecideAppealCommand extends Command<ConductOutcome> {
  constructor(readonly data: { readonly conductId: string; readonly violationId: string; readonly upheld: boolean; readonly reason: string; readonly ownerOrganisationId: string; readonly region: string; readonly actorId: string }, readonly context: CommandContext) {
    super();
  }
}

export class LiftSuspensionCommand extends Command<ConductOutcome> {
  constructor(readonly data: { readonly conductId: string; readonly suspensionId: string; readonly reason: string; readonly ownerOrganisationId: string; readonly actorId: string }, readonly context: CommandContext) {
    super();
  }
}

/** Lets points come back and suspensions end whose time has come. */
export class SettleConductCommand extends Command<ConductOutcome> {
  constructor(readonly conductId: string, readonly context: CommandContext) {
    super();
  }
}

export class SetConductRulesCommand extends Command<ConductOutcome> {
  constructor(readonly data: { readonly ownerOrganisationId: string; readonly region: string; readonly rulesVersion: number; readonly amounts: Amounts; readonly reason: string; readonly actorId: string }, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(RecordViolationCommand)
export class RecordViolation implements ICommandHandler<RecordViolationCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly held: Conduct,
    @Inject(BOOKING_REGISTER) private readonly bookings: BookingRegister,
  ) {}

  async execute({ data, context }: RecordViolationCommand): Promise<ConductOutcome> {
    const { bookingId, kind, reason, upTo, by } = data;
    const booking = await this.bookings.booking(bookingId, upTo);
    if (!booking || (data.ownerOrganisationId !== null && data.ownerOrganisationId !== booking.ownerOrganisationId)) return { refused: 'booking_not_yours' };
    const { ownerOrganisationId, personId, organisationId, instrumentId } = booking;
    // What the calendar sees of work by the owner's staff is not the user's.
    if (kind === 'overrun' && data.ownerOrganisationId === null && booking.operatedBy === 'staff') return NOTHING;
    if (data.doneBy != null && data.doneBy !== personId) return NOTHING;
    const instrument = await this.bookings.instrument(instrumentId);
    const conductId = conductIdOf(ownerOrganisationId, personId);
    const now = this.kernel.clock.now();
    const terms = await this.held.terms(ownerOrganisationId, instrument!.region);
    const about = { conductId, ownerOrganisationId, personId, violationId: violationIdOf(bookingId, kind), organisationId, instrumentId, bookingId, kind, reason, happenedAt: data.happenedAt ?? now };
    return this.kernel.handle(conduct, conductId, { do: 'record', about, by, terms, suspensionId: derivedId(context.commandId, 'suspension'), today: dayOf(now), now }, context);
  }
}

@CommandHandler(LodgeAppealCommand)
export class LodgeAppeal implements ICommandHandler<LodgeAppealCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly rules: Rules,
    private readonly times: ResponseTimes,
    @Inject(BOOKING_REGISTER) private readonly bookings: BookingRegister,
  ) {}

  async execute({ data: { conductId, violationId, instrumentId, statement, actorId }, context }: LodgeAppealCommand): Promise<ConductOutcome> {
    const now = this.kernel.clock.now();
    const { region } = (await this.bookings.instrument(instrumentId))!;
    const [lodgingRule, decideBy] = await Promise.all([this.rules.inForce('conduct_appeal_days', region, dayOf(now)), this.times.by('conduct_appeal_decision_days', region)]);
    return this.kernel.handle(conduct, conductId, { do: 'appeal', violationId, actorId, appealed: { statement, statementSha256: hash('sha256', statement), lodgingRule, decideBy }, today: dayOf(now), now }, context);
  }
}

@CommandHandler(DecideAppealCommand)
export class DecideAppeal implements ICommandHandler<DecideAppealCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly held: Conduct,
  ) {}

  async execute({ data: { conductId, region, ...decided }, context }: DecideAppealCommand): Promise<ConductOutcome> {
    const now = this.kernel.clock.now();
    const terms = await this.held.terms(decided.ownerOrganisationId, region);
    return this.kernel.handle(conduct, conductId, { do: 'decide', ...decided, terms, suspensionId: derivedId(context.commandId, 'suspension'), today: dayOf(now), now }, context);
  }
}

@CommandHandler(LiftSuspensionCommand)
export class LiftSuspension implements ICommandHandler<LiftSuspensionCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data: { conductId, ...lifted }, context }: LiftSuspensionCommand): Promise<ConductOutcome> {
    const now = this.kernel.clock.now();
    return this.kernel.handle(conduct, conductId, { do: 'lift', ...lifted, today: dayOf(now), now }, context);
  }
}

@CommandHandler(SettleConductCommand)
export class SettleConduct implements ICommandHandler<SettleConductCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ conductId, context }: SettleConductCommand): Promise<ConductOutcome> {
    const now = this.kernel.clock.now();
    return this.kernel.handle(conduct, conductId, { do: 'settle', today: dayOf(now), now }, context);
  }
}

@CommandHandler(SetConductRulesCommand)
export class SetConductRules implements ICommandHandler<SetConductRulesCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly held: Conduct,
  ) {}

  async execute({ data: { region, ...set }, context }: SetConductRulesCommand): Promise<ConductOutcome> {
    const platform = await this.held.platform(region);
    return this.kernel.handle(conductRules, set.ownerOrganisationId, { do: 'set', ...set, platform, now: this.kernel.clock.now() }, context);
  }
}

export const conductHandlers = [RecordViolation, LodgeAppeal, DecideAppeal, LiftSuspension, SettleConduct, SetConductRules];
