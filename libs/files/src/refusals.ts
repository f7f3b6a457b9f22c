import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { FileRefusal } from './file.decider.js';
import type { InspectionRefusal } from './inspect.js';

/** What is said of a request before there is a file to look into. */
type UploadRefusal = 'upload_form_wrong' | 'upload_incomplete' | 'file_name_unsuitable';

const CONTENT = { zh: '合武平台规则：文件类型以内容为准', en: 'Hewu rule: what a file is, its content says' };
const QUOTA = { zh: '合武平台规则：每个单位可存 2 GiB', en: 'Hewu rule: 2 GiB for each organisation' };
const SAFE = { zh: '合武平台规则：压缩比不超过 100，不得嵌套压缩包，条目不超过 10000 个', en: 'Hewu rule: packed at most a hundredfold, no archives within, at most 10 000 entries' };

/** `not_found` and `file_too_large` are the platform's. */
export const filesRefusals = {
  upload_form_wrong: { status: 400, text: { zh: '请以表单字段 file 上传，一次一个文件', en: 'Send exactly one file, in the form field "file"' } },
  upload_incomplete: { status: 400, text: { zh: '上传中断，文件不完整', en: 'The upload broke off before the file was whole' } },
  file_name_unsuitable: { status: 422, text: { zh: '文件名不合适：1 至 200 个字符，不含路径、控制字符和不可见字符', en: 'The file needs a name of 1 to 200 characters, without a path and without characters that cannot be seen' } },
  file_empty: { status: 422, text: { zh: '文件是空的', en: 'The file is empty' } },
  file_type_not_allowed: { status: 422, text: { zh: '不接受此类文件', en: 'Files of this kind are not taken' }, rule: CONTENT },
  file_type_contradicts_content: { status: 422, text: { zh: '文件内容与其名称或声明的类型不符', en: 'The content is not what the name or the declared type says' }, rule: CONTENT },
  file_damaged: { status: 422, text: { zh: '文件已损坏，无法读取', en: 'The file is damaged and cannot be read' } },
  file_is_bomb: { status: 422, text: { zh: '压缩内容展开后过大或有嵌套', en: 'It would unpack to far too much, or holds archives within' }, rule: SAFE },
  image_too_large: { status: 422, text: { zh: '图片超过 2500 万像素', en: 'The picture has more than 25 million pixels' } },
  quota_used: { status: 409, text: { zh: '单位的存储空间不足', en: "The organisation's room for files is used up" }, rule: QUOTA },
  file_id_reused: { status: 409, text: { zh: '该编号已用于另一个文件', en: 'This id belongs to another file' } },
} as const satisfies Record<UploadRefusal | InspectionRefusal | Exclude<FileRefusal, 'not_found'>, RefusalText>;
