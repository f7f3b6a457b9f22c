import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayOf } from '@hewu/calendar/src/days.js';
import { DAY, plus } from '@hewu/kernel/src/clock.js';
import { isRefusal, type Refusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext, type CommandIdReused, type Done } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { BOOKING_REGISTER, type BookingRegister, type KnownBooking } from '@hewu/platform/src/booking-register.js';
import { Rules } from '@hewu/rules/src/rules.js';
import type { Reading } from './events.js';
import { measurement, type MeasurementRefusal } from './measurement.decider.js';
import { readings, type ReadingsRefusal, type RegisterKey, type RevokeKey } from './readings.decider.js';
import { readingsProjection, type ReadingsDocument } from './readings.projection.js';
import { batchOf, isSignedBy, keyIdOf, messageSha256, type SignedMessage } from './signed-batch.js';

export type ReadingsOutcome = Done | Refusal<ReadingsRefusal | MeasurementRefusal | 'reading_malformed'> | CommandIdReused;

export class ChangeKeyCommand extends Command<ReadingsOutcome> {
  constructor(readonly change: Omit<RegisterKey, 'now'> | Omit<RevokeKey, 'now'>, readonly context: CommandContext) {
    super();
  }
}

/** A signed message of an instrument. */
export class ReceiveReadingsCommand extends Command<ReadingsOutcome> {
  constructor(readonly instrumentId: string, readonly message: SignedMessage, readonly context: CommandContext) {
    super();
  }
}

/** One booking whose use was recorded, or those of an instrument that a batch of readings may complete. */
export type ToMeasure = { readonly bookingId: string; readonly upTo: string } | { readonly instrumentId: string; readonly from: string; readonly until: string; readonly upTo: string };
export class MeasureUseCommand extends Command<ReadingsOutcome> {
  constructor(readonly data: ToMeasure, readonly context: CommandContext) {
    super();
  }
}

export class SettleDifferenceCommand extends Command<ReadingsOutcome> {
  constructor(readonly bookingId: string, readonly data: { readonly reason: string; readonly ownerOrganisationId: string; readonly actorId: string }, readonly context: CommandContext) {
    super();
  }
}

/** The id of a key follows from it. */
export const keyIdFor = (instrumentId: string, publicKey: string): string => derivedId('instrument-key', instrumentId, publicKey);

@CommandHandler(ChangeKeyCommand)
export class ChangeKey implements ICommandHandler<ChangeKeyCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ change, context }: ChangeKeyCommand): Promise<ReadingsOutcome> {
    return this.kernel.handle(readings, change.instrumentId, { ...change, now: this.kernel.clock.now() }, context);
  }
}

@CommandHandler(ReceiveReadingsCommand)
export class ReceiveReadings implements ICommandHandler<ReceiveReadingsCommand> {
  constructor(private readonly kernel: Kernel) {}

  /** The key is looked up and the signature verified before; that the key still holds is decided on the stream. */
  async execute({ instrumentId, message, context }: ReceiveReadingsCommand): Promise<ReadingsOutcome> {
    const keyId = keyIdOf(message) ?? '';
    const { keys, ownerOrganisationId } = await this.kernel.load(readings, instrumentId);
    const key = Object.hasOwn(keys, keyId) ? keys[keyId]! : null;
    if (!key) return { refused: 'instrument_key_unknown' };
    const verifiedBy = (await isSignedBy(message, key.publicKey)) ? key.publicKey : null;
    const batch = batchOf(message, instrumentId);
    // What is wrong inside is told to whoever holds the key alone.
    if (!batch) return { refused: verifiedBy === null ? 'reading_signature_wrong' : 'reading_malformed' };
    const command = { do: 'receive', instrumentId, keyId, verifiedBy, batch, messageSha256: messageSha256(message), now: this.kernel.clock.now() } as const;
    return this.kernel.handle(readings, instrumentId, command, { ...context, actor: 'system:instrument', onBehalfOf: ownerOrganisationId });
  }
}

@CommandHandler(MeasureUseCommand)
export class MeasureUse implements ICommandHandler<MeasureUseCommand> {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    private readonly rules: Rules,
    @Inject(BOOKING_REGISTER) private readonly bookings: BookingRegister,
  ) {}

  async execute({ data, context }: MeasureUseCommand): Promise<ReadingsOutcome> {
    const { upTo } = data;
    const known = 'bookingId' in data ? await this.bookings.booking(data.bookingId, upTo) : null;
    // One whose time is over for a day has got all readings it will get, unless the instrument was silent until now.
    const about = 'bookingId' in data ? (known ? [known] : []) : await this.bookings.used(data.instrumentId, plus(data.from, -REACH), data.until, upTo);
    let last: ReadingsOutcome = { refused: 'measurement_unknown' };
    for (const booking of about) {
      const done = await this.measure(booking, upTo, { ...context, commandId: derivedId(context.commandId, booking.bookingId) });
      if (isRefusal(last)) last = done;
    }
    return last;
  }

  private async measure(booking: KnownBooking, upTo: string, context: CommandContext): Promise<ReadingsOutcome> {
    const { bookingId, instrumentId, ownerOrganisationId, organisationId, usage } = booking;
    const { lastUntil } = await this.kernel.load(readings, instrumentId);
    if (lastUntil === null || usage === null || (await this.kernel.load(measurement, bookingId)) !== null) return { refused: 'measurement_unknown' };
    const span = await this.spanOf(booking, upTo);
    if (lastUntil < span.until) return { refused: 'measurement_unknown' };
    const now = this.kernel.clock.now();
    const { region } = (await this.bookings.instrument(instrumentId))!;
    const [minutes, basisPoints] = await Promise.all([this.rules.inForce('usage_tolerance_minutes', region, dayOf(now)), this.rules.inForce('usage_tolerance_basis_points', region, dayOf(now))]);
    const of = { bookingId, instrumentId, ownerOrganisationId, organisationId };
    return this.kernel.handle(measurement, bookingId, { do: 'measure', of, span, claimedMinutes: usage.minutes, readings: await this.said(instrumentId, span, upTo), tolerance: { minutes, basisPoints }, now }, context);
  }

  /** From the check-in until slot and record are over, but not into the time of the next user. */
  private async spanOf({ bookingId, instrumentId, startedAt, from: begin, until: end, usage }: KnownBooking, upTo: string): Promise<{ from: string; until: string }> {
    const from = startedAt !== null && startedAt < usage!.from ? startedAt : usage!.from;
    const until = usage!.until > end ? usage!.until : end;
    const next = (await this.bookings.used(instrumentId, begin, until, upTo)).filter((one) => one.bookingId !== bookingId && one.startedAt !== null && one.startedAt > from).map((one) => one.startedAt!).sort()[0];
    return { from, until: next !== undefined && next < until && next > from ? next : until };
  }

  private async said(instrumentId: string, { from, until }: { readonly from: string; readonly until: string }, upTo: string): Promise<readonly Reading[]> {
    await this.models.upTo(readingsProjection, upTo);
    const all: Reading[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.models.find<ReadingsDocument>(readingsProjection, { filter: { instrumentId, until: { $gt: from } }, sort: { field: 'until', direction: 'asc' }, limit: PAGE, ...(cursor ? { cursor } : {}) });
      all.push(...page.items.flatMap((batch) => batch.readings).filter((one) => one.until > from && one.from < until));
      cursor = page.items.some((batch) => batch.from >= until) ? undefined : (page.next ?? undefined);
    } while (cursor !== undefined);
    return all;
  }
}

const REACH = 2 * DAY;
const PAGE = 100;

@CommandHandler(SettleDifferenceCommand)
export class SettleDifference implements ICommandHandler<SettleDifferenceCommand> {
  constructor(private readonly kernel: Kernel) {}

  async execute({ bookingId, data, context }: SettleDifferenceCommand): Promise<ReadingsOutcome> {
    return this.kernel.handle(measurement, bookingId, { do: 'settle', ...data, now: this.kernel.clock.now() }, context);
  }
}

export const readingsHandlers = [ChangeKey, ReceiveReadings, MeasureUse, SettleDifference];
