import { derivedId } from '@hewu/kernel/src/ids.js';
import type { DutyDocument } from './duties.projection.js';
import { whatOf } from './duty-tables.js';
import type { Language } from './events.js';
import type { CalendarEntry } from './ical.js';
import { lastDayOf } from '@hewu/calendar/src/local-time.js';

/** What the calendar is called in a calendar program. */
export const feedName = (language: Language): string => (language === 'zh' ? '合武 待办期限' : 'Hewu deadlines');

/** One deadline. A period of days ends with its last day, so it stands there as that whole day. Pure. */
export const deadlineEntry = ({ what, waiting }: DutyDocument, language: Language, publicUrl: string): CalendarEntry => {
  const { key, since, dueAt, sentence, href } = waiting!;
  const day = lastDayOf(dueAt!);
  const url = `${publicUrl}${href}`;
  return { uid: `${derivedId('deadline', key)}@hewu`, summary: whatOf(what)[language], description: `${sentence[language]}\n${url}`, url, stamp: since, due: day === null ? { instant: dueAt! } : { day } };
};
