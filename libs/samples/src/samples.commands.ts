import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Files } from '@hewu/files/src/files.js';
import type { FileRefusal } from '@hewu/files/src/file.decider.js';
import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Actor } from '@hewu/platform/src/actor.js';
import { BOOKING_REGISTER, type Arrival, type BookingRegister } from '@hewu/platform/src/booking-register.js';
import { onFault } from '@hewu/platform/src/log.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import type { Side } from './events.js';
import { samples, type SamplesCommand, type SamplesRefusal } from './samples.decider.js';
import { sampleBookingsProjection, type SampleBookingDocument } from './samples.projection.js';

/** `use`: of a receipt, and of work that begins, what became of the use of the booking. */
export type SamplesDone = Done & { readonly use?: Arrival };
export type SamplesOutcome = SamplesDone | Refusal<SamplesRefusal | FileRefusal> | CommandIdReused;

/** The kind under which files hang on samples. */
export const SAMPLES = 'samples';

type WithoutFacts<C> = C extends object ? Omit<C, 'bookingId' | 'side' | 'actorId' | 'now' | 'booking' | 'file'> : never;
/** What is asked of the samples of a booking; who asks, and what is known of the booking and of a file, are facts. */
export type SamplesChange = WithoutFacts<Exclude<SamplesCommand, { do: 'record_result' }>> | { readonly do: 'record_result'; readonly fileId: string; readonly note: string };

export class ChangeSamplesCommand extends Command<SamplesOutcome> {
  constructor(readonly bookingId: string, readonly change: SamplesChange, readonly actor: Pick<Actor, 'personId' | 'organisationId' | 'roles'>, readonly context: CommandContext) {
    super();
  }
}

/** Makes a result file hang where the samples say. By the system alone. */
export class SettleSampleFileCommand extends Command<void> {
  constructor(readonly data: { readonly bookingId: string; readonly fileId: string }, readonly context: CommandContext) {
    super();
  }
}

/** On whose side somebody stands: the user's organisation, or the owner's `staff`, its instrument manager or operator. One's own instrument: by the step that is taken. */
export const sideOf = (booking: Pick<SampleBookingDocument, 'organisationId' | 'ownerOrganisationId'>, organisationId: string | null, isStaff: boolean, step: SamplesChange['do']): Side | null => {
  const staff = organisationId === booking.ownerOrganisationId && isStaff;
  const user = organisationId === booking.organisationId;
  if (staff && user) return ['receive', 'begin_work', 'record_result', 'return', 'dispose'].includes(step) ? 'owner' : 'user';
  return staff ? 'owner' : user ? 'user' : null;
};

@CommandHandler(ChangeSamplesCommand)
export class ChangeSamples implements ICommandHandler<ChangeSamplesCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly files: Files,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(BOOKING_REGISTER) private readonly bookings: BookingRegister,
  ) {}

  async execute({ bookingId, change, actor, context }: ChangeSamplesCommand): Promise<SamplesOutcome> {
    const booking = await this.booking(bookingId);
    const isStaff = booking !== null && (await this.bookings.isStaff(booking.instrumentId, actor));
    const common = { bookingId, side: booking && sideOf(booking, actor.organisationId, isStaff, change.do), actorId: actor.personId, now: this.kernel.clock.now() };
    if (change.do === 'record_result') return this.recordResult(change, common, actor, context);
    const command = { ...change, ...common, booking } as SamplesCommand;
    // The calendar first: a receipt that was answered is never followed by a no-show, whatever is cut off between the two.
    if ((change.do === 'receive' || change.do === 'begin_work') && !isRefusal(samples.decide(command, await this.kernel.load(samples, bookingId)))) {
      const use = await this.bookings.samplesArrived({ bookingId, inWork: change.do === 'begin_work', actorId: actor.personId }, context);
      const outcome = await this.kernel.handle(samples, bookingId, command, context);
      return isRefusal(outcome) ? outcome : { ...outcome, use };
    }
    return this.kernel.handle(samples, bookingId, command, context);
  }

  /** What would be refused is refused before the file is touched; who races past that is put right by the process. */
  private async recordResult({ fileId, note }: { readonly fileId: string; readonly note: string }, common: Pick<SamplesCommand, 'bookingId' | 'side' | 'actorId' | 'now'>, { organisationId }: Pick<Actor, 'organisationId'>, context: CommandContext): Promise<SamplesOutcome> {
    const { bookingId } = common;
    const described = organisationId === null || common.side === null ? null : await this.files.describe(fileId, organisationId);
    if (!described) return refuse(common.side === null ? 'samples_unknown' : 'not_found');
    const { sha256, bytes, mediaType } = described;
    const command: SamplesCommand = { do: 'record_result', ...common, file: { fileId, sha256, bytes, mediaType }, note };
    const foreseen = samples.decide(command, await this.kernel.load(samples, bookingId));
    if (isRefusal(foreseen)) return foreseen as Refusal<SamplesRefusal>;
    const attached = await this.files.attach({ fileId, organisationId: organisationId!, to: { kind: SAMPLES, id: bookingId } }, context);
    return isRefusal(attached) ? attached : this.kernel.handle(samples, bookingId, command, context);
  }

  /** If need be after the read model has caught up: bookings that were cancelled a moment ago are over. */
  private async booking(bookingId: string): Promise<SampleBookingDocument | null> {
    await this.models.upTo(sampleBookingsProjection, (await this.store.end()) ?? undefined);
    return this.models.get<SampleBookingDocument>(sampleBookingsProjection, bookingId);
  }
}

@CommandHandler(SettleSampleFileCommand)
export class SettleSampleFile implements ICommandHandler<SettleSampleFileCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly files: Files,
  ) {}

  async execute({ data: { bookingId, fileId }, context }: SettleSampleFileCommand): Promise<void> {
    const standing = async () => this.kernel.load(samples, bookingId);
    const has = async (): Promise<boolean> => (await standing())?.files.includes(fileId) ?? false;
    const refused = await this.files.settle({ fileId, organisationId: (await standing())?.ownerOrganisationId ?? '', to: { kind: SAMPLES, id: bookingId } }, has, context);
    // A result that hangs there no more: this must not be, and nobody waits for the answer.
    if (refused) onFault(new Error(`samples of ${bookingId} have the file ${fileId}: ${refused.refused}`), 'sample files');
  }
}

export const samplesHandlers = [ChangeSamples, SettleSampleFile];
