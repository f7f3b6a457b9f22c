import { Inject, Injectable } from '@nestjs/common';
import type { Bilingual, ContextParts } from '@hewu/platform/src/context-parts.js';
import { CONTEXTS } from '@hewu/platform/src/tokens.js';

/** What is wrong with a row. It says where and why, and never what stands there. */
export type Fault = {
  readonly row: number;
  /** The machine name of the column; letters where it has no heading; null for the row as a whole. */
  readonly column: string | null;
  readonly code: string;
  /** What it is called, where that names limits of the field; of others it follows from the code. */
  readonly words?: Bilingual;
  /** The thing that is there already with other content. */
  readonly knownAs?: string;
  /** The earlier row that brings the same thing. */
  readonly sameAsRow?: number;
};

/** What is told of rows here. Everything else has the codes and words of the single route: of its body (`input-texts.ts`), and of its refusals. */
export const ROW_FAULTS = {
  row_hidden: { zh: '该行被隐藏或筛选掉，请取消隐藏或删除', en: 'The row is hidden or filtered away: show it or delete it' },
  row_twice: { zh: '与前面的行重复', en: 'The same thing stands in an earlier row' },
  cell_formula: { zh: '不接受公式；若确为文字，请在前面加半角单引号', en: 'Formulas are not taken; if it is text, put an apostrophe in front' },
  cell_error: { zh: '单元格是错误值', en: 'The cell holds an error value' },
  cell_number_inexact: { zh: '数字过长，表格软件已丢失精度，请将单元格设为文本后重新填写', en: 'The number is so long that the spreadsheet has lost digits: format the cell as text and type it again' },
  cell_without_header: { zh: '该列没有表头', en: 'The column has no header' },
  yuan_invalid: { zh: '金额以元填写，最多两位小数', en: 'This must be an amount in yuan with at most two decimals.' },
  not_sound: { zh: '内容不符合要求', en: 'What stands here is not of the expected form' },
} as const satisfies Record<string, Bilingual>;
export type RowFault = keyof typeof ROW_FAULTS;

/** What a fault is called in both languages, whichever context its code is of. */
@Injectable()
export class FaultTexts {
  private readonly texts: ReadonlyMap<string, Bilingual>;

  constructor(@Inject(CONTEXTS) contexts: readonly ContextParts[]) {
    const refusals = contexts.flatMap(({ refusals: table }) => Object.entries(table).map(([code, { text }]) => [code, text] as const));
    this.texts = new Map<string, Bilingual>([...refusals, ...Object.entries(ROW_FAULTS)]);
  }

  of(code: string): Bilingual {
    return this.texts.get(code) ?? ROW_FAULTS.not_sound;
  }
}
