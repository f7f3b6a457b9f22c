import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { ORGANISATION_REGISTER, type OrganisationRegister } from '@hewu/platform/src/organisation-register.js';
import { Rules } from '@hewu/rules/src/rules.js';
import { calendar, type CalendarRefusal } from './calendar.decider.js';
import type { InstrumentDescription, OpeningRules, Tariff } from './events.js';
import { instrument, type InstrumentRefusal } from './instrument.decider.js';
import { faultOf } from './opening.decider.js';
import type { Described, RegisterInstrument as RegisterFacts } from './registration.decider.js';
import { ReportingTerms } from './reporting-terms.js';

export type InstrumentOutcome = Done | Refusal<InstrumentRefusal | CalendarRefusal> | CommandIdReused;

/** How a new instrument is booked: on a calendar of its own, or on that of another instrument of the same owner, with which it then forms a group. */
export type BookedOn = { readonly rules: OpeningRules; readonly capacity: number } | { readonly calendarId: string };

type Registration = { readonly tariff: Omit<Tariff, 'version'>; readonly on: BookedOn; readonly acceptedOn: string | null; readonly reported: RegisterFacts['reported'] };

/** An instrument with its first tariff and what it is booked on. The owner is the organisation acted for. */
export class RegisterInstrumentCommand extends Command<InstrumentOutcome> {
  constructor(readonly data: Omit<Described, 'calendarId'>, readonly registration: Registration, readonly context: CommandContext) {
    super();
  }
}

/** The owner's correction, all fields as they shall stand. */
export class CorrectInstrumentCommand extends Command<InstrumentOutcome> {
  constructor(readonly data: { readonly instrumentId: string; readonly organisationId: string; readonly description: InstrumentDescription; readonly reason: string }, readonly context: CommandContext) {
    super();
  }
}

export class SetTariffCommand extends Command<InstrumentOutcome> {
  constructor(readonly data: { readonly instrumentId: string; readonly organisationId: string; readonly tariff: Omit<Tariff, 'version'> }, readonly context: CommandContext) {
    super();
  }
}

export class ReportHoursCommand extends Command<InstrumentOutcome> {
  constructor(readonly data: { readonly instrumentId: string; readonly organisationId: string; readonly year: number; readonly effectiveHours: number; readonly externalHours: number }, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(RegisterInstrumentCommand)
export class RegisterInstrument implements ICommandHandler<RegisterInstrumentCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly ruleBook: Rules,
    private readonly terms: ReportingTerms,
    @Inject(ORGANISATION_REGISTER) private readonly organisations: OrganisationRegister,
  ) {}

  /**
   * The calendar first: a calendar without an instrument is seen by nobody, so being cut off between the two leaves no half
   * instrument, and asking again gives both. A registration that would be refused opens no calendar.
   */
  async execute({ data, registration, context }: RegisterInstrumentCommand): Promise<InstrumentOutcome> {
    const now = this.kernel.clock.now();
    const { on, ...described } = registration;
    const { instrumentId, ownerOrganisationId, region } = data;
    if ('rules' in on) {
      const fault = faultOf(on.rules);
      if (fault) return refuse('opening_rules_wrong', { fault });
    } else {
      const { opened } = await this.kernel.load(calendar, on.calendarId);
      if (opened?.ownerOrganisationId !== ownerOrganisationId) return refuse('calendar_unknown');
    }
    const calendarId = 'rules' in on ? instrumentId : on.calendarId;
    const [sharingRule, ownerKind, reporting] = await Promise.all([
      this.ruleBook.inForce('instrument_scope_fen', region, dayOf(now)),
      this.organisations.kindOf(ownerOrganisationId),
      described.acceptedOn === null ? null : this.terms.of(region, described.acceptedOn),
    ]);
    const register = { do: 'register', data: { ...data, calendarId }, ...described, ownerKind, sharingRule, reporting, actorId: context.actor, now } as const;
    const foreseen = instrument.decide(register, await this.kernel.load(instrument, instrumentId));
    if (isRefusal(foreseen)) return foreseen as Refusal<InstrumentRefusal>;
    // What is registered already keeps its calendar, whatever became of its rules since.
    if ('rules' in on && foreseen.length > 0) {
      const opened = await this.kernel.handle(calendar, calendarId, { do: 'open', calendarId, ownerOrganisationId, rules: on.rules, capacity: on.capacity, now }, context);
      if (isRefusal(opened)) return opened;
    }
    return this.kernel.handle(instrument, instrumentId, register, context);
  }
}

@CommandHandler(CorrectInstrumentCommand)
export class CorrectInstrument implements ICommandHandler<CorrectInstrumentCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly ruleBook: Rules,
    private readonly terms: ReportingTerms,
  ) {}

  async execute({ data, context }: CorrectInstrumentCommand): Promise<InstrumentOutcome> {
    const { registered, reporting: { acceptedOn } } = await this.kernel.load(instrument, data.instrumentId);
    if (!registered) return refuse('instrument_unknown');
    const now = this.kernel.clock.now();
    const [sharingRule, reporting] = await Promise.all([this.ruleBook.inForce('instrument_scope_fen', registered.region, dayOf(now)), acceptedOn === null ? null : this.terms.of(registered.region, acceptedOn)]);
    return this.kernel.handle(instrument, data.instrumentId, { do: 'correct', ...data, sharingRule, reporting, actorId: context.actor, now }, context);
  }
}

@CommandHandler(SetTariffCommand)
export class SetTariff implements ICommandHandler<SetTariffCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data, context }: SetTariffCommand): Promise<InstrumentOutcome> {
    return this.kernel.handle(instrument, data.instrumentId, { do: 'set_tariff', ...data, now: this.kernel.clock.now() }, context);
  }
}

@CommandHandler(ReportHoursCommand)
export class ReportHours implements ICommandHandler<ReportHoursCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data, context }: ReportHoursCommand): Promise<InstrumentOutcome> {
    return this.kernel.handle(instrument, data.instrumentId, { do: 'report_hours', ...data, actorId: context.actor, now: this.kernel.clock.now() }, context);
  }
}

export const instrumentHandlers = [RegisterInstrument, CorrectInstrument, SetTariff, ReportHours];
