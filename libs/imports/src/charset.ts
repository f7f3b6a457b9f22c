import { pieces, type Content } from '@hewu/files/src/content.js';
import { SheetFault } from './sheet.js';

/** Excel in China saves CSV in GB18030 (it says GBK); everybody else in UTF-8, with or without a byte order mark. */
const CHARSETS = ['utf-8', 'gb18030'] as const;
type Charset = (typeof CHARSETS)[number];

/** Which of the two all bytes of a text are. What is both is UTF-8. Throws `SheetFault` when it is neither. */
export const charsetOf = async (content: Content): Promise<Charset> => {
  for (const charset of CHARSETS) if (await isIn(content, charset)) return charset;
  throw new SheetFault('import_encoding_unknown', { known: ['UTF-8', 'GB18030'] });
};

const isIn = async (content: Content, charset: Charset): Promise<boolean> => {
  const decoder = new TextDecoder(charset, { fatal: true });
  try {
    for await (const piece of pieces(content)) decoder.decode(piece, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false;
    throw error;
  }
};

/** The text, piece by piece, without a byte order mark. */
export async function* decoded(content: Content, charset: Charset): AsyncGenerator<string> {
  const decoder = new TextDecoder(charset);
  for await (const piece of pieces(content)) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}
