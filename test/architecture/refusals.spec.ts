import { contexts } from '../../apps/api/src/contexts.js';
import { platformProblems } from '../../libs/platform/src/platform-problems.js';

/** A client tells problems apart by their code alone, and the texts are found by it: of two contexts that say it, only one is heard. */
test('a code means one thing in the whole product', () => {
  const tables = [...contexts.map(({ name, refusals }) => ({ name, refusals })), { name: 'platform', refusals: platformProblems }];
  const meanings = new Map<string, Set<string>>();
  for (const { refusals } of tables) for (const [code, told] of Object.entries(refusals)) meanings.set(code, (meanings.get(code) ?? new Set()).add(JSON.stringify(told)));
  expect([...meanings].filter(([, told]) => told.size > 1).map(([code, told]) => ({ code, told: [...told] }))).toEqual([]);
});
