import { pieces, type Content } from './content.js';

/** Characters that no text has: controls other than tab, line feed, form feed and carriage return. */
const NO_TEXT = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;
/** How a document for browsers begins (HTML, SVG, XML), which would run what stands in it. */
const MARKUP = /^[\ufeff\s]*<[!?a-z]/i;

/** What bytes are that no other type claims: text that can be read as it stands, markup, or null when it is neither. */
export const textKindOf = async (content: Content): Promise<'text' | 'markup' | null> => {
  for (const charset of ['utf-8', 'gb18030']) {
    const beginning = await decoded(content, charset);
    if (beginning !== null) return MARKUP.test(beginning) ? 'markup' : 'text';
  }
  return null;
};

/** The beginning of the text; null when not all of it is text in this character set. */
const decoded = async (content: Content, charset: string): Promise<string | null> => {
  const decoder = new TextDecoder(charset, { fatal: true });
  let beginning = '';
  try {
    for await (const piece of pieces(content)) {
      const text = decoder.decode(piece, { stream: true });
      if (NO_TEXT.test(text)) return null;
      beginning = beginning.length < 1_024 ? beginning + text : beginning;
    }
    decoder.decode();
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return null;
    throw error;
  }
  return beginning;
};
