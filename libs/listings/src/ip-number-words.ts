import type { Bilingual } from '@hewu/platform/src/context-parts.js';

type Words = { readonly text: Bilingual; readonly rule: Bilingual };

/** Told with an article whose text was not read: nobody should rest on it. */
const notVerified = (zh: string, en: string): Bilingual => ({ zh: `${zh}（条文未核验）`, en: `${en} (article not verified)` });

/**
 * Which number each kind has, and by which rule an office gives it. Of the other kinds nobody is asked for one. None of these articles
 * stands on the domain page. The text of software art. 7 and drugs art. 24 was seen on published pages (macclaryconsulting.com
 * 5515_2; dwgpr.com l2puqclewx) and not compared with the gazette; those of layouts and varieties were not found.
 */
const WANTED: ReadonlyMap<unknown, Words> = new Map<unknown, Words>([
  ['patent', {
    text: { zh: '专利应填写专利号或申请号', en: 'A patent needs its patent or application number' },
    rule: { zh: 'ZC 0006-2003《专利申请号标准》', en: 'ZC 0006-2003, standard of patent application numbers' },
  }],
  ['software_copyright', {
    text: { zh: '已登记的软件著作权应填写登记号，如 2021SR0123456', en: 'A registered software copyright needs its registration number, such as 2021SR0123456' },
    rule: { zh: '计算机软件保护条例 第七条', en: 'Regulations on Computer Software Protection art. 7' },
  }],
  ['ic_layout', {
    text: { zh: '已登记的集成电路布图设计应填写登记号，如 BS.205012345', en: 'A registered integrated circuit layout needs its registration number, such as BS.205012345' },
    rule: notVerified('集成电路布图设计保护条例 第八条', 'Regulations on the Protection of Integrated Circuit Layout Designs art. 8'),
  }],
  ['plant_variety', {
    text: { zh: '已授权的植物新品种应填写品种权号，如 CNA20191000123', en: 'A granted plant variety needs the number of its variety right, such as CNA20191000123' },
    rule: notVerified('种子法 第二十五条', 'Seed Law art. 25'),
  }],
  ['biological_medicine', {
    text: { zh: '已批准的生物医药应填写批准文号，如 国药准字S20190012', en: 'An approved biological medicine needs its approval number, such as 国药准字S20190012' },
    rule: { zh: '药品管理法 第二十四条', en: 'Drug Administration Law art. 24' },
  }],
]);

/** `ip_number_missing` in the words of the kind that it is about; null where no kind is said. */
export const numberWanted = ({ kind }: Readonly<Record<string, unknown>>): Words | null => WANTED.get(kind) ?? null;

/** The same where the kind is not at hand, as for a row of a table. */
export const NUMBERS_WANTED: Bilingual = {
  zh: '缺少编号：专利填专利号或申请号，已登记的软件著作权和集成电路布图设计填登记号，已授权的植物新品种填品种权号，已批准的生物医药填批准文号',
  en: 'The number is missing: of a patent its patent or application number, of a registered software copyright or integrated circuit layout its registration number, of a granted plant variety the number of its variety right, of an approved biological medicine its approval number',
};
