import { ApiProperty, IntersectionType, OmitType } from '@nestjs/swagger';
import { ListPage, PositionQuery } from '@hewu/platform/src/lists.js';
import { WaitingAnswer, waitingOf } from './calendars.answers.js';
import { WaitingQuery } from './calendars.dto.js';
import { LocalTimesAnswer, localTimes, ViewerZone } from './local-times.js';
import type { WaitingDocument } from './waiting.projection.js';

export class WaitingEntryQuery extends PositionQuery {
  @ViewerZone() viewerZone?: string;
}
export class WaitingEntriesQuery extends WaitingQuery {
  @ViewerZone() viewerZone?: string;
}

class LocalOfferAnswer extends LocalTimesAnswer {
  @ApiProperty({ format: 'date-time' }) from: string;
  @ApiProperty({ format: 'date-time', description: 'Exclusive.' }) until: string;
  @ApiProperty({ format: 'date-time', description: 'Until when it is kept for them.' }) expiresAt: string;
}

/** Somebody who waits, or was offered something, by the clocks too. */
export class WaitingEntryAnswer extends IntersectionType(OmitType(WaitingAnswer, ['offer'] as const), LocalTimesAnswer) {
  @ApiProperty({ type: LocalOfferAnswer, nullable: true, description: 'What is offered, or was when it was taken.' }) offer: LocalOfferAnswer | null;
}

export class WaitingEntriesPage extends ListPage {
  @ApiProperty({ type: [WaitingEntryAnswer] }) items: readonly WaitingEntryAnswer[];
}

export const waitingEntryOf = (entry: WaitingDocument & LocalTimesAnswer, viewerZone: string | undefined): WaitingEntryAnswer => {
  const { zone, localFrom, localUntil, viewerFrom, viewerUntil, ...document } = entry;
  const { offer, ...shown } = waitingOf(document);
  return { ...shown, zone, localFrom, localUntil, viewerFrom, viewerUntil, offer: offer && { ...offer, ...localTimes(offer, zone, viewerZone) } };
};
