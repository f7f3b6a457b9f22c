import { ApiProperty } from '@nestjs/swagger';
import type { Kernel } from '@hewu/kernel/src/handle.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import type { Hold } from './calendar-state.decider.js';
import { calendar } from './calendar.decider.js';
import { instrument } from './instrument.decider.js';
import { LocalTimesAnswer, localTimes, ViewerZone } from './local-times.js';

/** Told by the server's clock, so that a countdown does not depend on the one of whoever looks. */
export class HoldQuery {
  @ViewerZone() viewerZone?: string;
}

export class HoldAnswer extends LocalTimesAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'date-time' }) from: string;
  @ApiProperty({ format: 'date-time', description: 'Exclusive.' }) until: string;
  @ApiProperty({ format: 'date-time', description: 'When it lapses unless it was booked before.' }) expiresAt: string;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Seconds until then, rounded down.' }) secondsLeft: number;
}

export class HeldAnswer extends WrittenAnswer {
  @ApiProperty({ type: HoldAnswer, nullable: true, description: 'Null when a repeated request finds it over.' }) hold: HoldAnswer | null;
}

/** A hold of one's own organisation that is still kept, from the calendar itself: a read model would be late for a countdown. Null when there is none. */
export const holdOf = async (kernel: Kernel, instrumentId: string, holdId: string, organisationId: string, viewerZone: string | undefined): Promise<HoldAnswer | null> => {
  const { registered } = await kernel.load(instrument, instrumentId);
  if (!registered) return null;
  const now = Date.parse(kernel.clock.now());
  const { slots, opened } = await kernel.load(calendar, registered.calendarId);
  const hold = slots.find((slot): slot is Hold => slot.kind === 'hold' && slot.id === holdId && slot.instrumentId === instrumentId && slot.organisationId === organisationId);
  if (!hold || hold.expiresAt === null || hold.expiresAt <= now) return null;
  const [from, until, expiresAt] = [hold.from, hold.until, hold.expiresAt].map((instant) => new Date(instant).toISOString()) as [string, string, string];
  return { id: holdId, from, until, ...localTimes({ from, until }, opened!.rules.zone, viewerZone), expiresAt, secondsLeft: Math.floor((hold.expiresAt - now) / 1_000) };
};
