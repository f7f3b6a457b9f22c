import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Clock } from '@hewu/kernel/src/clock.js';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { BUILT_IN_YEARS } from './built-in-years.js';
import { dayOf, yearOf } from './days.js';
import { publicHolidaysOf } from './public-holidays.js';
import { COUNTRY } from './working-calendars.js';
import { workingYears, type WorkingYearRefusal } from './working-year.decider.js';

export type WorkingYearData = {
  readonly year: number;
  readonly daysOff: readonly string[];
  readonly makeUpDays: readonly string[];
  readonly source: string;
};
type Answer = Done | Refusal<WorkingYearRefusal> | CommandIdReused;

/** Records what the yearly notice says of a year that was not known. */
export class PublishWorkingYearCommand extends Command<Answer> {
  constructor(
    readonly data: WorkingYearData,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Corrects a known year; deadlines that other contexts have already answered stay as they were. */
export class AmendWorkingYearCommand extends Command<Answer> {
  constructor(
    readonly data: WorkingYearData & { readonly reason: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(PublishWorkingYearCommand)
export class PublishWorkingYearHandler implements ICommandHandler<PublishWorkingYearCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute({ data, context }: PublishWorkingYearCommand): Promise<Answer> {
    const presentYear = yearOf(dayOf(this.clock.now()));
    return this.kernel.handle(workingYears, COUNTRY, { type: 'PublishYear', ...data, ...factsOf(data.year, context), presentYear }, underTheRegulation(context));
  }
}

@CommandHandler(AmendWorkingYearCommand)
export class AmendWorkingYearHandler implements ICommandHandler<AmendWorkingYearCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ data, context }: AmendWorkingYearCommand): Promise<Answer> {
    return this.kernel.handle(workingYears, COUNTRY, { type: 'AmendYear', ...data, ...factsOf(data.year, context) }, underTheRegulation(context));
  }
}

const factsOf = (year: number, context: CommandContext) => ({ country: COUNTRY, by: context.actor, builtIn: year in BUILT_IN_YEARS, holidays: publicHolidaysOf(year) });

const underTheRegulation = (context: CommandContext): CommandContext => ({ ...context, legalBasis: '全国年节及纪念日放假办法' });
