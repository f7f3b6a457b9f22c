import type { Received } from './mail-server.js';

export type Part = { readonly type: string; readonly headers: Readonly<Record<string, string>>; readonly text: string };

/** Every part of a mail that holds something, in order; of a mail without parts the mail itself. */
export const partsOf = ({ headers, text }: Pick<Received, 'headers' | 'text'>): readonly Part[] => {
  const type = headers['content-type'] ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary === undefined) return [{ type, headers, text }];
  return text
    .split(new RegExp(`^--${boundary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:--)?[ \\t]*$`, 'm'))
    .slice(1, -1)
    .flatMap((part) => {
      const [head, ...rest] = part.replace(/^\n/, '').split('\n\n');
      const own = Object.fromEntries(head!.replace(/\n[ \t]+/g, ' ').split('\n').map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
      return partsOf({ headers: own, text: decoded(rest.join('\n\n'), own['content-transfer-encoding'] ?? '7bit') });
    });
};

const decoded = (body: string, encoding: string): string => {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  return Buffer.from(body.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_hex, code: string) => String.fromCharCode(parseInt(code, 16))), 'latin1').toString('utf8');
};
