import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { ListPage } from '@hewu/platform/src/lists.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { OUTAGE_TREATMENTS, type OutageTreatment, type SeriesPattern } from './calendar-events.js';
import { SeriesPatternBody } from './calendars.dto.js';
import type { SeriesDocument } from './series.projection.js';
import { LocalTimesAnswer } from './local-times.js';
import { LimitBody, OpeningRulesBody } from './opening-rules.dto.js';
import type { OutageDocument } from './outages.projection.js';
import { WAITING_STATUSES, type WaitingDocument, type WaitingStatus } from './waiting.projection.js';

export class CalendarAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ type: OpeningRulesBody, description: 'The rules in force.' }) rules: OpeningRulesBody;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'Their version.' }) rulesVersion: number;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'How many may use it at once.' }) capacity: number;
}

export class QuotaRulesAnswer {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Their version; 0 before any were set.' }) rulesVersion: number;
  @ApiProperty({ type: [LimitBody], description: 'The limits in force.' }) limits: readonly LimitBody[];
}

export class BusyAnswer {
  @ApiProperty({ format: 'date-time' }) from: string;
  @ApiProperty({ format: 'date-time', description: 'Exclusive.' }) until: string;
  @ApiProperty({ enum: ['booking', 'outage'], description: 'What takes the time; whose booking it is stands in the list of bookings.' }) kind: 'booking' | 'outage';
}

/** What takes time, by the clocks too. */
export class LocalBusyAnswer extends IntersectionType(BusyAnswer, LocalTimesAnswer) {}

export class ScheduleAnswer {
  @ApiProperty({ example: 'Asia/Shanghai', description: 'Time zone of the instrument.' }) zone: string;
  @ApiProperty({ type: [LocalBusyAnswer], description: 'What is taken, in order of time.' }) items: readonly LocalBusyAnswer[];
}

class SkippedAnswer {
  @ApiProperty({ format: 'date', description: "The day, on the instrument's calendar." }) on: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null where the clocks skip the local time or show it twice.' }) from: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Exclusive.' }) until: string | null;
  @ApiProperty({ type: [String], description: 'What did not hold, by the code of its refusal.' }) rules: readonly string[];
}

export class SeriesAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) instrumentId: string;
  @ApiProperty({ format: 'uuid', description: 'The organisation that uses it.' }) organisationId: string;
  @ApiProperty({ format: 'uuid', description: 'The person who will use it.' }) personId: string;
  @ApiProperty({ type: SeriesPatternBody, description: 'How it repeats.' }) pattern: SeriesPattern;
  @ApiProperty({ type: [String], description: 'Its bookings, in order.' }) bookingIds: readonly string[];
  @ApiProperty({ type: [SkippedAnswer], description: 'What could not be had.' }) skipped: readonly SkippedAnswer[];
  @ApiProperty({ format: 'uuid', description: 'The person who booked.' }) bookedBy: string;
  @ApiProperty({ format: 'date-time' }) bookedAt: string;
}

class ActPartAnswer {
  @ApiProperty({ format: 'uuid' }) instrumentId: string;
  @ApiProperty({ format: 'date-time' }) from: string;
  @ApiProperty({ format: 'date-time', description: 'Exclusive.' }) until: string;
  @ApiProperty({ format: 'uuid', description: 'The booking that it becomes.' }) bookingId: string;
}

export class ActAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: ['open', 'committed', 'abandoned'], description: 'Had all together, or given back all together; open while its slots are being held.' }) outcome: 'open' | 'committed' | 'abandoned';
  @ApiProperty({ type: [ActPartAnswer] }) parts: readonly ActPartAnswer[];
}

class SlotOfferAnswer {
  @ApiProperty({ format: 'date-time' }) from: string;
  @ApiProperty({ format: 'date-time', description: 'Exclusive.' }) until: string;
  @ApiProperty({ format: 'date-time', description: 'Until when it is kept for them.' }) expiresAt: string;
}

export class WaitingAnswer {
  @ApiProperty({ format: 'uuid', description: 'Also the id of the offer, when there is one.' }) id: string;
  @ApiProperty({ format: 'uuid' }) calendarId: string;
  @ApiProperty({ format: 'uuid' }) instrumentId: string;
  @ApiProperty({ format: 'uuid', description: 'The organisation that waits.' }) organisationId: string;
  @ApiProperty({ format: 'uuid', description: 'The person who waits.' }) personId: string;
  @ApiProperty({ format: 'date-time' }) from: string;
  @ApiProperty({ format: 'date-time', description: 'Exclusive.' }) until: string;
  @ApiProperty({ type: 'integer', nullable: true, minimum: 1, description: 'The shortest part that would do; null when an outage took a booking.' }) atLeastMinutes: number | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The booking that an outage took.' }) displacedBookingId: string | null;
  @ApiProperty({ enum: WAITING_STATUSES, description: 'How it stands.' }) status: WaitingStatus;
  @ApiProperty({ format: 'date-time' }) since: string;
  @ApiProperty({ type: SlotOfferAnswer, nullable: true, description: 'What is offered, or was when it was taken.' }) offer: SlotOfferAnswer | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The booking that came of it.' }) bookingId: string | null;
}

class RunningUseAnswer {
  @ApiProperty({ format: 'uuid', description: 'The booking. `POST /bookings/{id}/interruption` breaks it off.' }) bookingId: string;
  @ApiProperty({ format: 'date-time', description: 'Until when it lasts.' }) until: string;
}

/** An outage was announced. */
export class OutageAnnouncedAnswer extends WrittenAnswer {
  @ApiProperty({ type: [RunningUseAnswer], description: 'Uses that run into it and go on: their users are told to end in time.' }) runningInto: readonly RunningUseAnswer[];
}

export class OutageAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) calendarId: string;
  @ApiProperty({ format: 'date-time' }) from: string;
  @ApiProperty({ format: 'date-time', description: 'Exclusive, as it was announced.' }) until: string;
  @ApiProperty({ enum: ['planned', 'sudden'], description: 'Whether it was planned.' }) kind: 'planned' | 'sudden';
  @ApiProperty({ enum: OUTAGE_TREATMENTS, description: 'What became of the bookings in its way.' }) treatment: OutageTreatment;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Shared by the occurrences of a recurring outage.' }) seriesId: string | null;
  @ApiProperty({ description: 'Why.' }) reason: string;
  @ApiProperty({ format: 'date-time' }) announcedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it was over early, or called off.' }) endedAt: string | null;
}

export class OutagesPage extends ListPage {
  @ApiProperty({ type: [OutageAnswer] }) items: readonly OutageAnswer[];
}

export const seriesOf = ({ _id: id, ...shown }: SeriesDocument): SeriesAnswer => ({ id, ...shown });
export const waitingOf = ({ _id: id, ...shown }: WaitingDocument): WaitingAnswer => ({ id, ...shown });
export const outageOf = ({ _id: id, ...shown }: OutageDocument): OutageAnswer => ({ id, ...shown });
