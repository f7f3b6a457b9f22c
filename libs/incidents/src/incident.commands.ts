import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Files } from '@hewu/files/src/files.js';
import { isRefusal, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { BOOKING_REGISTER, NOW, type BookingRegister } from '@hewu/platform/src/booking-register.js';
import { onFault } from '@hewu/platform/src/log.js';
import { ResponseTimes } from '@hewu/rules/src/response-times.js';
import type { IncidentFile, IncidentSeverity } from './events.js';
import { incident, type IncidentRefusal } from './incident.decider.js';

export type IncidentOutcome = Done | Refusal<IncidentRefusal | 'not_found' | 'booking_not_yours'> | CommandIdReused;

/** What files call that on which they hang. */
export const INCIDENT = 'incident';

/** `bookingId` null: seen by staff of the owner outside a booking. */
export class ReportIncidentCommand extends Command<IncidentOutcome> {
  constructor(
    readonly data: { readonly incidentId: string; readonly instrumentId: string; readonly bookingId: string | null; readonly severity: IncidentSeverity; readonly what: string; readonly fileIds: readonly string[]; readonly organisationId: string; readonly reportedBy: string },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** `outageUntil`: the instrument is out of service from now until then. */
export class TakeUpIncidentCommand extends Command<IncidentOutcome> {
  constructor(readonly data: { readonly incidentId: string; readonly outageUntil: string | null; readonly ownerOrganisationId: string; readonly actorId: string }, readonly context: CommandContext) {
    super();
  }
}

export class CloseIncidentCommand extends Command<IncidentOutcome> {
  constructor(readonly data: { readonly incidentId: string; readonly measures: string; readonly ownerOrganisationId: string; readonly actorId: string }, readonly context: CommandContext) {
    super();
  }
}

/** Makes a file hang where its incident says. */
export class SettleIncidentFileCommand extends Command<void> {
  constructor(readonly data: { readonly incidentId: string; readonly fileId: string }, readonly context: CommandContext) {
    super();
  }
}

@CommandHandler(ReportIncidentCommand)
export class ReportIncident implements ICommandHandler<ReportIncidentCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly files: Files,
    private readonly times: ResponseTimes,
    @Inject(BOOKING_REGISTER) private readonly bookings: BookingRegister,
  ) {}

  async execute({ data: { fileIds, ...data }, context }: ReportIncidentCommand): Promise<IncidentOutcome> {
    const { incidentId, instrumentId, bookingId, organisationId } = data;
    const instrument = await this.bookings.instrument(instrumentId);
    if (!instrument) return { refused: 'not_found' };
    const { ownerOrganisationId, region } = instrument;
    const booking = bookingId === null ? null : await this.bookings.booking(bookingId, NOW);
    const concerned = bookingId === null ? organisationId === ownerOrganisationId : booking?.instrumentId === instrumentId && [booking.organisationId, ownerOrganisationId].includes(organisationId);
    if (!concerned) return { refused: 'booking_not_yours' };
    const files: IncidentFile[] = [];
    for (const fileId of fileIds) {
      const file = await this.files.describe(fileId, organisationId);
      if (!file) return { refused: 'not_found' };
      files.push({ fileId, sha256: file.sha256, bytes: file.bytes, mediaType: file.mediaType });
    }
    const command = { do: 'report', data: { ...data, ownerOrganisationId, files, respondBy: await this.times.by('incident_response_days', region) }, now: this.kernel.clock.now() } as const;
    // What the incident would refuse is refused before a file is touched; who races past that is put right by the process.
    const foreseen = incident.decide(command, await this.kernel.load(incident, incidentId));
    if (isRefusal(foreseen)) return foreseen as Refusal<IncidentRefusal>;
    for (const { fileId } of files) {
      const attached = await this.files.attach({ fileId, organisationId, to: { kind: INCIDENT, id: incidentId } }, { ...context, commandId: derivedId(context.commandId, fileId) });
      if (isRefusal(attached)) return { refused: 'not_found' };
    }
    return this.kernel.handle(incident, incidentId, command, context);
  }
}

@CommandHandler(TakeUpIncidentCommand)
export class TakeUpIncident implements ICommandHandler<TakeUpIncidentCommand> {
  constructor(
    private readonly kernel: Kernel,
    @Inject(BOOKING_REGISTER) private readonly bookings: BookingRegister,
  ) {}

  /** The outage first: its id follows from the incident, so that asking again after a crash announces none twice. */
  async execute({ data: { incidentId, outageUntil, ownerOrganisationId, actorId }, context }: TakeUpIncidentCommand): Promise<IncidentOutcome> {
    const now = this.kernel.clock.now();
    const outageId = outageUntil === null ? null : derivedId('incident-outage', incidentId);
    const command = { do: 'take_up', outageId, outageUntil, ownerOrganisationId, actorId, now } as const;
    const state = await this.kernel.load(incident, incidentId);
    const foreseen = incident.decide(command, state);
    if (isRefusal(foreseen)) return foreseen as Refusal<IncidentRefusal>;
    if (outageId !== null && outageUntil !== null) {
      const announced = await this.bookings.announceOutage({ outageId, instrumentId: state!.reported.instrumentId, from: now, until: outageUntil, reason: '事故处理 incident', actorId }, { ...context, commandId: derivedId(context.commandId, 'outage') });
      if (isRefusal(announced)) return announced as Refusal<IncidentRefusal>;
    }
    return this.kernel.handle(incident, incidentId, command, context);
  }
}

@CommandHandler(CloseIncidentCommand)
export class CloseIncident implements ICommandHandler<CloseIncidentCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ data: { incidentId, ...data }, context }: CloseIncidentCommand): Promise<IncidentOutcome> {
    return this.kernel.handle(incident, incidentId, { do: 'close', ...data, now: this.kernel.clock.now() }, context);
  }
}

@CommandHandler(SettleIncidentFileCommand)
export class SettleIncidentFile implements ICommandHandler<SettleIncidentFileCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly files: Files,
  ) {}

  async execute({ data: { incidentId, fileId }, context }: SettleIncidentFileCommand): Promise<void> {
    const holder = async (): Promise<string | null> => {
      const state = await this.kernel.load(incident, incidentId);
      return state?.reported.files.some((one) => one.fileId === fileId) ? state.reported.organisationId : null;
    };
    // What is only let go needs no organisation.
    const refused = await this.files.settle({ fileId, organisationId: (await holder()) ?? '', to: { kind: INCIDENT, id: incidentId } }, async () => (await holder()) !== null, context);
    if (refused) onFault(new Error(`incident ${incidentId} has the file ${fileId}: ${refused.refused}`), 'incident files');
  }
}

export const incidentHandlers = [ReportIncident, TakeUpIncident, CloseIncident, SettleIncidentFile];
