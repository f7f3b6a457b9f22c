import type { Upcast } from '@hewu/kernel/src/event.js';
import { NOTHING_SAID } from './offer-terms.js';
import { sha256Of } from './text-hash.js';

/** Version 1 of `ObjectionRaised` had no time to be decided in, and no limit. */
export const hashedStatement: Upcast = (data) => ({ ...data, statementSha256: sha256Of(String(data['statement'])), decideBy: null, limitRule: null });

export const hashedReasons: Upcast = (data) => ({ ...data, reasonsSha256: sha256Of(String(data['reasons'])) });

/** Version 1 of `NegotiationOpened` gave nobody a time. */
export const untimed: Upcast = (data) => ({ ...data, respondBy: null });

/** Version 1 of `OfferMade` had a price and words, and no time to answer. */
export const sayingNothing: Upcast = (data) => ({ ...data, conditions: NOTHING_SAID, respondBy: null });
