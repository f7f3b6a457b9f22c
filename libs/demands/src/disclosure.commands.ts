import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { demands } from './demand.decider.js';
import { disclosures, type DisclosureRefusal } from './disclosure.decider.js';
import { byOf, disclosureIdOf, Facts } from './facts.js';

type Answer = Done | Refusal<DisclosureRefusal> | CommandIdReused;

/** An organisation asks to read the problem behind a confidential demand. `signs`: the caller may bind it. */
export class RequestDisclosureCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly demandId: string; readonly purpose: string; readonly textSha256: string | null; readonly signs: boolean },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The poster lets it in, or says why not. */
export class AnswerDisclosureCommand extends Command<Answer> {
  constructor(
    readonly data: { readonly demandId: string; readonly organisationId: string } & (
      | { readonly answer: 'grant'; readonly textSha256: string | null; readonly signs: boolean }
      | { readonly answer: 'refuse'; readonly reason: string }),
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RequestDisclosureCommand)
export class RequestDisclosureHandler implements ICommandHandler<RequestDisclosureCommand> {
  private readonly facts: Facts;

  constructor(
    private readonly kernel: Kernel,
    models: ReadModels,
  ) {
    this.facts = new Facts(kernel, models);
  }

  async execute({ data: { demandId, ...asked }, context }: RequestDisclosureCommand): Promise<Answer> {
    const by = byOf(context);
    const [demand, authority] = await Promise.all([this.kernel.load(demands, demandId), this.facts.isAuthority(by.organisationId)]);
    const disclosureId = disclosureIdOf(demandId, by.organisationId);
    return this.kernel.handle(disclosures, disclosureId, { type: 'RequestDisclosure', disclosureId, by, demand, authority, ...asked }, under(asked.textSha256, context));
  }
}

@CommandHandler(AnswerDisclosureCommand)
export class AnswerDisclosureHandler implements ICommandHandler<AnswerDisclosureCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data, context }: AnswerDisclosureCommand): Promise<Answer> {
    const by = byOf(context);
    const disclosureId = disclosureIdOf(data.demandId, data.organisationId);
    if (data.answer === 'refuse') return this.kernel.handle(disclosures, disclosureId, { type: 'RefuseDisclosure', by, reason: data.reason }, context);
    const { textSha256, signs } = data;
    return this.kernel.handle(disclosures, disclosureId, { type: 'GrantDisclosure', by, demand: await this.kernel.load(demands, data.demandId), textSha256, signs }, under(textSha256, context));
  }
}

/** A signature over a text rests on the article by which a later change of it can be told. */
const under = (textSha256: string | null, context: CommandContext): CommandContext => (textSha256 === null ? context : { ...context, legalBasis: '电子签名法 第十三条' });

export const disclosureHandlers = [RequestDisclosureHandler, AnswerDisclosureHandler];
