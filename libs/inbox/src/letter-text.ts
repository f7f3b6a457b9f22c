import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import type { CalendarPart } from '@hewu/platform/src/invitation-letters.js';
import { whatOf } from './duty-tables.js';
import type { Language, LetterKind } from './events.js';
import { localTime } from '@hewu/calendar/src/local-time.js';

/** One thing a letter tells, as it stands at the moment of sending. */
export type Told = { readonly kind: LetterKind; readonly what: string; readonly sentence: Bilingual; readonly href: string; readonly dueAt: string | null; readonly calendar?: CalendarPart };

type Frame = { readonly name: string | null; readonly language: Language; readonly publicUrl: string; readonly unsubscribeUrl: string };

const KINDS: Readonly<Record<LetterKind, Bilingual>> = {
  waiting: { zh: '待办', en: 'To do' },
  reminder: { zh: '即将到期', en: 'Due soon' },
  escalation: { zh: '已逾期', en: 'Overdue' },
  news: { zh: '消息', en: 'News' },
};

/** Subjects are the house's own words alone: nothing a user wrote can reach a header. */
export const subjectOf = (told: readonly Told[], language: Language): string => {
  const [first] = told;
  if (told.length === 1 && first) return `[合武 Hewu] ${KINDS[first.kind][language]}${language === 'zh' ? '：' : ': '}${whatOf(first.what)[language]}`;
  return language === 'zh' ? `[合武 Hewu] 待办汇总（${told.length} 项）` : `[合武 Hewu] Digest: ${told.length} things`;
};

/** The whole mail in one language, as plain text. Pure. */
export const letterText = (told: readonly Told[], { name, language, publicUrl, unsubscribeUrl }: Frame): string => {
  const zh = language === 'zh';
  const greeting = name === null ? (zh ? '您好：' : 'Hello,') : zh ? `${plain(name)}，您好：` : `Hello ${plain(name)},`;
  const items = told.flatMap(({ kind, what, sentence, href, dueAt }) => [
    `${KINDS[kind][language]} · ${whatOf(what)[language]}`,
    plain(sentence[language]),
    ...(dueAt === null ? [] : [zh ? `截止：${localTime(dueAt, language)}` : `Until: ${localTime(dueAt, language)}`]),
    `${publicUrl}${href}`,
    '',
  ]);
  const footer = zh
    ? ['这封邮件由合武平台自动发出，请勿回复。', `不再接收邮件：${unsubscribeUrl}`]
    : ['This letter was sent by the Hewu market by itself; please do not answer it.', `No more letters: ${unsubscribeUrl}`];
  return [greeting, '', ...items, '-- ', ...footer, ''].join('\n');
};

const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;

/**
 * What users wrote, as one line that no reader takes for anything but text: no markup, however a mailbox shows it, and
 * nothing that becomes a link of its own.
 */
export const plain = (text: string): string =>
  text.replace(UNSEEN, ' ').replaceAll('<', '＜').replaceAll('>', '＞').replaceAll('&', '＆').replace(/:\/\//g, '：／／').replace(/\bwww\./gi, 'www．').replaceAll('@', '＠');
