import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId, fingerprintOf } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { InBoth, TermsKind } from './events.js';
import { covers, OwnedInstruments } from './owned-instruments.js';
import { requirements, type RequirementsRefusal } from './requirements.decider.js';
import { terms, type TermsRefusal } from './terms.decider.js';
import { termsAcceptances, type TermsAcceptanceRefusal } from './terms-acceptances.decider.js';
import { termsAcceptancesProjection, type TermsAcceptanceDocument } from './terms.projection.js';
import { training, type By } from './training.decider.js';

/** `subjectId` null: for every instrument of the organisation. */
export class SetRequirementsCommand extends Command<Done | Refusal<RequirementsRefusal> | CommandIdReused> {
  constructor(readonly data: { readonly instrumentId: string | null; readonly seenVersion: number; readonly trainingId: string | null; readonly termsIds: readonly string[]; readonly reason: string }, readonly by: By, readonly context: CommandContext) {
    super();
  }
}

export type TermsData = { readonly do: 'found' | 'revise'; readonly termsId: string; readonly kind: TermsKind | null; readonly seenVersion: number; readonly title: InBoth; readonly text: InBoth; readonly fromOn: string };

export class PublishTermsCommand extends Command<Done | Refusal<TermsRefusal> | CommandIdReused> {
  constructor(readonly data: TermsData, readonly by: By, readonly context: CommandContext) {
    super();
  }
}

export class AcceptTermsCommand extends Command<Done | Refusal<TermsAcceptanceRefusal> | CommandIdReused> {
  constructor(readonly data: { readonly termsId: string; readonly version: number; readonly sha256: string }, readonly personId: string, readonly organisationId: string | null, readonly context: CommandContext) {
    super();
  }
}

/** Everybody who accepted an earlier version has to know that there is a later one. By the system alone. */
export class OutdateAcceptancesCommand extends Command<void> {
  constructor(readonly data: { readonly termsId: string; readonly version: number; readonly position: string }, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(SetRequirementsCommand)
export class SetRequirements implements ICommandHandler<SetRequirementsCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly instruments: OwnedInstruments,
  ) {}

  async execute({ data: { instrumentId, seenVersion, trainingId, termsIds, reason }, by, context }: SetRequirementsCommand): Promise<Done | Refusal<RequirementsRefusal> | CommandIdReused> {
    const instrument = instrumentId === null ? null : await this.instruments.find(instrumentId);
    const of = trainingId === null ? null : await this.kernel.load(training, trainingId);
    const asked = await Promise.all(termsIds.map((id) => this.kernel.load(terms, id)));
    const subject = instrumentId === null ? { subjectId: by.organisationId, subjectKind: 'owner', ownerOrganisationId: by.organisationId } as const : { subjectId: instrumentId, subjectKind: 'instrument', ownerOrganisationId: instrument?.ownerOrganisationId ?? null } as const;
    const facts = {
      training: of && { organisationId: of.organisationId, withdrawn: of.withdrawn, covers: instrument !== null && covers(of.scope, instrument) },
      foreignTerms: termsIds.filter((_, at) => asked[at]?.ownerOrganisationId !== by.organisationId),
    };
    return this.kernel.handle(requirements, subject.subjectId, { do: 'set', ...subject, seenVersion, trainingId, termsIds, ...facts, reason, by, now: this.kernel.clock.now() }, context);
  }
}

@CommandHandler(PublishTermsCommand)
export class PublishTerms implements ICommandHandler<PublishTermsCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data, by, context }: PublishTermsCommand): Promise<Done | Refusal<TermsRefusal> | CommandIdReused> {
    const now = this.kernel.clock.now();
    const kind = data.kind ?? (await this.kernel.load(terms, data.termsId))?.kind ?? null;
    const sha256 = fingerprintOf({ kind, title: data.title, text: data.text });
    return this.kernel.handle(terms, data.termsId, { ...data, sha256, by, today: dayOf(now), now }, context);
  }
}

@CommandHandler(AcceptTermsCommand)
export class AcceptTerms implements ICommandHandler<AcceptTermsCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data: { termsId, version, sha256 }, personId, organisationId, context }: AcceptTermsCommand): Promise<Done | Refusal<TermsAcceptanceRefusal> | CommandIdReused> {
    const now = this.kernel.clock.now();
    return this.kernel.handle(termsAcceptances, personId, { do: 'accept', personId, organisationId, terms: await this.kernel.load(terms, termsId), version, sha256, today: dayOf(now), now }, context);
  }
}

const PAGE = 200;

@CommandHandler(OutdateAcceptancesCommand)
export class OutdateAcceptances implements ICommandHandler<OutdateAcceptancesCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
  ) {}

  /** Whoever accepts an older version while this runs is asked at their next booking. */
  async execute({ data: { termsId, version, position }, context }: OutdateAcceptancesCommand): Promise<void> {
    await this.models.upTo(termsAcceptancesProjection, position);
    const of = await this.kernel.load(terms, termsId);
    const people = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await this.models.find<TermsAcceptanceDocument>(termsAcceptancesProjection, { filter: { termsId }, sort: { field: 'acceptedAt', direction: 'asc' }, limit: PAGE, ...(cursor ? { cursor } : {}) });
      for (const { personId } of page.items) people.add(personId);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    for (const personId of people) await this.kernel.handle(termsAcceptances, personId, { do: 'outdate', personId, terms: of, version, now: this.kernel.clock.now() }, { ...context, commandId: derivedId(context.commandId, personId) });
  }
}

export const termsHandlers = [SetRequirements, PublishTerms, AcceptTerms, OutdateAcceptances];
