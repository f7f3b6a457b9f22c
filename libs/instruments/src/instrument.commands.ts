import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { Rules } from '@hewu/rules/src/rules.js';
import { calendar, type CalendarRefusal } from './calendar.decider.js';
import type { OpeningRules, Tariff } from './events.js';
import { instrument, type InstrumentRefusal, type RegisterInstrument as RegisterFacts } from './instrument.decider.js';
import { faultOf } from './opening.decider.js';

export type InstrumentOutcome = Done | Refusal<InstrumentRefusal | CalendarRefusal> | CommandIdReused;

/** An instrument with its first tariff and the calendar it is booked on. The owner is the organisation acted for. */
export class RegisterInstrumentCommand extends Command<InstrumentOutcome> {
  constructor(
    readonly data: Omit<RegisterFacts['data'], 'calendarId'>,
    readonly tariff: Omit<Tariff, 'version'>,
    readonly rules: OpeningRules,
    readonly capacity: number,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class SetTariffCommand extends Command<InstrumentOutcome> {
  constructor(readonly data: { readonly instrumentId: string; readonly organisationId: string; readonly tariff: Omit<Tariff, 'version'> }, readonly context: CommandContext) {
    super();
  }
}

export class RetireInstrumentCommand extends Command<InstrumentOutcome> {
  constructor(readonly data: { readonly instrumentId: string; readonly organisationId: string; readonly reason: string }, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(RegisterInstrumentCommand)
export class RegisterInstrument implements ICommandHandler<RegisterInstrumentCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly ruleBook: Rules,
  ) {}

  /**
   * The calendar first: a calendar without an instrument is seen by nobody, so being cut off between the two leaves no half
   * instrument, and asking again gives both. A registration that would be refused opens no calendar.
   */
  async execute({ data, tariff, rules, capacity, context }: RegisterInstrumentCommand): Promise<InstrumentOutcome> {
    const now = this.kernel.clock.now();
    const fault = faultOf(rules);
    if (fault) return refuse('opening_rules_wrong', { fault });
    const calendarId = data.instrumentId;
    const sharingRule = await this.ruleBook.inForce('instrument_scope_fen', data.region, dayOf(now));
    const register = { do: 'register', data: { ...data, calendarId }, tariff, sharingRule, now } as const;
    const foreseen = instrument.decide(register, await this.kernel.load(instrument, data.instrumentId));
    if (isRefusal(foreseen)) return foreseen;
    const opened = await this.kernel.handle(calendar, calendarId, { do: 'open', calendarId, ownerOrganisationId: data.ownerOrganisationId, rules, capacity, now }, context);
    if (isRefusal(opened)) return opened;
    return this.kernel.handle(instrument, data.instrumentId, register, context);
  }
}

@CommandHandler(SetTariffCommand)
export class SetTariff implements ICommandHandler<SetTariffCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data, context }: SetTariffCommand): Promise<InstrumentOutcome> {
    return this.kernel.handle(instrument, data.instrumentId, { do: 'set_tariff', ...data, now: this.kernel.clock.now() }, context);
  }
}

@CommandHandler(RetireInstrumentCommand)
export class RetireInstrument implements ICommandHandler<RetireInstrumentCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data, context }: RetireInstrumentCommand): Promise<InstrumentOutcome> {
    return this.kernel.handle(instrument, data.instrumentId, { do: 'retire', ...data, now: this.kernel.clock.now() }, context);
  }
}

export const instrumentHandlers = [RegisterInstrument, SetTariff, RetireInstrument];
