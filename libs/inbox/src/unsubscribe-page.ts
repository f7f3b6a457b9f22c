import type { Language } from './events.js';

const page = (language: Language, title: string, body: string): string => `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title}</title>
<style>body{font:1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem}button{font:inherit;padding:.4rem 1rem}</style></head>
<body><h1>${title}</h1>${body}</body></html>`;

/** Asks once more. Works without any script; holds nothing but the house's own words. */
export const unsubscribePage = (language: Language): string =>
  language === 'zh'
    ? page(language, '退订邮件', '<p>确认后，合武平台不再给您发送邮件；待办事项仍可登录查看。</p><form method="post"><button>不再接收邮件</button></form>')
    : page(language, 'No more letters', '<p>The Hewu market will send you no more mail; what waits for you is still shown when you sign in.</p><form method="post"><button>Send no more mail</button></form>');

/** Says that it is done, and how it is undone. */
export const unsubscribedPage = (language: Language): string =>
  language === 'zh'
    ? page(language, '已退订', '<p>不再给您发送邮件。如需恢复，请登录后在偏好设置中更改。</p>')
    : page(language, 'Done', '<p>No more mail will be sent. To have it back, sign in and change your preferences.</p>');
