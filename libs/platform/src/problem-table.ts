import type { ContextParts, RefusalText } from './context-parts.js';
import { platformProblems } from './platform-problems.js';

/** How a problem is told: its status, its sentence and, where one refused, its rule. */
export type ProblemText = Omit<RefusalText, 'status'> & { readonly status: number };
export type ProblemTable = ReadonlyMap<string, ProblemText>;

/** Every code of the product, and of nothing else. A code that stands in two contexts means the same in both. */
export const problemTable = (contexts: readonly ContextParts[]): ProblemTable =>
  new Map<string, ProblemText>([...contexts.flatMap(({ refusals }) => Object.entries(refusals)), ...Object.entries(platformProblems)]);

/** What `type` of a problem is: the address, on the same host, at which the code is explained. */
export const problemType = (code: string): string => `/problems/${code}`;
