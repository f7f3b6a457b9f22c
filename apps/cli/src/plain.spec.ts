import { plain } from './plain.js';

describe('an answer for people', () => {
  test('has a line for every value', () => expect(plain({ restored: true, takenAt: '2026-03-02', reason: null, erasedAgain: ['a', 'b'], none: [] })).toBe('restored: true\ntakenAt: 2026-03-02\nreason: none\nerasedAgain: a, b\nnone: none'));
  test('indents what is nested', () =>
    expect(plain({ found: 1, files: { 'events.db': 'ab' }, findings: [{ fault: 'given_twice', with: ['b1'] }, { fault: 'late', with: [] }] })).toBe(
      'found: 1\nfiles:\n  events.db: ab\nfindings:\n  - fault: given_twice\n    with: b1\n  - fault: late\n    with: none',
    ));
});
