import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { WorkingCalendars } from '@hewu/calendar/src/working-calendars.js';
import { refuse } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import type { InstrumentOutcome } from './instrument.commands.js';
import { instrument } from './instrument.decider.js';
import { ReportingTerms } from './reporting-terms.js';

type Owned = { readonly instrumentId: string; readonly organisationId: string };

/** The day of acceptance, from which the time to report runs. */
export class RecordAcceptanceCommand extends Command<InstrumentOutcome> {
  constructor(readonly data: Owned & { readonly acceptedOn: string }, readonly context: CommandContext) {
    super();
  }
}

/** The owner's word that it stands in the network. */
export class ReportToNetworkCommand extends Command<InstrumentOutcome> {
  constructor(readonly data: Owned & { readonly reportedOn: string; readonly networkNumber: string | null }, readonly context: CommandContext) {
    super();
  }
}

/** The time to report it may be over. By the system alone. */
export class CheckReportingCommand extends Command<InstrumentOutcome> {
  constructor(readonly instrumentId: string, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(RecordAcceptanceCommand)
export class RecordAcceptance implements ICommandHandler<RecordAcceptanceCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly terms: ReportingTerms,
  ) {}

  async execute({ data, context }: RecordAcceptanceCommand): Promise<InstrumentOutcome> {
    const { registered } = await this.kernel.load(instrument, data.instrumentId);
    if (!registered) return refuse('instrument_unknown');
    const facts = await this.terms.of(registered.region, data.acceptedOn);
    return this.kernel.handle(instrument, data.instrumentId, { do: 'record_acceptance', ...data, facts, actorId: context.actor, now: this.kernel.clock.now() }, context);
  }
}

@CommandHandler(ReportToNetworkCommand)
export class ReportToNetwork implements ICommandHandler<ReportToNetworkCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data, context }: ReportToNetworkCommand): Promise<InstrumentOutcome> {
    return this.kernel.handle(instrument, data.instrumentId, { do: 'report', ...data, actorId: context.actor, now: this.kernel.clock.now() }, context);
  }
}

@CommandHandler(CheckReportingCommand)
export class CheckReporting implements ICommandHandler<CheckReportingCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly calendars: WorkingCalendars,
  ) {}

  async execute({ instrumentId, context }: CheckReportingCommand): Promise<InstrumentOutcome> {
    return this.kernel.handle(instrument, instrumentId, { do: 'check_reporting', instrumentId, calendar: await this.calendars.current(), now: this.kernel.clock.now() }, context);
  }
}

export const reportingHandlers = [RecordAcceptance, ReportToNetwork, CheckReporting];
