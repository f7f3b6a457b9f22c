import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sentenceOf } from './sentences.js';

type Example = { readonly type: string; readonly data: Readonly<Record<string, unknown>> };

/** One recorded example of each event of all contexts, in its newest version: `SlotBooked.v2.json`. */
const examples: readonly Example[] = [
  ...new Map(
    readdirSync('libs')
      .map((context) => join('libs', context, 'src/examples'))
      .filter((folder) => existsSync(folder))
      .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
      .map((file) => ({ file, type: basename(file).split('.')[0]!, version: Number(/v(\d+)\.json$/.exec(file)![1]) }))
      .sort((a, b) => a.version - b.version)
      .map(({ file, type }) => [type, { type, data: JSON.parse(readFileSync(file, 'utf8')) as Example['data'] }]),
  ).values(),
];

const textsIn = (value: unknown): readonly string[] => (typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []);

/** A word for programs, as data hold it. In Chinese each is seen; in English one of a single word may be the word itself. A hash is none. */
const codesIn = ({ data }: Example): readonly string[] => textsIn(data).filter((text) => text.length < 40 && /^([a-z]+(_[a-z]+)*|[A-Z]+(_[A-Z]+)*)$/.test(text));

describe('the sentence of an event', () => {
  test('is in words, without codes or instants that only programs read', () => {
    expect(examples.length).toBeGreaterThan(200);
    const found = examples.flatMap((example) => {
      const { zh, en } = sentenceOf(example.type, example.data);
      const codes = codesIn(example);
      const tokens = (text: string): readonly string[] => text.match(/[A-Za-z]+(_[A-Za-z]+)*/g) ?? [];
      const open = [...tokens(zh).filter((token) => codes.includes(token)), ...tokens(en).filter((token) => token.includes('_') && codes.includes(token)), ...(`${zh}${en}`.match(/\d{2}:\d{2}:\d{2}(\.\d+)?Z/g) ?? [])];
      return open.length > 0 ? [`${example.type}: ${zh} / ${en} [${[...new Set(open)].join(' ')}]`] : [];
    });
    expect([...new Set(found)]).toEqual([]);
  });
});
