import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { interestEvents, ndaEvents, signingAuthorityEvents, type InterestEvent, type NdaEvent, type SigningAuthorityEvent } from './events.js';
import { interests } from './interest.decider.js';
import { ndas } from './nda.decider.js';
import { signingAuthorities } from './signing-authority.decider.js';

type AnyEvent = InterestEvent | NdaEvent | SigningAuthorityEvent;
const FOLDER = join(__dirname, 'examples');
const families = [interestEvents, ndaEvents, signingAuthorityEvents];

/** An event as it was recorded once; whatever the program becomes, it goes on reading these. */
const example = <T extends AnyEvent['type']>(type: T): Extract<AnyEvent, { type: T }> => ({ type, data: JSON.parse(readFileSync(join(FOLDER, `${type}.v1.json`), 'utf8')) as object }) as unknown as Extract<AnyEvent, { type: T }>;

test('every event type and version has a recorded example', () => {
  const known = families.flatMap(({ specs }) => Object.entries(specs).flatMap(([type, { version }]) => Array.from({ length: version }, (_, n) => `${type}.v${n + 1}.json`)));
  expect(readdirSync(FOLDER).sort()).toEqual(known.sort());
});

describe('what was recorded once is understood', () => {
  test('of an interest', () => {
    const after = (...types: readonly InterestEvent['type'][]) => types.map((type) => example(type)).reduce<typeof interests.initialState>(interests.evolve, interests.initialState)?.status;
    expect([after('InterestExpressed'), after('InterestExpressed', 'InterestAccepted'), after('InterestExpressed', 'InterestDeclined'), after('InterestExpressed', 'InterestWithdrawn'), after('InterestExpressed', 'InterestLapsed')]).toEqual(['expressed', 'accepted', 'declined', 'withdrawn', 'lapsed']);
    expect(after('InterestExpressed', 'InterestAccepted', 'InterestClosed')).toBe('closed');
  });

  test('of an agreement', () => {
    const state = (['NdaProposed', 'NdaSigned', 'NdaInForce', 'NdaEnded'] as const).map((type) => example(type)).reduce<typeof ndas.initialState>(ndas.evolve, ndas.initialState);
    expect(state).toMatchObject({ inForce: { version: 1, untilOn: '2029-03-01' }, proposal: null, ended: { ground: 'notice' } });
  });

  test('of an authority', () => {
    const state = (['SigningAuthorityGranted', 'SigningAuthorityRevoked'] as const).map((type) => example(type)).reduce<typeof signingAuthorities.initialState>(signingAuthorities.evolve, signingAuthorities.initialState);
    expect(state).toMatchObject({ untilOn: '2026-12-31', revokedBecause: '岗位调整' });
  });
});
