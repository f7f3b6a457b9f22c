import type { Bilingual } from './context-parts.js';
import type { Language } from './language.js';
import type { ProblemKindAnswer } from './problems.controller.js';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const text = (raw: string): string => raw.replace(/[&<>"]/g, (character) => ESCAPES[character]!);

const HTML_LANGUAGE = { zh: 'zh-CN', en: 'en' } as const;
const STATUS = { zh: 'HTTP 状态', en: 'HTTP status' } as const;
const RULE = { zh: '依据', en: 'Rule' } as const;

/** One problem code as a page for people, without any script: in both languages, the asked one first. */
export const problemPage = ({ code, status, title, rule }: ProblemKindAnswer, language: Language): string => {
  const languages: readonly Language[] = language === 'zh' ? ['zh', 'en'] : ['en', 'zh'];
  const both = (words: Bilingual): string => languages.map((one) => `<span lang="${HTML_LANGUAGE[one]}">${text(words[one])}</span>`).join(' · ');
  const row = (name: Bilingual, value: string): string => `<dt>${both(name)}</dt><dd>${value}</dd>`;
  return `<!doctype html>
<html lang="${HTML_LANGUAGE[language]}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>${text(code)} · 合武 Hewu</title>
<style>:root{color-scheme:light dark}body{font:1rem/1.6 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}dt{font-weight:bold}</style></head>
<body><main><h1><code>${text(code)}</code></h1>
${languages.map((one) => `<p lang="${HTML_LANGUAGE[one]}">${text(title[one])}</p>`).join('\n')}
<dl>${row(STATUS, String(status))}${rule ? row(RULE, both(rule)) : ''}</dl></main></body></html>`;
};
