import { localTime } from '@hewu/calendar/src/local-time.js';
import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import type { Language } from '@hewu/platform/src/language.js';
import { bookingsSentences } from './bookings.sentences.js';
import { demandsSentences } from './demands.sentences.js';
import { filesSentences } from './files.sentences.js';
import { instrumentsSentences } from './instruments.sentences.js';
import { laboratorySentences } from './laboratory.sentences.js';
import { lettersSentences } from './letters.sentences.js';
import { listingsSentences } from './listings.sentences.js';
import { negotiationSentences } from './negotiation.sentences.js';
import { organisationsSentences } from './organisations.sentences.js';
import { qualificationsSentences } from './qualifications.sentences.js';
import { rulesSentences } from './rules.sentences.js';
import { salesSentences } from './sales.sentences.js';
import { transfersSentences } from './transfers.sentences.js';

/** What happened, in one sentence: each file tells the events of its part of the product. */
const SENTENCES = {
  ...rulesSentences,
  ...organisationsSentences,
  ...listingsSentences,
  ...filesSentences,
  ...demandsSentences,
  ...instrumentsSentences,
  ...bookingsSentences,
  ...laboratorySentences,
  ...qualificationsSentences,
  ...negotiationSentences,
  ...salesSentences,
  ...transfersSentences,
  ...lettersSentences,
};

/** Each instant in what was recorded as the clocks of both regions show it, which is no other by language but in its words. */
const byTheClock = (value: unknown, language: Language): unknown => {
  if (typeof value === 'string') return INSTANT.test(value) ? localTime(value, language) : value;
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? value.map((one) => byTheClock(one, language)) : Object.fromEntries(Object.entries(value).map(([name, one]) => [name, byTheClock(one, language)]));
};

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;

/** The sentence for a recorded event; of a type that came after this program, its name. */
export const sentenceOf = (type: string, data: Readonly<Record<string, unknown>>): Bilingual => {
  const sentence = Object.hasOwn(SENTENCES, type) ? (SENTENCES[type as keyof typeof SENTENCES] as (data: unknown) => Bilingual) : null;
  return sentence ? { zh: sentence(byTheClock(data, 'zh')).zh, en: sentence(byTheClock(data, 'en')).en } : { zh: type, en: type };
};
