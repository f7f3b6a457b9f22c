import { isRefusal, type Refusal } from '@hewu/kernel/src/decider.js';
import type { CommandContext, CommandIdReused, Done, Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import type { ReadModels } from '@hewu/kernel/src/read-models.js';
import { contracts, type ContractCommand, type ContractRefusal } from './contract.decider.js';
import type { RegistrationNumberClaimed } from './events.js';
import { registrationNumbers } from './registration-number.decider.js';
import { registrationNumberIdOf } from './registration-number.js';
import { transfersProjection, type TransferDocument } from './transfers.projection.js';

type Registering = Omit<Extract<ContractCommand, { type: 'RegisterContract' }>, 'type' | 'holdsNumber'> & { readonly contractId: string };
type Answer = Done | Refusal<ContractRefusal> | CommandIdReused;

/**
 * Registers a contract under a number that no other contract of the region has: the number first, then the contract. Cut off
 * between the two, a timer registers it (`unfinished-transfers`). Refused without a word on whose the number is.
 */
export const registerContract = async (kernel: Kernel, models: Pick<ReadModels, 'find'>, { contractId, ...registering }: Registering, context: CommandContext): Promise<Answer> => {
  const contract = await kernel.load(contracts, contractId);
  const trial = contracts.decide({ type: 'RegisterContract', ...registering, holdsNumber: true }, contract);
  if (!contract || isRefusal(trial) || trial.length === 0) {
    const answer = await kernel.handle(contracts, contractId, { type: 'RegisterContract', ...registering, holdsNumber: false }, context);
    // Concluded between the two: it was not when it was asked for.
    return isRefusal(answer) && answer.refused === 'registration_number_taken' && isRefusal(trial) ? (trial as Refusal<ContractRefusal>) : answer;
  }
  const { achievementId, transferId } = contract;
  const { by, registrationNumber, technologyAmountFen } = registering;
  const claim = { achievementId, transferId, contractId, region: by.region, registrationNumber, technologyAmountFen, claimedBy: by.personId, claimedForOrganisationId: by.organisationId };
  const registeredBefore = await contractRegisteredUnder(models, claim);
  const claimed = await kernel.handle(registrationNumbers, registrationNumberIdOf(by.region, registrationNumber), { type: 'ClaimRegistrationNumber', claim, registeredBefore }, context);
  return isRefusal(claimed) ? claimed : registerClaimed(kernel, claim, context);
};

/** Second half of registering. A number under which its contract was not registered after all, since it was registered under another, is given back. */
export const registerClaimed = async (kernel: Kernel, claim: RegistrationNumberClaimed['data'], context: CommandContext): Promise<Answer> => {
  const { contractId, region, registrationNumber, technologyAmountFen, claimedBy, claimedForOrganisationId } = claim;
  const by = { personId: claimedBy, organisationId: claimedForOrganisationId, region };
  // Who belongs to a party was asked before the number was claimed.
  const registered = await kernel.handle(contracts, contractId, { type: 'RegisterContract', by, belongs: false, registrationNumber, technologyAmountFen, holdsNumber: true }, context);
  const registration = isRefusal(registered) ? ((await kernel.load(contracts, contractId))?.registration ?? null) : null;
  // A contract is registered once, so what is given back here is never wanted for it again.
  if (registration && registration.number !== registrationNumber) {
    await kernel.handle(registrationNumbers, registrationNumberIdOf(region, registrationNumber), { type: 'FreeRegistrationNumber', contractId }, { ...context, commandId: derivedId(context.commandId, 'free') });
  }
  return registered;
};

/** The contract that has a number by the read model: for what was registered before numbers had streams: that never changes. For everything since, the number's own stream says it. */
export const contractRegisteredUnder = async (models: Pick<ReadModels, 'find'>, { region, registrationNumber }: Pick<RegistrationNumberClaimed['data'], 'region' | 'registrationNumber'>): Promise<string | null> => {
  const { items } = await models.find<TransferDocument>(transfersProjection, { filter: { sellerRegion: region, 'contract.registration.number': registrationNumber }, limit: 1 });
  return items[0]?.contract?.id ?? null;
};
