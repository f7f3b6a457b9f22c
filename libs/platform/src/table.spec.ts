import { csvLine, rowOf } from './table.js';

describe('a list as a table', () => {
  test('has one column a field; what is missing is empty, and what is nested is JSON', () => {
    expect(rowOf({ _id: 'a', count: 2, open: false, none: null, tags: ['x'] })).toEqual({ id: 'a', count: 2, open: false, none: '', tags: '["x"]' });
  });

  test('never hands a spreadsheet a formula', () => {
    for (const text of ['=1+1', '+1', '-1', '@x', '\tx', '\rx', '\n=x', '＝1+1', '＋1', '－1', '＠x']) expect(rowOf({ text })).toEqual({ text: `'${text}` });
    expect(rowOf({ text: 'a=1' })).toEqual({ text: 'a=1' });
  });

  test('quotes what CSV would read as its own signs', () => {
    expect(csvLine(['a', 'b,c', 'd"e', 'f\ng', 1, true])).toBe('a,"b,c","d""e","f\ng",1,true\r\n');
  });
});
