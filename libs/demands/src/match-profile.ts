import { ipcSubclass } from '@hewu/identifiers/src/ipc.js';
import { terms } from '@hewu/words/src/terms.js';

/** What one side of a match brings: only what everybody may read of it, so that a reason tells nothing that was confidential. */
export type MatchSource = {
  readonly title: string;
  readonly titleEn: string | null;
  /** Further texts, in order of weight: of the first words only so many count. */
  readonly texts: readonly (string | null)[];
  /** GB/T 4754-2017. */
  readonly industry: string;
  readonly ipc: readonly string[];
  readonly region: string;
};

/** One side of a match, cut into what can be compared. */
export type MatchProfile = {
  readonly industry: string;
  readonly region: string;
  readonly ipcSubclasses: readonly string[];
  readonly titleTerms: readonly string[];
  /** All words, those of the title among them. */
  readonly matchTerms: readonly string[];
  /** By what it is looked up: pairs of what it brings, each found in few others; then the single ones. */
  readonly pairs: readonly string[];
  readonly singles: readonly string[];
};

/** Said of nearly every result and every problem, so that sharing them is no reason. */
const SAYS_NOTHING = [
  '技术', '系统', '方法', '设备', '装置', '工艺', '研究', '应用', '开发', '产品', '生产', '提高', '降低', '问题', '解决', '实现', '采用', '一种', '及其', '高效', '关键', '企业', '需要', '目前', '现有', '成本', '质量', '性能', '示例', '虚构',
  'technology', 'system', 'method', 'device', 'equipment', 'process', 'product', 'production', 'research', 'application', 'need', 'problem', 'cost', 'quality', 'new', 'high', 'low', 'using', 'based', 'example',
];

let saidOfAll: ReadonlySet<string> | undefined;

/** Cut when the first text is, because cutting loads the dictionary, which a start need not wait for. */
const saysNothing = (term: string): boolean => (saidOfAll ??= new Set(SAYS_NOTHING.flatMap(terms))).has(term);

const MOST_TITLE_TERMS = 12;
const MOST_TERMS = 120;
/** Of so many title words every two make a pair; of so many subclasses each makes one with every word. */
const PAIRED_TERMS = 8;
const PAIRED_SUBCLASSES = 4;

/** A demand or a listing as the other side is looked for. Pure. */
export const matchProfile = ({ title, titleEn, texts, industry, ipc, region }: MatchSource): MatchProfile => {
  const titleTerms = telling(`${title}\n${titleEn ?? ''}`).slice(0, MOST_TITLE_TERMS);
  const matchTerms = [...new Set([...titleTerms, ...telling(texts.filter((text) => text !== null).join('\n'))])].slice(0, MOST_TERMS);
  const ipcSubclasses = [...new Set(ipc.map(ipcSubclass))];
  return { industry, region, ipcSubclasses, titleTerms, matchTerms, pairs: pairsOf({ industry, ipcSubclasses, titleTerms }), singles: [...ipcSubclasses, groupOf(industry)] };
};

/** One Chinese character by itself (使, 间, 不) is a scrap of a sentence. */
const SCRAP = /^\p{Script=Han}$/u;

const telling = (text: string): readonly string[] => terms(text).filter((term) => !SCRAP.test(term) && !saysNothing(term));

/** Letter and three digits; of a division, its two. */
const groupOf = (industry: string): string => industry.slice(0, 4);

/**
 * Every two of: an IPC subclass, the industry's group, a word of the title. One alone is common in a large market (a tenth of
 * all listings may say 食品); two together are rare, so that few listings are read to find the best.
 */
const pairsOf = ({ industry, ipcSubclasses, titleTerms }: Pick<MatchProfile, 'industry' | 'ipcSubclasses' | 'titleTerms'>): readonly string[] => {
  const words = titleTerms.slice(0, PAIRED_TERMS);
  const subclasses = ipcSubclasses.slice(0, PAIRED_SUBCLASSES);
  const fields = [...subclasses, groupOf(industry)];
  return [
    ...subclasses.map((subclass) => pair(subclass, groupOf(industry))),
    ...fields.flatMap((field) => words.map((word) => pair(field, word))),
    ...words.flatMap((word, place) => words.slice(place + 1).map((other) => pair(...([word, other].sort() as [string, string])))),
  ];
};

const pair = (one: string, other: string): string => `${one}|${other}`;
