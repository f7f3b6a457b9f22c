import encodeQR from 'qr';
import type { Bilingual } from './events.js';
import type { KioskNow, Taken } from './kiosk.decider.js';

/** What stands at an instrument, for anybody who passes by: no account, no person, no organisation but times. */
export type Kiosk = {
  readonly language: 'zh' | 'en';
  readonly instrument: { readonly name: Bilingual; readonly place: Bilingual; readonly model: string };
  readonly zone: string;
  readonly now: KioskNow;
  readonly at: number;
  /** What is taken from now on, in order of time. */
  readonly ahead: readonly Taken[];
  /** The same page, for a phone; and the page in the other language. */
  readonly link: string;
  readonly other: string;
  /** For a screen on a wall: asks again after so many seconds. */
  readonly refreshSeconds: number | null;
};

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it stands in HTML, in a quoted attribute too: markup in it stays the text it is. */
const text = (raw: string): string => raw.replace(/[&<>"']/g, (character) => ESCAPES[character]!);

const WORDS = {
  zh: {
    free: '空闲', in_use: '使用中', out_of_service: '停用', closed: '未开放', until: (time: string) => `至 ${time}`, from: (time: string) => `${time} 开放`, long: '暂无期限', none: '今后一天没有预约。', ahead: '当前与接下来',
    booking: '已预约', outage: '停用', period: '时间', state: '状态', scan: '扫码在手机上查看本页', how: '预约和签到请登录合武平台。', updated: (time: string) => `更新于 ${time}`, other: 'English', otherLanguage: 'en', language: 'zh-CN',
  },
  en: {
    free: 'Free', in_use: 'In use', out_of_service: 'Out of service', closed: 'Closed', until: (time: string) => `until ${time}`, from: (time: string) => `opens ${time}`, long: 'until further notice', none: 'Nothing is booked in the next day.', ahead: 'Now and next',
    booking: 'Booked', outage: 'Out of service', period: 'Time', state: 'State', scan: 'Scan to see this page on your phone', how: 'Sign in to Hewu to book and to check in.', updated: (time: string) => `as of ${time}`, other: '中文', otherLanguage: 'zh-CN', language: 'en',
  },
} as const;

/** The page; works without any script, with a keyboard and read aloud. The state is said in words, never by colour alone. */
export const kioskPage = ({ language, instrument, zone, now, at, ahead, link, other, refreshSeconds }: Kiosk): string => {
  const words = WORDS[language];
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  const today = day.format(at);
  const time = (instant: number): string => `${day.format(instant) === today ? '' : `${day.format(instant)} `}${clock.format(instant)}`;
  const machine = (instant: number, shown: string): string => `<time datetime="${new Date(instant).toISOString()}">${text(shown)}</time>`;
  const until = now.until === null ? words.long : now.state === 'closed' ? words.from(time(now.until)) : words.until(time(now.until));
  const name = text(instrument.name[language]);
  const rows = ahead.map(({ from, until: end, kind }) => `<tr><td>${machine(from, time(from))}–${machine(end, time(end))}</td><td>${words[kind]}</td></tr>`);
  return `<!doctype html>
<html lang="${words.language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">${refreshSeconds === null ? '' : `<meta http-equiv="refresh" content="${refreshSeconds}">`}<link rel="icon" href="data:,"><title>${words[now.state]} · ${name}</title>
<style>:root{color-scheme:light dark}body{font:1.125rem/1.6 system-ui,sans-serif;max-width:60rem;margin:1.5rem auto;padding:0 1rem}h1{font-size:1.6rem;margin:0;overflow-wrap:anywhere}p{margin:.3rem 0;overflow-wrap:anywhere}h2{font-size:1.25rem;margin:.5rem 0}.now{font-size:2.2rem;line-height:1.3;font-weight:700;margin:1rem 0;padding:.6rem 1rem;border:3px solid;border-radius:.4rem}.free{border-style:solid}.in_use{border-style:double;border-width:6px}.out_of_service,.closed{border-style:dashed}.parts{display:flex;flex-wrap:wrap;gap:1.5rem 3rem}.parts>*{flex:1 1 16rem;min-width:0}table{border-collapse:collapse;width:100%}td,th{padding:.3rem .8rem .3rem 0;text-align:left;border-bottom:1px solid #8888}figure{margin:0}figure svg{display:block;width:11rem;height:11rem;background:#fff;padding:.7rem}a{display:inline-block;min-height:1.6rem;padding:.2rem 0}:focus-visible{outline:3px solid;outline-offset:2px}</style></head>
<body>
<main>
<h1>${name}</h1>
<p>${text(instrument.model)} · ${text(instrument.place[language])}</p>
<p class="now ${now.state}" role="status">${words[now.state]} <span>${text(until)}</span></p>
<div class="parts">
<section aria-labelledby="ahead"><h2 id="ahead">${words.ahead}</h2>
${rows.length === 0 ? `<p>${words.none}</p>` : `<table><thead><tr><th scope="col">${words.period}</th><th scope="col">${words.state}</th></tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`}
</section>
<section><figure>${qr(link, words.scan)}<figcaption><a href="${text(link)}">${words.scan}</a></figcaption></figure><p>${words.how}</p></section>
</div>
<p>${words.updated(time(at))} · ${text(zone)} · <a href="${text(other)}" lang="${words.otherLanguage}" hreflang="${words.otherLanguage}">${words.other}</a></p>
</main>
</body></html>`;
};

/** The link as a picture; whoever cannot see it has the link beside it. */
const qr = (link: string, label: string): string => encodeQR(link, 'svg', { ecc: 'medium', border: 2 }).replace('<svg ', `<svg role="img" aria-label="${text(label)}" `);
