import type { Kernel } from '@hewu/kernel/src/handle.js';
import { contracts } from './contract.decider.js';
import { transfers } from './transfer.decider.js';

/** Whether a contract is not there for an organisation: what became restricted before both had signed is there for the seller alone, in what is written as in what is read. */
export const isContractHiddenFrom = async (organisationId: string, kernel: Kernel, contractId: string): Promise<boolean> => {
  const contract = await kernel.load(contracts, contractId);
  if (contract?.status !== 'drafted' || contract.sellerOrganisationId === organisationId) return false;
  return (await kernel.load(transfers, contract.transferId))?.closedBy.includes('achievement_restricted') ?? false;
};
