import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { ImportRefusal } from './import.decider.js';
import type { TableRefusal } from './table-files.js';

const AT_MOST = { zh: '合武平台规则：一个文件最多导入 10000 行', en: 'Hewu rule: at most 10 000 rows in a file' };
const WAITING = { zh: '合武平台规则：每个单位最多有 5 个未完成的导入', en: 'Hewu rule: at most five unfinished imports of an organisation' };
const WHOLE = { zh: '合武平台规则：全部或不导入，一经开始记录即进行到底', en: 'Hewu rule: what is imported as a whole is not ended half way' };

/** `not_found` is the platform's. */
export const importsRefusals = {
  import_file_type: { status: 422, text: { zh: '只能导入 XLSX 或 CSV 表格', en: 'Only tables are imported: XLSX or CSV' } },
  import_workbook_broken: { status: 422, text: { zh: '工作簿无法读取，或没有可见的工作表', en: 'The workbook cannot be read, or has no visible sheet' } },
  import_workbook_external: { status: 422, text: { zh: '工作簿引用了外部数据，请另存为不含外部链接的文件', en: 'The workbook takes data from elsewhere; save it without external links' } },
  import_encoding_unknown: { status: 422, text: { zh: '文字编码无法识别，请保存为 UTF-8 或 GB18030', en: 'The text is in no known encoding; save it in UTF-8 or GB18030' } },
  import_csv_broken: { status: 422, text: { zh: 'CSV 的引号不成对，或一行的列数过多', en: 'The quotation marks of the CSV do not match, or a row has too many columns' } },
  import_headers_wrong: { status: 422, text: { zh: '表头不符：缺少、重复或多出列，请使用模板', en: 'The headings do not fit: some are missing, twice or unknown; use the template' } },
  import_no_rows: { status: 422, text: { zh: '表中没有数据行', en: 'The table has no rows of data' } },
  import_rows_at_most: { status: 422, text: { zh: '行数过多，请分成几个文件', en: 'Too many rows; divide them into several files' }, rule: AT_MOST },
  import_id_taken: { status: 409, text: { zh: '该编号已用于另一次导入', en: 'This id belongs to another import' } },
  import_committed: { status: 409, text: { zh: '已开始整体记录，不能再取消', en: 'It is being recorded as a whole and cannot be ended any more' }, rule: WHOLE },
  import_over: { status: 409, text: { zh: '该次导入已结束', en: 'The import is over' } },
  imports_waiting_at_most: { status: 409, text: { zh: '未完成的导入过多，请等待其结束', en: 'Too many imports are unfinished; wait for them to end' }, rule: WAITING },
} as const satisfies Record<Exclude<ImportRefusal | TableRefusal, 'not_found'> | 'imports_waiting_at_most', RefusalText>;
