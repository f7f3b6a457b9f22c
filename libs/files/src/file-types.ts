import type { MediaType } from './events.js';

type Said = {
  /** What a name may end in; the first is given to files whose name is gone. */
  readonly extensions: readonly [string, ...string[]];
  /** What senders also call it: a browser on Windows takes a CSV file for one of Excel. */
  readonly aliases?: readonly string[];
};

/** How names and senders may call what was found in the bytes. */
export const FILE_TYPES: Readonly<Record<MediaType, Said>> = {
  'application/pdf': { extensions: ['pdf'], aliases: ['application/x-pdf'] },
  'image/png': { extensions: ['png'], aliases: ['image/x-png'] },
  'image/jpeg': { extensions: ['jpg', 'jpeg', 'jpe', 'jfif'], aliases: ['image/jpg', 'image/pjpeg'] },
  'image/webp': { extensions: ['webp'] },
  'image/tiff': { extensions: ['tif', 'tiff'] },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { extensions: ['docx'] },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { extensions: ['xlsx'] },
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': { extensions: ['pptx'] },
  'application/vnd.oasis.opendocument.text': { extensions: ['odt'] },
  'application/vnd.oasis.opendocument.spreadsheet': { extensions: ['ods'] },
  'text/csv': { extensions: ['csv'], aliases: ['application/csv', 'application/vnd.ms-excel', 'text/comma-separated-values', 'text/x-csv'] },
  'text/plain': { extensions: ['txt'] },
  'video/mp4': { extensions: ['mp4', 'm4v'] },
};

/** With which a sender says nothing: `text/plain` is what a part without a type means (RFC 7578 §4.4). */
const SAYS_NOTHING: ReadonlySet<string> = new Set(['', 'application/octet-stream', 'text/plain', 'application/x-zip-compressed', 'application/zip']);

/** Every ending a name may have. */
export const EXTENSIONS: readonly string[] = Object.values(FILE_TYPES).flatMap(({ extensions }) => extensions);

/** Whether a name's ending and the type that the sender declared go together with what was found. */
export const agrees = (found: MediaType, extension: string, declared: string): boolean => {
  const { extensions, aliases = [] } = FILE_TYPES[found];
  return extensions.includes(extension) && (declared === found || aliases.includes(declared) || SAYS_NOTHING.has(declared));
};
