import { ApiProperty } from '@nestjs/swagger';
import { CountedPage } from '@hewu/platform/src/lists.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import type { DutyDocument } from './duties.projection.js';
import { whatOf, WHATS } from './duty-tables.js';
import { DROP_GROUNDS, FAILURES, FREQUENCIES, LANGUAGES, LETTER_KINDS, type Frequency, type Language } from './events.js';
import { LETTER_STATUSES } from './letter.decider.js';
import type { LetterDocument } from './letters.projection.js';

const WHAT = { enum: [...WHATS.keys()], example: 'listing_review' } as const;
const INSTANT = { type: String, format: 'date-time' } as const;

export class InboxSentence {
  @ApiProperty() zh: string;
  @ApiProperty() en: string;
}

/** Something that waits. */
export class DutyAnswer {
  @ApiProperty({ description: 'What waits, this time: `<subject>:<what>:<round>`.', example: '019a0000-0000-7000-8000-000000000001:listing_review:1' }) id: string;
  @ApiProperty({ ...WHAT, description: 'Kind of thing to be done.' }) what: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The organisation for which it is done; null where it is a region’s, that of persons by themselves, or the same for several.' }) organisationId: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'GB/T 2260 division, where an authority of the region does it.' }) region: string | null;
  @ApiProperty({ type: [String], description: 'Who may do it: any of these roles. Empty where it is for persons.' }) roles: readonly string[];
  @ApiProperty(INSTANT) since: string;
  @ApiProperty({ ...INSTANT, nullable: true, description: 'Until when; null where no time is set.' }) dueAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Rule by which the house counted the deadline; null where the thing itself names it.' }) rule: string | null;
  @ApiProperty() overdue: boolean;
  @ApiProperty({ type: InboxSentence }) sentence: InboxSentence;
  @ApiProperty({ description: 'Where to look at it.', example: '/api/v1/listings/desk/019a0000-0000-7000-8000-000000000001' }) href: string;
}

/** How many things of one kind wait. */
export class WhatCount {
  @ApiProperty(WHAT) what: string;
  @ApiProperty({ type: InboxSentence, description: 'What the kind is called.' }) name: InboxSentence;
  @ApiProperty({ type: 'integer', minimum: 1 }) count: number;
}

export class InboxPage extends CountedPage {
  @ApiProperty({ type: [DutyAnswer] }) items: readonly DutyAnswer[];
  @ApiProperty({ type: [WhatCount], description: 'By kind, most first, whatever kind the list was asked for.' }) counts: readonly WhatCount[];
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How many of all of them are overdue.' }) overdue: number;
}

export const dutyOf = ({ what, waiting }: DutyDocument, now: string): DutyAnswer => {
  const { key: id, by, since, dueAt, rule, sentence, href } = waiting!;
  return {
    id, what, organisationId: 'organisationId' in by ? by.organisationId : null, region: 'region' in by ? by.region : null, roles: 'roles' in by ? by.roles : [],
    since, dueAt, rule: rule ? `${rule.jurisdiction}/${rule.id}/${rule.version}` : null, overdue: dueAt !== null && dueAt <= now, sentence, href,
  };
};

export const whatCount = (what: string, count: number): WhatCount => {
  const { zh, en } = whatOf(what);
  return { what, name: { zh, en }, count };
};

/** A letter as its person sees it. It says what kind of thing was to be done and where; what it is about is read there, under the reader's own rights. */
export class LetterAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: [...LETTER_KINDS, 'digest'] }) kind: string;
  @ApiProperty({ ...WHAT, type: String, nullable: true, description: 'Null of a digest.' }) what: string | null;
  @ApiProperty({ type: InboxSentence, nullable: true, description: 'What that is called.' }) name: InboxSentence | null;
  @ApiProperty({ type: String, nullable: true }) href: string | null;
  @ApiProperty({ ...INSTANT, nullable: true }) dueAt: string | null;
  @ApiProperty(INSTANT) queuedAt: string;
  @ApiProperty({ enum: LETTER_STATUSES, description: '`queued` for good where the deployment sends no mail.' }) status: string;
  @ApiProperty({ ...INSTANT, nullable: true, description: 'When the mail server took it.' }) sentAt: string | null;
  @ApiProperty({ type: String, enum: [...FAILURES, ...DROP_GROUNDS], nullable: true, description: 'Why it was not mailed, or not yet.' }) ground: string | null;
  @ApiProperty({ type: [String], description: 'Letters that a digest encloses.' }) encloses: readonly string[];
}

export class LettersPage extends CountedPage {
  @ApiProperty({ type: [LetterAnswer] }) items: readonly LetterAnswer[];
}

export const letterOf = ({ _id: id, kind, what, href, dueAt, queuedAt, status, sentAt, ground, encloses }: LetterDocument): LetterAnswer => ({
  id, kind, what, name: what === null ? null : { zh: whatOf(what).zh, en: whatOf(what).en }, href, dueAt, queuedAt, status, sentAt, ground, encloses,
});

export class PreferencesAnswer {
  @ApiProperty({ enum: LANGUAGES, description: 'Of letters and of the calendar feed.' }) language: Language;
  @ApiProperty({ enum: FREQUENCIES, description: 'Mail at once, one digest a day or a week at eight in the morning, or none. Letters are shown in the application in any case.' }) frequency: Frequency;
}

/** The only time that the link is told. */
export class CalendarLinkMadeAnswer extends WrittenAnswer {
  @ApiProperty({ description: 'For a calendar program to subscribe to. Whoever has it sees the deadlines; only a hash of it is kept.' }) url: string;
}

export class CalendarLinkAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty(INSTANT) madeAt: string;
}

export class CalendarLinksPage {
  @ApiProperty({ type: [CalendarLinkAnswer] }) items: readonly CalendarLinkAnswer[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: there are at most five.' }) next: string | null;
}
