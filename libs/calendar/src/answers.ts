import { ApiProperty } from '@nestjs/swagger';
import { publishedYears, type WorkingCalendar } from './working-calendar.js';
import { COUNTRY } from './working-calendars.js';
import type { RecordedYear } from './working-year.projection.js';

const VERSION = { example: '2024-2026/0a1b2c3d4e5f', description: 'Equal for equal years; stored beside each deadline counted by it.' } as const;

export class WorkingYearAnswer {
  @ApiProperty({ type: 'integer', example: 2026 }) year: number;
  @ApiProperty({ type: [String], format: 'date', description: 'Days of the holidays (放假), weekends inside them included; some may be of the December before.' }) daysOff: readonly string[];
  @ApiProperty({ type: [String], format: 'date', description: 'Saturdays and Sundays that are worked instead (调休上班).' }) makeUpDays: readonly string[];
  @ApiProperty({ description: 'Title, number or address of the notice it was taken from.' }) source: string;
  @ApiProperty({ description: 'True for years that came with the program and were never amended.' }) builtIn: boolean;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Id of the policy officer who recorded it, or who amended it last. Null when built in.' }) publishedBy: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When that was.' }) publishedAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was amended last. Null while it stands as first published.' }) amendedBecause: string | null;
}

export class WorkingCalendarAnswer {
  @ApiProperty({ example: 'CN', description: 'ISO 3166-1 alpha-2 code of the country whose law it is.' }) country: string;
  @ApiProperty(VERSION) version: string;
  @ApiProperty({ type: [WorkingYearAnswer], description: 'The years that are published, ascending.' }) years: readonly WorkingYearAnswer[];
}

export class PeriodEndAnswer {
  @ApiProperty({ format: 'date', example: '2026-03-04', description: 'The last day, moved on over days off (Civil Code art. 203).' }) lastDay: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-04T16:00:00.000Z', description: '24:00 of the last day in Shanghai (Civil Code art. 203).' }) endsAt: string;
  @ApiProperty({ description: 'Runs into a year that is not published: counted again when it is.' }) provisional: boolean;
  @ApiProperty(VERSION) calendarVersion: string;
}

type Recorded = Readonly<Record<string, RecordedYear>>;

export const workingCalendarOf = (calendar: WorkingCalendar, recorded: Recorded): WorkingCalendarAnswer => ({
  country: COUNTRY,
  version: calendar.version,
  years: publishedYears(calendar).map((year) => workingYearOf(calendar, recorded, year)!),
});

/** Null when the year is not published. */
export const workingYearOf = (calendar: WorkingCalendar, recorded: Recorded, year: number): WorkingYearAnswer | null => {
  const known = calendar.years[year];
  if (!known) return null;
  const { publishedBy = null, publishedAt = null, amendedBecause = null } = recorded[year] ?? {};
  return { year, daysOff: known.daysOff, makeUpDays: known.makeUpDays, source: known.source, builtIn: publishedBy === null, publishedBy, publishedAt, amendedBecause };
};
