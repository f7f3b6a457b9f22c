import { contentOf, type Content } from './content.js';
import type { MediaType } from './events.js';
import { inflated, ZipBomb, ZipBroken, zipEntriesOf, type ZipEntry } from './zip.js';

/** Over all entries of an archive and of the documents within it: what a reader's memory still takes. */
export const MOST_INFLATED_BYTES = 256 * 1_048_576;
export const HIGHEST_RATIO = 100;
/** So much unpacks anybody: a small table of equal rows packs better than any bound on the ratio would allow. */
const RATIO_COUNTS_FROM_BYTES = 10 * 1_048_576;
/** A document within a document, such as the table behind a chart. */
const MOST_EMBEDDED_BYTES = 20 * 1_048_576;
/** A list of the parts of a document is some kilobytes. */
const MOST_LISTED_BYTES = 1_048_576;

const WORD = 'application/vnd.openxmlformats-officedocument';
/** What `[Content_Types].xml` says of a document's main part. Those with macros have others. */
const MAIN_PARTS: readonly (readonly [string, MediaType])[] = [
  [`${WORD}.wordprocessingml.document.main+xml`, `${WORD}.wordprocessingml.document`],
  [`${WORD}.spreadsheetml.sheet.main+xml`, `${WORD}.spreadsheetml.sheet`],
  [`${WORD}.presentationml.presentation.main+xml`, `${WORD}.presentationml.presentation`],
];
const OPEN_DOCUMENTS: ReadonlySet<string> = new Set(['application/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.spreadsheet']);

/** How much may still be unpacked, the archive and what lies within it together. */
type Budget = { bytes: number };

/**
 * Which office document an archive is; null when it is none. All of it is unpacked on the way, in memory and piece by
 * piece, so that what is kept has been seen to unpack within bounds. Throws `ZipBroken`, `ZipBomb`.
 */
export const officeTypeOf = (content: Content): Promise<MediaType | null> => typeWithin(content, { bytes: MOST_INFLATED_BYTES }, true);

const typeWithin = async (content: Content, budget: Budget, mayEmbed: boolean): Promise<MediaType | null> => {
  const entries = await zipEntriesOf(content);
  const declaredBytes = entries.reduce((sum, entry) => sum + entry.declaredBytes, 0);
  if (declaredBytes > budget.bytes) throw new ZipBomb('inflated_bytes');
  if (declaredBytes > RATIO_COUNTS_FROM_BYTES && declaredBytes > HIGHEST_RATIO * content.bytes) throw new ZipBomb('ratio');
  budget.bytes -= declaredBytes;
  const listed = new Map<string, string>();
  for (const entry of entries) {
    const kept = await unpacked(content, entry);
    if (entry.name === '[Content_Types].xml' || entry.name === 'mimetype') listed.set(entry.name, kept.subarray(0, MOST_LISTED_BYTES).toString('utf8'));
    if (isArchive(kept)) await checkEmbedded(entry, kept, budget, mayEmbed);
  }
  if (entries.some(({ name }) => /(^|\/)vbaProject\.bin$/i.test(name))) return null;
  return typeListed(listed.get('[Content_Types].xml') ?? '', listed.get('mimetype') ?? '');
};

const typeListed = (parts: string, openDocument: string): MediaType | null => {
  if (OPEN_DOCUMENTS.has(openDocument)) return openDocument as MediaType;
  const mains = MAIN_PARTS.filter(([main]) => parts.includes(`"${main}"`));
  return mains.length === 1 ? mains[0]![1] : null;
};

/** The beginning of an entry, all of it when it may be wanted; whether kept or not, all is unpacked and counted. */
const unpacked = async (content: Content, entry: ZipEntry): Promise<Buffer> => {
  const kept: Buffer[] = [];
  let bytes = 0;
  for await (const piece of inflated(content, entry)) {
    bytes += piece.length;
    if (bytes > entry.declaredBytes) throw new ZipBomb('declared_bytes');
    if (bytes <= MOST_LISTED_BYTES || (bytes <= MOST_EMBEDDED_BYTES && isArchive(kept[0] ?? piece))) kept.push(piece);
  }
  if (bytes !== entry.declaredBytes) throw new ZipBomb('declared_bytes');
  return Buffer.concat(kept);
};

const isArchive = (bytes: Buffer): boolean => /^PK(\x03\x04|\x05\x06|\x07\x08)/.test(bytes.subarray(0, 4).toString('latin1'));

/** Charts and tables in slides are office documents in a folder of that name; one level of them is taken, and nothing else. */
const checkEmbedded = async ({ name, declaredBytes }: ZipEntry, kept: Buffer, budget: Budget, mayEmbed: boolean): Promise<void> => {
  if (!mayEmbed || !/\/embeddings\/[^/]+$/.test(name) || declaredBytes > MOST_EMBEDDED_BYTES) throw new ZipBomb('nested');
  try {
    if ((await typeWithin(contentOf(kept), budget, false)) === null) throw new ZipBomb('nested');
  } catch (error) {
    throw error instanceof ZipBroken ? new ZipBomb('nested') : error;
  }
};
