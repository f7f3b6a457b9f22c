import type { Day } from '@hewu/calendar/src/days.js';
import type { Kernel } from '@hewu/kernel/src/handle.js';
import { grantedAway } from '@hewu/rights/src/ip-number.decider.js';
import { rights, standingAgainst } from '@hewu/rights/src/right.decider.js';
import { achievements } from './achievement.decider.js';
import { numbersOf } from './achievement-numbers.js';
import type { TransferMode } from './events.js';
import type { MarketFacts } from './listing-command.js';
import { mandates } from './mandate.decider.js';

/** Of which achievement, in which mode, under which mandate (null: the owner's own). */
type Asked = { readonly achievementId: string; readonly mode: TransferMode; readonly mandateId: string | null };

/** What must hold for a listing to be on the market, asked of the streams themselves, never of a read model that may lag. */
export const marketFacts = async (kernel: Kernel, { achievementId, mode, mandateId }: Asked, today: Day): Promise<MarketFacts> => {
  const [achievement, mandate, right] = await Promise.all([kernel.load(achievements, achievementId), mandateId === null ? null : kernel.load(mandates, mandateId), kernel.load(rights, achievementId)]);
  const numbers = achievement ? await numbersOf(kernel, achievementId) : [];
  const elsewhere = numbers.map((one) => grantedAway(one, mode, achievement!.organisationId)).find((granted) => granted !== null);
  return { achievement, mandate, granted: standingAgainst(right.granted, mode) ?? elsewhere ?? null, today };
};
