import type { Config } from '@hewu/platform/src/config.js';
import type { Mail, Outcome, Post } from './post.js';

const CONNECTIONS = 4;
const CONNECT_WITHIN_MS = 10_000;
const ANSWER_WITHIN_MS = 20_000;

type Fault = { readonly code?: string; readonly responseCode?: number };

/** Sends through an SMTP server, over a few connections that are kept open. */
export const openSmtpPost = async ({ smtpUrl, from }: NonNullable<Config['mail']>): Promise<Post> => {
  // Loaded only where there is mail to send.
  const { default: nodemailer } = await import('nodemailer');
  const transport = nodemailer.createTransport({
    url: smtpUrl, pool: true, maxConnections: CONNECTIONS,
    connectionTimeout: CONNECT_WITHIN_MS, greetingTimeout: CONNECT_WITHIN_MS, socketTimeout: ANSWER_WITHIN_MS,
    // A mail is made of what it is given; nothing is fetched for it.
    disableFileAccess: true, disableUrlAccess: true,
  } as never);
  return {
    send: (mail) => transport.sendMail(messageOf(mail, from) as never).then((): Outcome => 'taken', outcomeOf),
    close: () => transport.close(),
  };
};

const messageOf = ({ messageId, to, subject, text, language, unsubscribeUrl, calendar, date }: Mail, from: string): object => ({
  // As objects: whatever stands in an address, it is one address.
  from: { name: '合武 Hewu', address: from },
  to: { name: '', address: to },
  subject, text, messageId,
  // As `text/calendar; method=…` beside the text, which programs act on, and once more as a file for those that do not (RFC 6047).
  ...(calendar ? { icalEvent: { method: calendar.method, content: calendar.text, filename: 'invitation.ics' } } : {}),
  date: new Date(date),
  headers: {
    'Content-Language': language === 'zh' ? 'zh-CN' : 'en',
    // RFC 3834: no out-of-office notes, please. RFC 8058: one click, no page.
    'Auto-Submitted': 'auto-generated',
    'List-Unsubscribe': `<${unsubscribeUrl}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  },
});

/** The server's text quotes addresses, so only its kind is kept. A sender that may not sign in is the operator's to mend, not a mail's end. */
const outcomeOf = ({ code, responseCode }: Fault): Outcome => {
  if (code === 'EAUTH' || responseCode === undefined) return 'unreachable';
  return responseCode >= 500 ? 'refused' : 'refused_for_now';
};
