import { UUID } from '@hewu/kernel/src/ids.js';
import { IDENTIFIER_TEXT } from '@hewu/identifiers/src/problems.js';

export type Words = { readonly zh: string; readonly en: string };

/** What a check was told besides the value: its limits, its pattern, what it allows. */
type Limits = readonly unknown[];
type Told = { readonly code: string; readonly words: (limits: Limits) => Words };

const always = (zh: string, en: string) => (): Words => ({ zh, en });
const listOf = (allowed: unknown): string => (Array.isArray(allowed) ? allowed : Object.values(allowed as object)).join(', ');

/** What is wrong by codes that checks of our own give as their message. Stable: programs go by them. */
export const INPUT_TEXT: Readonly<Record<string, Words>> = {
  missing: { zh: '必填', en: 'This is missing.' },
  encoding_invalid: { zh: '应为按 UTF-8 作百分号编码的文字', en: 'This must be UTF-8, percent-encoded.' },
  unknown_field: { zh: '没有这一项', en: 'There is no such field here.' },
  object_expected: { zh: '应为一个对象', en: 'This must be an object.' },
  text_expected: { zh: '应为文字', en: 'This must be text.' },
  text_empty: { zh: '文字不能为空或只有空格', en: 'The text is empty or only spaces.' },
  text_not_plain: { zh: '文字中有不可见的控制字符或改变阅读方向的字符', en: 'The text holds characters that are not seen or turn its direction.' },
  query_not_searchable: { zh: '查询中没有可检索的字词', en: 'There is no word to search for in it.' },
  field_not_of_kind: { zh: '所选类型没有这一项', en: 'This field does not belong to the kind that was chosen.' },
  none_stands_alone: { zh: '“无”不能与其他选项并列', en: 'Whoever says `none` says nothing else here.' },
  id_invalid: { zh: '应为 UUID（小写）', en: 'This must be a UUID in lower case.' },
  day_invalid: { zh: '应为存在的日期，如 2026-03-04', en: 'This must be a day that exists, such as 2026-03-04.' },
  instant_invalid: { zh: '应为 1000 至 2999 年间存在的带时区时刻（RFC 3339），最细到毫秒，如 2026-03-02T09:00:00+08:00；在网址中“+”写作 %2B', en: 'This must be an instant of the years 1000 to 2999 with its zone (RFC 3339), no finer than a millisecond, such as 2026-03-02T09:00:00+08:00; in an address, the + is written %2B.' },
  zone_invalid: { zh: '应为 IANA 时区，如 Asia/Shanghai', en: 'This must be an IANA time zone, such as Asia/Shanghai.' },
  ip_number_format: { zh: '编号不是该机关的写法', en: 'The number is not of the form of its office.' },
  read_model_unknown: { zh: '没有这个清单', en: 'No read model is called so.' },
  ...IDENTIFIER_TEXT,
};

const same = (code: keyof typeof INPUT_TEXT): Told => ({ code, words: () => INPUT_TEXT[code]! });

/** What is wrong by the name of class-validator's check. Every check that a body or a query of the product uses stands here or gives a code of above. */
export const CONSTRAINTS: Readonly<Record<string, Told>> = {
  whitelistValidation: same('unknown_field'),
  unknownValue: same('object_expected'),
  nestedValidation: same('object_expected'),
  isObject: same('object_expected'),
  isString: same('text_expected'),
  isUuid: same('id_invalid'),
  isDay: same('day_invalid'),
  isInstant: same('instant_invalid'),
  isIso8601: { code: 'date_invalid', words: always('应为存在的日期或时刻（ISO 8601）', 'This must be a day or an instant that exists, in ISO 8601.') },
  isISO31661Alpha2: { code: 'country_invalid', words: always('应为两个字母的国家代码（ISO 3166-1）', 'This must be a country by two letters (ISO 3166-1).') },
  isInt: { code: 'whole_number_expected', words: always('应为整数', 'This must be a whole number.') },
  isNumber: { code: 'number_expected', words: always('应为数字', 'This must be a number.') },
  isBoolean: { code: 'boolean_expected', words: always('应为 true 或 false', 'This must be true or false.') },
  isArray: { code: 'list_expected', words: always('应为列表', 'This must be a list.') },
  isEmail: { code: 'mail_invalid', words: always('应为邮箱地址', 'This must be a mail address.') },
  isIn: { code: 'not_one_of', words: ([allowed]) => ({ zh: `应为其中之一：${listOf(allowed)}`, en: `This must be one of: ${listOf(allowed)}.` }) },
  isLength: { code: 'wrong_length', words: ([least, most]) => ({ zh: `应为 ${String(least)} 至 ${String(most)} 个字符`, en: `This must be ${String(least)} to ${String(most)} characters long.` }) },
  maxLength: { code: 'wrong_length', words: ([most]) => ({ zh: `最多 ${String(most)} 个字符`, en: `This must be at most ${String(most)} characters long.` }) },
  minLength: { code: 'wrong_length', words: ([least]) => ({ zh: `至少 ${String(least)} 个字符`, en: `This must be at least ${String(least)} characters long.` }) },
  min: { code: 'too_small', words: ([least]) => ({ zh: `不得小于 ${String(least)}`, en: `This must be at least ${String(least)}.` }) },
  max: { code: 'too_large', words: ([most]) => ({ zh: `不得大于 ${String(most)}`, en: `This must be at most ${String(most)}.` }) },
  arrayMinSize: { code: 'too_few', words: ([least]) => ({ zh: `至少 ${String(least)} 项`, en: `There must be at least ${String(least)}.` }) },
  arrayMaxSize: { code: 'too_many', words: ([most]) => ({ zh: `最多 ${String(most)} 项`, en: `There may be at most ${String(most)}.` }) },
  arrayUnique: { code: 'repeated', words: always('不得重复', 'Nothing may stand here twice.') },
  matches: { code: 'wrong_form', words: ([pattern]) => ({ zh: `应符合 ${String(pattern)}`, en: `This must match ${String(pattern)}.` }) },
};

/** Said first, and alone: of what is no number at all it says nothing that it is not above its least. */
export const OF_TYPE: ReadonlySet<string> = new Set(['unknownValue', 'nestedValidation', 'isObject', 'isString', 'isInt', 'isNumber', 'isBoolean', 'isArray']);

/** What a failed check is called and says. `message` is what class-validator made of it, `limits` what the check was told. */
export const toldOf = (constraint: string, message: string, limits: Limits): { readonly code: string; readonly words: Words } => {
  const [limit] = limits;
  const code = Object.hasOwn(INPUT_TEXT, message) ? message : constraint === 'matches' && limit instanceof RegExp && limit.source === UUID.source ? 'id_invalid' : null;
  if (code !== null) return { code, words: INPUT_TEXT[code]! };
  const told = CONSTRAINTS[constraint];
  // A test holds that every check has words of its own; whoever forgot them shall not answer 500.
  return told ? { code: told.code, words: told.words(limits) } : { code: constraint, words: { zh: message, en: message } };
};
