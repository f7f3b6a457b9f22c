import { SetMetadata } from '@nestjs/common';

/** Where a handler's codes stand; the description of the interface reads them there. */
export const REFUSES = 'hewu:refuses';

/**
 * The problem codes of its own that a route can answer: those of its deciders, `not_found` where it looks something up, and
 * whatever else it raises itself. What every route of its kind can answer (a token that does not hold, a body of another
 * form, …) is known from the kind and is not named here.
 */
export const Refuses = (...codes: string[]): MethodDecorator => SetMetadata(REFUSES, codes);
