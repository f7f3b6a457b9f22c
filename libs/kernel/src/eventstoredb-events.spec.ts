import { fromServer, isBeyond, positionOf, positionText } from './eventstoredb-events.js';

const at = (commit: bigint, prepare = commit) => ({ commit, prepare });

test('positions are ordered as text, and come back as the server gave them', () => {
  const places = [at(0n), at(9n, 0n), at(9n), at(10n), at(2n ** 63n)];
  const texts = places.map(positionText);
  expect([...texts].sort()).toEqual(texts);
  expect(new Set(texts.map(({ length }) => length)).size).toBe(1);
  expect(texts.map(positionOf)).toEqual(places);
  expect(() => positionOf('0000000000000001')).toThrow('another store');
});

test('a checkpoint behind the newest record is of another log, but one taken while catching up may stand right behind that record', () => {
  expect(isBeyond(at(500n), at(500n))).toBe(false);
  expect(isBeyond(at(501n), at(500n))).toBe(true);
  expect(isBeyond(at(619n, 0n), at(500n))).toBe(false);
  expect(isBeyond(at(500n + 2n ** 25n, 0n), at(500n))).toBe(true);
  expect(isBeyond(at(1n), null)).toBe(true);
});

test('a server that tells no positions is too old, and says so', () => {
  const event = { streamId: 'lamp-1', id: 'a', revision: 0n, type: 'T', data: {}, metadata: {}, isJson: true as const, created: new Date(0) };
  expect(() => fromServer({ event })).toThrow('release 22.6');
});
