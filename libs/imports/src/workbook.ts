import type { Content } from '@hewu/files/src/content.js';
import { ZipBomb, ZipBroken, zipEntriesOf, type ZipEntry } from '@hewu/files/src/zip.js';
import { SheetFault } from './sheet.js';
import { TextStore } from './text-store.js';
import { xmlPieces, type XmlHandlers } from './xml.js';

/** What must be known of a workbook before its rows are read. */
export type Workbook = { readonly sheet: ZipEntry; readonly date1904: boolean; readonly texts: TextStore };

/** More texts than a table of ours can have cells. */
const MOST_TEXTS = 4_000_000;
/** Parts by which a workbook takes values from elsewhere. Links that a reader clicks are not among them; they are never followed here. */
const FROM_ELSEWHERE = /^xl\/(externalLinks\/|connections\.xml|queryTables\/)/;

/** Finds the first sheet that is not hidden, and lays out the texts. Throws `SheetFault`. */
export const openWorkbook = async (content: Content): Promise<Workbook> => {
  const entries = new Map((await entriesOf(content)).map((entry) => [entry.name, entry]));
  if ([...entries.keys()].some((name) => FROM_ELSEWHERE.test(name))) throw new SheetFault('import_workbook_external', { why: 'external_data' });
  const part = (name: string): ZipEntry => {
    const entry = entries.get(name);
    if (!entry) throw new SheetFault('import_workbook_broken');
    return entry;
  };
  const { sheets, date1904 } = await sheetsOf(content, part('xl/workbook.xml'));
  const targets = await targetsOf(content, part('xl/_rels/workbook.xml.rels'));
  const visible = sheets.find(({ hidden, relation }) => !hidden && targets.get(relation)?.type === 'worksheet');
  if (!visible) throw new SheetFault('import_workbook_broken', { why: 'no_visible_sheet' });
  const sheet = part(targets.get(visible.relation)!.path);
  const shared = [...targets.values()].find(({ type }) => type === 'sharedStrings');
  return { sheet, date1904, texts: await textsOf(content, shared ? part(shared.path) : null) };
};

const entriesOf = async (content: Content): Promise<readonly ZipEntry[]> => {
  try {
    return await zipEntriesOf(content);
  } catch (error) {
    throw error instanceof ZipBroken || error instanceof ZipBomb ? new SheetFault('import_workbook_broken') : error;
  }
};

const readAll = async (content: Content, entry: ZipEntry, handlers: Partial<XmlHandlers>): Promise<void> => {
  const nothing = (): void => undefined;
  for await (const _ of xmlPieces(content, entry, { open: nothing, text: nothing, close: nothing, ...handlers }));
};

type ListedSheet = { readonly relation: string; readonly hidden: boolean };

const sheetsOf = async (content: Content, entry: ZipEntry): Promise<{ readonly sheets: readonly ListedSheet[]; readonly date1904: boolean }> => {
  const sheets: ListedSheet[] = [];
  let date1904 = false;
  await readAll(content, entry, {
    open: (name, attributes) => {
      if (name === 'sheet') sheets.push({ relation: attributes['r:id'] ?? '', hidden: (attributes['state'] ?? 'visible') !== 'visible' });
      if (name === 'workbookPr') date1904 = isTrue(attributes['date1904']);
    },
  });
  return { sheets, date1904 };
};

/** As XML Schema writes a truth value. */
export const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

/** Where the parts of the workbook stand, and what they are; those outside of the archive are left out. */
const targetsOf = async (content: Content, entry: ZipEntry): Promise<ReadonlyMap<string, { readonly type: string; readonly path: string }>> => {
  const targets = new Map<string, { type: string; path: string }>();
  await readAll(content, entry, {
    open: (name, { Id, Type = '', Target = '', TargetMode }) => {
      if (name !== 'Relationship' || Id === undefined || TargetMode === 'External') return;
      targets.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), path: Target.startsWith('/') ? Target.slice(1) : `xl/${Target}` });
    },
  });
  return targets;
};

/** Every text of the workbook by its number; what only tells how to read it aloud (`rPh`) is no part of it. */
const textsOf = async (content: Content, entry: ZipEntry | null): Promise<TextStore> => {
  const texts = await TextStore.make();
  if (!entry) return texts;
  try {
    let ready: string[] = [];
    const collected = new CollectedText('si', (text) => ready.push(text));
    for await (const _ of xmlPieces(content, entry, collected)) {
      for (const text of ready) await texts.add(text);
      ready = [];
      if (texts.size > MOST_TEXTS) throw new SheetFault('import_workbook_broken');
    }
    return texts;
  } catch (error) {
    await texts.close();
    throw error;
  }
};

/** Puts the runs of a text together, which stand in `t` elements within one of a name (`si`, `is`). */
export class CollectedText implements XmlHandlers {
  private text_ = '';
  private taking = false;
  private aloud = 0;

  constructor(
    private readonly within: string,
    private readonly done: (text: string) => void,
  ) {}

  readonly open = (name: string): void => {
    if (name === this.within) this.text_ = '';
    if (name === 'rPh') this.aloud += 1;
    if (name === 't') this.taking = this.aloud === 0;
  };
  readonly text = (text: string): void => {
    if (this.taking) this.text_ += text;
  };
  readonly close = (name: string): void => {
    if (name === 't') this.taking = false;
    if (name === 'rPh') this.aloud -= 1;
    if (name === this.within) this.done(this.text_);
  };
}
