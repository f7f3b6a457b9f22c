import { evidenceLine, FIRST_DIGEST, firstBrokenRow, headLine } from './evidence.js';
import type { HistoryDocument } from './history.projection.js';

const event = (revision: number, data: Record<string, unknown> = { reason: '请补充“检测报告”, 第 1 页\n第 2 页' }): HistoryDocument => ({
  _id: `e-${revision}`, position: String(revision).padStart(16, '0'), stream: 'listing-l-1', revision, category: 'listing', type: 'ListingReturned', at: '2026-03-02T01:00:00.000Z',
  recordedAt: '2026-03-02T01:00:00.001Z', actor: 'p-li', onBehalfOf: 'o-bureau', region: '500117', rule: '合川—武胜科技创新合作框架协议', commandId: 'c', correlationId: 'c', causationId: 'c', concerns: [], data,
});
const shown = { actorName: '李静', organisationName: '合川区科学技术局', zh: '审核退回', en: '=HYPERLINK("x")', ruleEn: 'Framework agreement' };

const exported = (events: readonly HistoryDocument[], words = shown): string => {
  let digest = FIRST_DIGEST;
  return events.reduce((csv, one, index) => {
    const row = evidenceLine(index + 1, one, words, digest);
    digest = row.digest;
    return csv + row.line;
  }, headLine());
};

describe('an exported history', () => {
  const csv = exported([event(0), event(1), event(2)]);

  test('fits together as it was made, quotes and line ends included', () => expect(firstBrokenRow(csv)).toBeNull());

  test.each([
    ['a changed word', csv.replace('p-li,o-bureau', 'p-xx,o-bureau'), 1],
    ['a row taken out', csv.replace(exportedRow(csv, 2), ''), 2],
    ['rows in another order', csv.replace(exportedRow(csv, 2), '').replace(exportedRow(csv, 1), exportedRow(csv, 2) + exportedRow(csv, 1)), 1],
    ['a row put in twice', csv + exportedRow(csv, 3), 4],
  ])('shows %s by the row where it stops fitting', (_, changed, row) => {
    expect(changed).not.toBe(csv);
    expect(firstBrokenRow(changed)).toBe(row);
  });

  test('has the same digests whoever is erased and whatever the sentences are later', () => {
    const erased = exported([event(0), event(1), event(2)], { ...shown, actorName: null as never, en: 'Returned', ruleEn: null as never });
    expect(firstBrokenRow(erased)).toBeNull();
    expect(digestsOf(erased)).toEqual(digestsOf(csv));
  });

  test('hands a spreadsheet no formula', () => {
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
    const injected = exported([event(0, { reason: '=1+1' }), { ...event(1), rule: '@SUM(A1)' }]);
    expect(injected).toContain(`,'@SUM(A1),`);
    expect(firstBrokenRow(injected)).toBeNull();
  });
});

/** The text of one data row; the rows of this spec hold a line end inside quotes. */
function exportedRow(csv: string, number: number): string {
  const from = csv.indexOf(`\r\n${number},e-`) + 2;
  const next = csv.indexOf(`\r\n${number + 1},e-`);
  return csv.slice(from, next < 0 ? csv.length : next + 2);
}

function digestsOf(csv: string): readonly string[] {
  return csv.match(/[0-9a-f]{64}/g)!;
}
