import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Access } from '@hewu/access/src/access.js';
import { dayOf } from '@hewu/calendar/src/days.js';
import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { certificates, type CertificateRefusal } from './certificates.decider.js';
import { certificatesProjection, qualifiedBookingsProjection, type CertificateDocument, type QualifiedBookingDocument } from './certificates.projection.js';
import type { CertificatesRecognised } from './events.js';
import { recognitions, type RecognitionRefusal } from './recognitions.decider.js';
import { training, type By } from './training.decider.js';

type CertificateOutcome = Done | Refusal<CertificateRefusal> | CommandIdReused;

/** On other evidence than a session here: an older paper, a practical examination. */
export class IssueCertificateCommand extends Command<CertificateOutcome> {
  constructor(readonly data: { readonly certificateId: string; readonly personId: string; readonly trainingId: string; readonly issuedOn: string; readonly expiresOn: string | null; readonly evidence: string }, readonly by: By, readonly context: CommandContext) {
    super();
  }
}

/** Somebody passed a session. By the system alone. */
export class AwardCertificateCommand extends Command<CertificateOutcome> {
  constructor(readonly data: { readonly sessionId: string; readonly trainingId: string; readonly personId: string; readonly organisationId: string; readonly on: string; readonly assessedBy: string }, readonly context: CommandContext) {
    super();
  }
}

export class RevokeCertificateCommand extends Command<CertificateOutcome> {
  constructor(readonly certificateId: string, readonly reason: string, readonly by: By, readonly context: CommandContext) {
    super();
  }
}

/** A use was recorded; if it was booked on the strength of a certificate, that one was used. By the system alone. */
export class NoteUseCommand extends Command<CertificateOutcome | null> {
  constructor(readonly data: { readonly bookingId: string; readonly usedOn: string; readonly position: string }, readonly context: CommandContext) {
    super();
  }
}

export type RecognitionChange = { readonly do: 'recognise'; readonly data: Omit<CertificatesRecognised['data'], 'ownerOrganisationId' | 'recognisedBy' | 'recognisedAt'> } | { readonly do: 'end'; readonly recognitionId: string; readonly reason: string };

export class ChangeRecognitionCommand extends Command<Done | Refusal<RecognitionRefusal> | CommandIdReused> {
  constructor(readonly change: RecognitionChange, readonly by: By, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(IssueCertificateCommand)
export class IssueCertificate implements ICommandHandler<IssueCertificateCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly access: Access,
  ) {}

  async execute({ data, by, context }: IssueCertificateCommand): Promise<CertificateOutcome> {
    const now = this.kernel.clock.now();
    const [of, known] = await Promise.all([this.kernel.load(training, data.trainingId), this.access.exists({ kind: 'person', id: data.personId })]);
    const { certificateId, personId, issuedOn, expiresOn, evidence } = data;
    return this.kernel.handle(certificates, personId, { do: 'issue', certificateId, personId, training: of, issuedOn, expiresOn, sessionId: null, evidence, known, by, today: dayOf(now), now }, context);
  }
}

@CommandHandler(AwardCertificateCommand)
export class AwardCertificate implements ICommandHandler<AwardCertificateCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data: { sessionId, trainingId, personId, organisationId, on, assessedBy }, context }: AwardCertificateCommand): Promise<CertificateOutcome> {
    const now = this.kernel.clock.now();
    const certificateId = derivedId(sessionId, personId, 'certificate');
    const of = await this.kernel.load(training, trainingId);
    return this.kernel.handle(certificates, personId, { do: 'issue', certificateId, personId, training: of, issuedOn: on, expiresOn: null, sessionId, evidence: null, known: true, by: { organisationId, personId: assessedBy }, today: dayOf(now), now }, context);
  }
}

@CommandHandler(RevokeCertificateCommand)
export class RevokeCertificate implements ICommandHandler<RevokeCertificateCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
  ) {}

  async execute({ certificateId, reason, by, context }: RevokeCertificateCommand): Promise<CertificateOutcome> {
    const certificate = await this.models.get<CertificateDocument>(certificatesProjection, certificateId);
    if (!certificate) return refuse('certificate_unknown');
    return this.kernel.handle(certificates, certificate.personId, { do: 'revoke', certificateId, reason, by, now: this.kernel.clock.now() }, context);
  }
}

@CommandHandler(NoteUseCommand)
export class NoteUse implements ICommandHandler<NoteUseCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
  ) {}

  async execute({ data: { bookingId, usedOn, position }, context }: NoteUseCommand): Promise<CertificateOutcome | null> {
    await this.models.upTo(qualifiedBookingsProjection, position);
    const booking = await this.models.get<QualifiedBookingDocument>(qualifiedBookingsProjection, bookingId);
    if (!booking) return null;
    return this.kernel.handle(certificates, booking.personId, { do: 'note_use', certificateId: booking.certificateId, bookingId, usedOn, now: this.kernel.clock.now() }, context);
  }
}

@CommandHandler(ChangeRecognitionCommand)
export class ChangeRecognition implements ICommandHandler<ChangeRecognitionCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly access: Access,
  ) {}

  async execute({ change, by, context }: ChangeRecognitionCommand): Promise<Done | Refusal<RecognitionRefusal> | CommandIdReused> {
    const now = this.kernel.clock.now();
    const today = dayOf(now);
    if (change.do === 'end') return this.kernel.handle(recognitions, by.organisationId, { ...change, by, today, now }, context);
    const { trainingId, issuerOrganisationId } = change.data;
    const [of, issuerKnown] = await Promise.all([this.kernel.load(training, trainingId), this.access.exists({ kind: 'organisation', id: issuerOrganisationId })]);
    return this.kernel.handle(recognitions, by.organisationId, { ...change, training: of, issuerKnown, by, today, now }, context);
  }
}

export const certificateHandlers = [IssueCertificate, AwardCertificate, RevokeCertificate, NoteUse, ChangeRecognition];
