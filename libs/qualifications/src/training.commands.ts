import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import { Rules } from '@hewu/rules/src/rules.js';
import type { InBoth, TrainingOutcome, TrainingScope, TrainingSessionAnnounced } from './events.js';
import { OwnedInstruments } from './owned-instruments.js';
import { training, type By, type TrainingRefusal } from './training.decider.js';
import { trainingSession, type TrainingSessionRefusal } from './training-session.decider.js';

type Outcome<R extends string> = Promise<Done | Refusal<R> | CommandIdReused>;

/** A course. What is said of neither period goes by the rules of the region; null is for good. */
export type TrainingData = { readonly trainingId: string; readonly name: InBoth; readonly level: number; readonly scope: TrainingScope; readonly validMonths?: number | null | undefined; readonly unusedDays?: number | null | undefined };

export class OfferTrainingCommand extends Command<Done | Refusal<TrainingRefusal> | CommandIdReused> {
  constructor(readonly data: TrainingData, readonly by: By, readonly region: string, readonly context: CommandContext) {
    super();
  }
}

export class WithdrawTrainingCommand extends Command<Done | Refusal<TrainingRefusal> | CommandIdReused> {
  constructor(readonly trainingId: string, readonly reason: string, readonly by: By, readonly context: CommandContext) {
    super();
  }
}

export type SessionData = Pick<TrainingSessionAnnounced['data'], 'sessionId' | 'trainingId' | 'from' | 'until' | 'seats' | 'place'>;

export class AnnounceTrainingSessionCommand extends Command<Done | Refusal<TrainingSessionRefusal> | CommandIdReused> {
  constructor(readonly data: SessionData, readonly by: By, readonly context: CommandContext) {
    super();
  }
}

/** What is asked of a session that exists. */
export type SessionChange = { readonly do: 'take' | 'give_back' } | { readonly do: 'cancel'; readonly reason: string } | { readonly do: 'assess'; readonly personId: string; readonly outcome: TrainingOutcome };

export class ChangeTrainingSessionCommand extends Command<Done | Refusal<TrainingSessionRefusal> | CommandIdReused> {
  constructor(readonly sessionId: string, readonly change: SessionChange, readonly by: By, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(OfferTrainingCommand)
export class OfferTraining implements ICommandHandler<OfferTrainingCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly rules: Rules,
    private readonly instruments: OwnedInstruments,
  ) {}

  async execute({ data: { trainingId, name, level, scope, validMonths, unusedDays }, by, region, context }: OfferTrainingCommand): Outcome<TrainingRefusal> {
    const now = this.kernel.clock.now();
    const rules: AppliedRule[] = [];
    const orByRule = async (said: number | null | undefined, ruleId: 'certificate_valid_months' | 'certificate_unused_days'): Promise<number | null> => {
      if (said !== undefined) return said;
      const rule = await this.rules.inForce(ruleId, region, dayOf(now));
      rules.push(rule);
      return rule.amount;
    };
    const periods = { validMonths: await orByRule(validMonths, 'certificate_valid_months'), unusedDays: await orByRule(unusedDays, 'certificate_unused_days') };
    const scopeIsYours = await this.instruments.isOf(by.organisationId, scope);
    return this.kernel.handle(training, trainingId, { do: 'offer', data: { trainingId, name, level, scope, ...periods, rules }, scopeIsYours, by, now }, context);
  }
}

@CommandHandler(WithdrawTrainingCommand)
export class WithdrawTraining implements ICommandHandler<WithdrawTrainingCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ trainingId, reason, by, context }: WithdrawTrainingCommand): Outcome<TrainingRefusal> {
    return this.kernel.handle(training, trainingId, { do: 'withdraw', reason, by, now: this.kernel.clock.now() }, context);
  }
}

@CommandHandler(AnnounceTrainingSessionCommand)
export class AnnounceTrainingSession implements ICommandHandler<AnnounceTrainingSessionCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data, by, context }: AnnounceTrainingSessionCommand): Outcome<TrainingSessionRefusal> {
    return this.kernel.handle(trainingSession, data.sessionId, { do: 'announce', data, training: await this.kernel.load(training, data.trainingId), by, now: this.kernel.clock.now() }, context);
  }
}

@CommandHandler(ChangeTrainingSessionCommand)
export class ChangeTrainingSession implements ICommandHandler<ChangeTrainingSessionCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ sessionId, change, by, context }: ChangeTrainingSessionCommand): Outcome<TrainingSessionRefusal> {
    const now = this.kernel.clock.now();
    if (change.do !== 'assess') return this.kernel.handle(trainingSession, sessionId, { ...change, by, now }, context);
    const on = dayOf((await this.kernel.load(trainingSession, sessionId))?.from ?? now);
    return this.kernel.handle(trainingSession, sessionId, { ...change, on, by, now }, context);
  }
}

export const trainingHandlers = [OfferTraining, WithdrawTraining, AnnounceTrainingSession, ChangeTrainingSession];
