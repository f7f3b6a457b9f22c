import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf, plusMonths } from '@hewu/calendar/src/days.js';
import type { FileRefusal } from '@hewu/files/src/file.decider.js';
import { Files } from '@hewu/files/src/files.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { Rules } from '@hewu/rules/src/rules.js';
import type { SignedUnder } from './events.js';
import { authorityIdOf, byOf, LAWS, ndaIdOf, under } from './facts.js';
import { interests } from './interest.decider.js';
import { ndas, type NdaRefusal, type NdaState } from './nda.decider.js';
import { authorises, signingAuthorities } from './signing-authority.decider.js';

type Answer = Done | Refusal<NdaRefusal> | CommandIdReused;
type Proposed = (Done & { readonly ndaId: string }) | Refusal<NdaRefusal | FileRefusal> | CommandIdReused;

/** The kind under which texts hang on agreements. */
export const NDA = 'nda';

/** Either side lays a text before the other. Which agreement that is follows from achievement, organisations and round. */
export class ProposeNdaCommand extends Command<Proposed> {
  constructor(readonly data: { readonly interestId: string; readonly fileId: string; readonly textSha256: string; readonly untilOn: string }, readonly context: CommandContext) {
    super();
  }
}

/** A person signs the text for one side. `asDecisionMaker`: the role was looked up when they called. */
export class SignNdaCommand extends Command<Answer> {
  constructor(readonly data: { readonly ndaId: string; readonly textSha256: string; readonly asDecisionMaker: boolean }, readonly context: CommandContext) {
    super();
  }
}

/** Either side gives notice, or gives up what was not signed yet. */
export class EndNdaCommand extends Command<Answer> {
  constructor(readonly data: { readonly ndaId: string; readonly reason: string }, readonly context: CommandContext) {
    super();
  }
}

/** A round after this one is never begun. */
const MOST_ROUNDS = 100;

@CommandHandler(ProposeNdaCommand)
export class ProposeNdaHandler implements ICommandHandler<ProposeNdaCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly files: Files,
    private readonly rules: Rules,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What the agreement would refuse, it refuses before the file is touched; who races past that is put right by the process. */
  async execute({ data: { interestId, fileId, textSha256, untilOn }, context: asked }: ProposeNdaCommand): Promise<Proposed> {
    const context = under(LAWS.secrecy, asked);
    const by = byOf(context);
    const today = dayOf(this.clock.now());
    const [interest, file, rule] = await Promise.all([this.kernel.load(interests, interestId), this.files.describe(fileId, by.organisationId), this.rules.inForce('nda_years', by.region, today)]);
    if (!interest || !file) return refuse('not_found');
    const { round, ndaId, state } = await this.roundOf(interest.achievementId, [interest.toOrganisationId, interest.byOrganisationId]);
    const command = { type: 'ProposeNda', ndaId, round, by, interest, file: { fileId, sha256: file.sha256 }, textSha256, untilOn, today, latestOn: plusMonths(today, 12 * rule.amount), rule } as const;
    const foreseen = ndas.decide(command, state);
    if (isRefusal(foreseen)) return foreseen as Refusal<NdaRefusal>;
    const attached = await this.files.attach({ fileId, organisationId: by.organisationId, to: { kind: NDA, id: ndaId } }, context);
    if (isRefusal(attached)) return attached;
    const done = await this.kernel.handle(ndas, ndaId, command, context);
    return isRefusal(done) ? done : { ...done, ndaId };
  }

  /** The first round that has not ended, or the next. */
  private async roundOf(achievementId: string, organisations: readonly [string, string]): Promise<{ readonly round: number; readonly ndaId: string; readonly state: NdaState }> {
    for (let round = 1; ; round++) {
      const ndaId = ndaIdOf(achievementId, organisations, round);
      const state: NdaState = await this.kernel.load(ndas, ndaId);
      if (!state?.ended || round === MOST_ROUNDS) return { round, ndaId, state };
    }
  }
}

@CommandHandler(SignNdaCommand)
export class SignNdaHandler implements ICommandHandler<SignNdaCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ data: { ndaId, textSha256, asDecisionMaker }, context }: SignNdaCommand): Promise<Answer> {
    const by = byOf(context);
    const today = dayOf(this.clock.now());
    const signsUnder: SignedUnder | null = asDecisionMaker ? { kind: 'decision_maker' } : await this.recordedAuthority(by, today);
    return this.kernel.handle(ndas, ndaId, { type: 'SignNda', by, textSha256, signsUnder, today, legalBasis: LAWS.signature }, under(LAWS.signature, context));
  }

  private async recordedAuthority({ organisationId, personId }: ReturnType<typeof byOf>, today: string): Promise<SignedUnder | null> {
    const authorityId = authorityIdOf(organisationId, personId);
    return authorises(await this.kernel.load(signingAuthorities, authorityId), today) ? { kind: 'recorded_authority', authorityId } : null;
  }
}

@CommandHandler(EndNdaCommand)
export class EndNdaHandler implements ICommandHandler<EndNdaCommand> {
  constructor(private readonly kernel: Kernel) {}

  execute({ data: { ndaId, reason }, context }: EndNdaCommand): Promise<Answer> {
    return this.kernel.handle(ndas, ndaId, { type: 'EndNda', by: byOf(context), reason }, under(LAWS.secrecy, context));
  }
}
