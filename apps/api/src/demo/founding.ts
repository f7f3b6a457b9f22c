import type { CommandBus } from '@nestjs/cqrs';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import type { CommandContext } from '@hewu/kernel/src/handle.js';
import { derivedId, UUID } from '@hewu/kernel/src/ids.js';
import { usccCheckCharacter } from '@hewu/identifiers/src/uscc.js';
import { OpenAccountCommand } from '@hewu/organisations/src/accounts.commands.js';
import type { Entry } from '@hewu/organisations/src/events.js';
import { GrantRolesCommand } from '@hewu/organisations/src/members.commands.js';
import { AnswerOfferCommand } from '@hewu/organisations/src/membership-offers.commands.js';
import { EstablishAuthorityCommand, RegisterOrganisationCommand, VerifyOrganisationCommand } from '@hewu/organisations/src/organisations.commands.js';
import { nothingDone, type AnsweredIds, type StepsDone } from './steps-done.js';

export type Member = { readonly name: string; readonly mail: string; readonly password: string };

/** Says of a step that the world would not have it. */
export class StepRefused extends Error {}

/**
 * Founds a world through the commands themselves, step by step. Every id follows from the step's name, so no two steps may share one.
 * Founded again after it was cut off, it passes over what is complete and records only what is missing.
 */
export class Founding {
  private readonly named = new Set<string>();

  constructor(
    private readonly commands: CommandBus,
    private readonly world: string,
    private readonly done: StepsDone = nothingDone,
  ) {}

  /** Under which id a step's command is recorded. */
  commandIdOf(step: string): string {
    return derivedId(this.world, step);
  }

  /**
   * Does one step for somebody, and answers with the ids that its answer named: these alone are kept, for a secret has no place in a journal.
   * Throws `StepRefused` when it is refused, and when it is named as another one: a world that cannot be founded is a fault of its author.
   */
  async step<T extends AnsweredIds>(name: string, make: (context: CommandContext) => object, actor = 'system:founding', organisation: { id: string; region: string } | null = null): Promise<T> {
    if (this.named.has(name)) throw new Error(`two steps are named ${name}`);
    this.named.add(name);
    const known = this.done.answerOf(name);
    if (known) return known as T;
    const commandId = this.commandIdOf(name);
    const context = { commandId, fingerprint: name, correlationId: commandId, causationId: commandId, actor, onBehalfOf: organisation?.id ?? null, region: organisation?.region ?? null, legalBasis: null };
    const outcome: unknown = await this.commands.execute(make(context) as never);
    if (isRefusal(outcome)) throw new StepRefused(`${name} was refused: ${outcome.refused} ${JSON.stringify(outcome.details ?? {})}`);
    const answer = idsOf(outcome);
    this.done.add(name, answer);
    return answer as T;
  }

  async person({ name, mail, password }: Member): Promise<string> {
    const personId = derivedId(this.world, 'person', mail);
    await this.step(`account ${mail}`, (context) => new OpenAccountCommand({ personId, name, mail, phone: null, password }, context));
    return personId;
  }

  /** A region's authority, with its first administrator, who reviews for it. */
  async authority(entry: Omit<Entry, 'kind'>, administrator: string, roles: readonly string[]): Promise<string> {
    const { organisationId } = await this.step<{ organisationId: string }>(`authority ${entry.name}`, (context) =>
      new EstablishAuthorityCommand({ ...entry, uscc: creditCodeOf(`${this.world} ${entry.name}`, entry.region, '11'), evidence: '三定方案', administrator: { personId: administrator, roles } }, context));
    return organisationId;
  }

  /** An organisation as somebody enters it: it waits for its region. */
  async entry(entry: Entry, registrant: string): Promise<string> {
    const uscc = creditCodeOf(`${this.world} ${entry.name}`, entry.region, ['firm', 'custodian_bank', 'auction_house'].includes(entry.kind) ? '91' : '12');
    const { organisationId } = await this.step<{ organisationId: string }>(`organisation ${entry.name}`, (context) => new RegisterOrganisationCommand({ ...entry, uscc }, context), registrant);
    return organisationId;
  }

  /** One that its own region has verified. */
  async organisation(entry: Entry, registrant: string, reviewer: { readonly personId: string; readonly authority: string }): Promise<string> {
    const organisationId = await this.entry(entry, registrant);
    await this.step(`verification ${entry.name}`, (context) => new VerifyOrganisationCommand({ organisationId, evidence: '登记证书' }, context), reviewer.personId, { id: reviewer.authority, region: entry.region });
    return organisationId;
  }

  /** An administrator offers a membership, or gives a member their roles. */
  async offer(organisation: { id: string; region: string }, administrator: string, personId: string, roles: readonly string[]): Promise<void> {
    await this.step(`roles ${organisation.id} ${personId}`, (context) => new GrantRolesCommand({ organisationId: organisation.id, personId, roles }, context), administrator, organisation);
  }

  /** The same, and the person accepts; of somebody who is a member already that says nothing new. */
  async roles(organisation: { id: string; region: string }, administrator: string, personId: string, roles: readonly string[]): Promise<void> {
    await this.offer(organisation, administrator, personId, roles);
    await this.step(`acceptance ${organisation.id} ${personId}`, (context) => new AnswerOfferCommand({ organisationId: organisation.id, accepts: true }, context), personId);
  }
}

const idsOf = (outcome: unknown): AnsweredIds => Object.fromEntries(Object.entries(outcome ?? {}).filter((field): field is [string, string] => typeof field[1] === 'string' && UUID.test(field[1])));

/** A well-formed credit code that follows from a seed; of an invented organisation. */
const creditCodeOf = (seed: string, region: string, kind: string): string => {
  const subject = derivedId(seed).replaceAll('-', '').replace(/[^0-9]/g, '').padEnd(9, '7').slice(0, 9);
  const code = `${kind}${region}MA${subject.slice(0, 7)}`;
  return code + usccCheckCharacter(`${code}0`);
};
