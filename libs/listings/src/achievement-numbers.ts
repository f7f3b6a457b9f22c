import type { Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { grantedAway, heldElsewhere, ipNumbers, type IpNumberState } from '@hewu/rights/src/ip-number.decider.js';
import { ipNumbersOf } from '@hewu/rights/src/ip-number.js';
import { achievements } from './achievement.decider.js';
import type { TransferMode } from './events.js';
import type { CommandOf } from './listing-command.js';

/** What is held and granted of each number that an achievement lists now, asked of the numbers' own streams. */
export const numbersOf = async (kernel: Kernel, achievementId: string): Promise<readonly IpNumberState[]> => {
  const content = (await kernel.load(achievements, achievementId))?.content;
  return Promise.all(ipNumbersOf(content?.ip ?? []).map(({ ipNumberId }) => kernel.load(ipNumbers, ipNumberId)));
};

/** What a listing of the achievement has to follow of its numbers. */
export const followedBy = (numbers: readonly IpNumberState[], achievementId: string, mode: TransferMode, sellerOrganisationId: string): Pick<CommandOf<'FollowNumbers'>, 'holder' | 'forbidden'> => {
  const [holder = null] = numbers.flatMap((one) => {
    const held = heldElsewhere(one, achievementId);
    return held ? [{ kind: 'ip_number' as const, id: derivedId('heldNumber', one.ipNumberId, held.holderId), mode: held.mode, listingId: null }] : [];
  });
  return { holder, forbidden: numbers.some((one) => grantedAway(one, mode, sellerOrganisationId) !== null) };
};
