import type { DivisionProblem } from './division.js';
import type { IndustryProblem } from './industry.js';
import type { IpcProblem } from './ipc.js';
import type { OrcidProblem } from './orcid.js';
import type { PatentProblem } from './patent-number.js';
import type { UsccProblem } from './uscc.js';

/** Everything that can be wrong with an identifier. The codes are stable: they stand in answers and in validation messages. */
export type IdentifierProblem =
  | UsccProblem | PatentProblem | OrcidProblem | IpcProblem | IndustryProblem | DivisionProblem | 'region_foreign';

/** What to tell the person who typed it: what is wrong and what it should look like. */
export const IDENTIFIER_TEXT: Readonly<Record<IdentifierProblem, { readonly zh: string; readonly en: string }>> = {
  uscc_format: {
    zh: '统一社会信用代码应为18位数字和大写字母（不含 I、O、S、V、Z），第3至8位为数字。',
    en: 'A unified social credit code has 18 digits and capital letters (no I, O, S, V, Z), with digits in places 3 to 8.',
  },
  uscc_checksum: {
    zh: '统一社会信用代码的校验码不符，请核对是否输错；确系登记机关所发的，可由平台管理员凭证明材料放行。',
    en: 'The check character of the unified social credit code does not fit. Look for a typing error; if it was really issued so, a platform administrator can let it pass with evidence.',
  },
  patent_format: {
    zh: '专利（申请）号应如 201710601862.3 或 95115608.X；已授权的前加 ZL。',
    en: 'A patent or application number looks like 201710601862.3 or 95115608.X; a granted one begins with ZL.',
  },
  patent_checksum: { zh: '专利号的校验位不符，请核对是否输错。', en: 'The check digit of the patent number does not fit. Look for a typing error.' },
  orcid_format: { zh: 'ORCID 应如 0000-0002-1825-0097。', en: 'An ORCID iD looks like 0000-0002-1825-0097.' },
  orcid_checksum: { zh: 'ORCID 的校验位不符，请核对是否输错。', en: 'The check digit of the ORCID iD does not fit. Look for a typing error.' },
  ipc_format: { zh: '国际专利分类号应如 G06V 10/40，或只到小类，如 C11B。', en: 'An IPC symbol looks like G06V 10/40, or C11B for a whole subclass.' },
  industry_format: {
    zh: '行业代码（GB/T 4754-2017）应为门类字母加2至4位数字，如 C3525。',
    en: 'An industry code (GB/T 4754-2017) is a section letter with 2 to 4 digits, such as C3525.',
  },
  industry_unknown: { zh: '该门类下没有这个行业大类。', en: 'That section has no such division of industry.' },
  division_format: { zh: '行政区划代码（GB/T 2260）应为6位数字，如 500117。', en: 'An administrative division (GB/T 2260) has six digits, such as 500117.' },
  division_unknown: { zh: '没有这个行政区划。', en: 'There is no such administrative division.' },
  region_foreign: { zh: '只能是合川（500117）或武胜（511622）。', en: 'Only Hechuan (500117) or Wusheng (511622) can stand here.' },
};
