import fc from 'fast-check';
import { escaped, folded, icalText, utc } from './ical-text.js';

test('an instant is told in UTC, to the second', () => expect(utc('2026-03-09T16:00:00.123Z')).toBe('20260309T160000Z'));

test('nothing a user wrote begins a line of its own', () => {
  expect(escaped('x\r\nATTENDEE:mailto:all@example.com\rEND:VEVENT\n\u202etxt\u200b')).toBe('x\\nATTENDEE:mailto:all@example.com\\nEND:VEVENT\\ntxt');
});

test('lines have at most 75 octets, no character is cut, and unfolding gives the line back', () => {
  expect(folded('x'.repeat(75))).toBe('x'.repeat(75));
  expect(folded('x'.repeat(76))).toBe(`${'x'.repeat(75)}\r\n x`);
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ' ', 'é', '椒', '🌶'), maxLength: 300, size: 'max' }), (line) => {
      const lines = folded(line).split('\r\n');
      expect(lines.every((one) => Buffer.byteLength(one) <= 75 && !one.includes('\ufffd'))).toBe(true);
      expect(lines.map((one, n) => (n === 0 ? one : one.slice(1))).join('')).toBe(line);
    }),
  );
});

test('what was escaped is read back as it was, whatever stands in it', () => {
  const plain = fc.string({ unit: fc.constantFrom('a', '椒', '\\', ';', ',', ':', '"', '\n', ' ', 'n', 'N'), maxLength: 200, size: 'max' });
  const read = (text: string): string => text.replace(/\\([\\;,nN])/g, (_whole, one: string) => (one === 'n' || one === 'N' ? '\n' : one));
  fc.assert(
    fc.property(plain, (text) => {
      const lines = icalText([`SUMMARY:${escaped(text)}`]);
      expect(lines.endsWith('\r\n')).toBe(true);
      const unfolded = lines.slice(0, -2).replace(/\r\n /g, '');
      expect(unfolded.includes('\n')).toBe(false);
      expect(read(unfolded.slice('SUMMARY:'.length))).toBe(text);
    }),
  );
});
