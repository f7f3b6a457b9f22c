import { extensionOf, LONGEST_NAME, suitableName } from './file-name.js';

describe('the name of a file', () => {
  test.each(['检测报告.pdf', 'Report (final) – v2.1.PDF', '王敏的证书 & 附件「一」.tar.jpg', '花椒油😀.png', 'a.txt', '.hidden.txt', '葛\u{e0100}城.txt'])('%s is taken as it is', (name) => expect(suitableName(name)).toBe(name));

  test('is written in one way', () => {
    expect(suitableName('re\u0301sume\u0301.pdf')).toBe('r\u00e9sum\u00e9.pdf');
    expect(suitableName('  报告.pdf ')).toBe('报告.pdf');
  });

  test.each([
    ['nothing', ''], ['blanks', '   '], ['dots', '..'], ['only an ending', '.pdf'],
    ['a path upwards', '../report.pdf'], ['a path', 'a/b.pdf'], ['a path of Windows', 'C:\\fakepath\\report.pdf'], ['a path upwards of Windows', '..\\report.pdf'],
    ['a right-to-left override', 'report\u202efdp.exe'], ['an embedding', '\u202areport.pdf'], ['an isolate', 'a\u2066b\u2069.pdf'], ['an Arabic letter mark', '\u061ca.pdf'],
    ['a zero-width space', 're\u200bport.pdf'], ['a zero-width joiner', 're\u200dport.pdf'], ['a byte order mark', '\ufeffreport.pdf'], ['a soft hyphen', 're\u00adport.pdf'], ['a word joiner', 're\u2060port.pdf'],
    ['a nil', 'report.pdf\u0000.exe'], ['a line', 'report\n.pdf'], ['a tab', 'a\tb.pdf'], ['a delete', 'a\u007f.pdf'], ['a C1 control', 'a\u0085b.pdf'], ['a separator of lines', 'a\u2028b.pdf'],
    ['half a character', 'a\ud83d.pdf'], ['what could not be decoded', '\ufffd\ufffd.pdf'],
  ])('is unsuitable with %s', (_, name) => expect(suitableName(name)).toBeNull());

  test('has at most so many characters, whatever they take to write', () => {
    const longest = `${'椒'.repeat(LONGEST_NAME - 5)}😀.pdf`;
    expect(suitableName(longest)).toBe(longest);
    expect(suitableName(`x${longest}`)).toBeNull();
  });

  test('ends in what stands behind its last dot', () => {
    expect(['a.PDF', 'a.pdf.exe', 'a', 'a.', '.pdf'].map(extensionOf)).toEqual(['pdf', 'exe', '', '', 'pdf']);
  });
});
