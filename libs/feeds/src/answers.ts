import { ApiProperty } from '@nestjs/swagger';
import { ListPage } from '@hewu/platform/src/lists.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { FEED_LANGUAGES, type FeedLanguage } from './events.js';
import { OWN_CALENDAR_FAULTS, type OwnCalendarFault } from './fetching.js';
import type { OwnCalendarNote } from './own-calendar-notes.js';

const INSTANT = { type: String, format: 'date-time' } as const;

/** The only time that the link is told. */
export class FeedLinkMadeAnswer extends WrittenAnswer {
  @ApiProperty({ description: 'For a calendar program to subscribe to. Whoever has it sees what it shows; only a hash of it is kept.' }) url: string;
}

export class FeedLinkAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The instrument whose calendar it shows; null for the caller’s own bookings.' }) instrumentId: string | null;
  @ApiProperty({ enum: FEED_LANGUAGES }) language: FeedLanguage;
  @ApiProperty(INSTANT) madeAt: string;
}

export class FeedLinksPage extends ListPage {
  @ApiProperty({ type: [FeedLinkAnswer] }) items: readonly FeedLinkAnswer[];
}

export class InvitationsAnswer {
  @ApiProperty({ description: 'Whether an invitation comes by mail for what the caller books. Off until they say so.' }) wanted: boolean;
}

export class OwnCalendarAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ example: 'https://calendar.example/…', description: 'Where it is read; but for the name, which may hold a secret, left out.' }) address: string;
  @ApiProperty(INSTANT) addedAt: string;
  @ApiProperty({ ...INSTANT, nullable: true, description: 'When it was tried last.' }) lastAttemptAt: string | null;
  @ApiProperty({ ...INSTANT, nullable: true, description: 'When it was read last, or told to be unchanged. After seven days without, it is not believed any more.' }) lastReadAt: string | null;
  @ApiProperty({ type: String, enum: OWN_CALENDAR_FAULTS, nullable: true, description: 'Why the last attempt had nothing; null when it had.' }) fault: OwnCalendarFault | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'What the other side answered then, where it was another status than 200.' }) lastStatus: number | null;
  @ApiProperty({ ...INSTANT, nullable: true, description: 'When it is tried next.' }) nextAttemptAt: string | null;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Entries that were found in it.' }) entries: number;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Those of them that could not be made out, or repeat too often for anybody’s appointment.' }) skipped: number;
}

export class OwnCalendarsPage extends ListPage {
  @ApiProperty({ type: [OwnCalendarAnswer] }) items: readonly OwnCalendarAnswer[];
}

/** The name alone: everything behind it may be what opens the calendar. */
const masked = (address: string): string => `${new URL(address).origin}/…`;

export const ownCalendarOf = ({ id, addedAt }: { readonly id: string; readonly addedAt: string }, address: string, note: OwnCalendarNote | undefined): OwnCalendarAnswer => ({
  id, address: masked(address), addedAt,
  lastAttemptAt: note?.lastAttemptAt ?? null, lastReadAt: note?.lastReadAt ?? null, fault: note?.fault ?? null, lastStatus: note?.lastStatus ?? null, nextAttemptAt: note?.dueAt ?? null, entries: note?.entries ?? 0, skipped: note?.skipped ?? 0,
});
