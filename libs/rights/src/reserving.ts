import { MINUTE, plus } from '@hewu/kernel/src/clock.js';
import { isRefusal, refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { StoreUnavailable } from '@hewu/kernel/src/event-store.js';
import type { CommandContext, CommandIdReused, Done, Kernel } from '@hewu/kernel/src/handle.js';
import { newId } from '@hewu/kernel/src/ids.js';
import { achievements } from '@hewu/listings/src/achievement.decider.js';
import { ipNumbers, type IpNumberAsked, type IpNumberRefusal } from './ip-number.decider.js';
import { ipNumbersOf, type IpNumber } from './ip-number.js';
import { rights, type RightCommand, type RightRefusal } from './right.decider.js';

type Asking = Extract<RightCommand, { type: 'ReserveRight' | 'ReserveForSale' }>;
type Without<Command> = Command extends unknown ? Omit<Command, 'ipNumberIds'> : never;
/** A right wanted for a transfer or a sale; which numbers it is about, the achievement says. */
export type Wanted = Without<Asking>;
export type ReservingRefusal = RightRefusal | IpNumberRefusal;
type Answer = Done | Refusal<ReservingRefusal> | CommandIdReused;

/** How long a number is claimed while the right is being reserved; in the ordinary run that takes milliseconds. */
const CLAIM_LAPSES_AFTER = 5 * MINUTE;

/**
 * Reserves the right of an achievement together with every number it lists. The numbers first, in one order for all; then the right;
 * then the claims are made firm. Cut off before the right is reserved, the claims lapse by a timer; cut off after it, the process
 * `ip-numbers` makes them firm. What was taken is given back when something cannot be had. A refusal names kind and number of the
 * right, which the asker reads in the achievement asked for, and never who else lists or holds it.
 *
 * @throws StoreUnavailable when the numbers of the achievement were corrected meanwhile: asked again, it is about the new ones.
 */
export const reserveRight = async (kernel: Kernel, wanted: Wanted, context: CommandContext): Promise<Answer> => {
  // Each step has an id of its own: asked again after something was given back, it is to be taken again.
  const step = (): CommandContext => ({ ...context, commandId: newId() });
  const { achievementId } = wanted;
  const trial = rights.decide({ ...wanted, ipNumberIds: [] }, await kernel.load(rights, achievementId));
  if (isRefusal(trial)) return trial as Refusal<RightRefusal>;
  // Reserved by an earlier request, with the numbers of then.
  if (trial.length === 0) return kernel.handle(rights, achievementId, { ...wanted, ipNumberIds: [] }, step());
  const numbers = await numbersOf(kernel, achievementId);
  const refused = await claim(kernel, numbers, wanted, step);
  if (refused) return refused;
  const ids = numbers.map(({ ipNumberId }) => ipNumberId);
  const reserved = await kernel.handle(rights, achievementId, { ...wanted, ipNumberIds: ids }, step());
  if (isRefusal(reserved)) {
    await giveBack(kernel, ids, holderOf(wanted).holderId, step);
    return reserved;
  }
  const lost = await makeFirm(kernel, numbers, wanted, step);
  const corrected = (await numbersOf(kernel, achievementId)).some(({ ipNumberId }) => !ids.includes(ipNumberId));
  if (!lost && !corrected) return reserved;
  // The numbers follow the right (`ip-numbers`).
  const { holderId } = holderOf(wanted);
  await kernel.handle(rights, achievementId, wanted.type === 'ReserveRight' ? { type: 'ReleaseRight', transferId: holderId } : { type: 'ReleaseFromSale', holderId }, step());
  if (lost) return lost;
  throw new StoreUnavailable(`the numbers of achievement ${achievementId} were corrected meanwhile`);
};

const numbersOf = async (kernel: Kernel, achievementId: string): Promise<readonly IpNumber[]> => ipNumbersOf((await kernel.load(achievements, achievementId))?.content.ip ?? []);

const holderOf = (wanted: Wanted): Pick<IpNumberAsked, 'holderKind' | 'holderId'> =>
  wanted.type === 'ReserveRight' ? { holderKind: 'transfer', holderId: wanted.transferId } : { holderKind: wanted.holderKind, holderId: wanted.holderId };

const askedFor = (ipNumberId: string, wanted: Wanted): IpNumberAsked => {
  const { achievementId, mode, sellerOrganisationId } = wanted;
  return { ipNumberId, achievementId, ...holderOf(wanted), mode, sellerOrganisationId };
};

/** All of them or none. */
const claim = async (kernel: Kernel, numbers: readonly IpNumber[], wanted: Wanted, step: () => CommandContext): Promise<Refusal<IpNumberRefusal> | null> => {
  const taken: string[] = [];
  for (const { ipNumberId, kind, number } of numbers) {
    const claimed = await kernel.handle(ipNumbers, ipNumberId, { type: 'ClaimNumber', ...askedFor(ipNumberId, wanted), lapsesAt: plus(kernel.clock.now(), CLAIM_LAPSES_AFTER) }, step());
    if (isRefusal(claimed)) {
      await giveBack(kernel, taken, holderOf(wanted).holderId, step);
      return refuse(claimed.refused as IpNumberRefusal, { kind, number });
    }
    taken.push(ipNumberId);
  }
  return null;
};

/** Refused only where a claim lapsed before the right was reserved, and somebody else took the number in between. */
const makeFirm = async (kernel: Kernel, numbers: readonly IpNumber[], wanted: Wanted, step: () => CommandContext): Promise<Refusal<IpNumberRefusal> | null> => {
  for (const { ipNumberId, kind, number } of numbers) {
    const held = await kernel.handle(ipNumbers, ipNumberId, { type: 'HoldNumber', ...askedFor(ipNumberId, wanted) }, step());
    if (isRefusal(held)) return refuse(held.refused as IpNumberRefusal, { kind, number });
  }
  return null;
};

const giveBack = async (kernel: Kernel, ipNumberIds: readonly string[], holderId: string, step: () => CommandContext): Promise<void> => {
  for (const ipNumberId of ipNumberIds) await kernel.handle(ipNumbers, ipNumberId, { type: 'FreeNumber', holderId, ground: 'refused' }, step());
};
