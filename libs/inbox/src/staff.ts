import { Injectable } from '@nestjs/common';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { ofSelf, wordsOf, type Standing } from './audience.js';
import type { DoneBy } from './duty.js';
import type { Waiting } from './duties.projection.js';
import { staffProjection, type Member, type StaffDocument } from './staff.projection.js';

/** Persons in one organisation, authorities in one region: more than that nobody is. */
const AT_MOST = 100;

const standingOf = ({ _id: organisationId, region, authority }: StaffDocument, { roles, administrator }: Member): Standing => ({ organisationId, region, authority, roles, administrator });

/** Who does what where, as far as the read model has come. */
@Injectable()
export class Staff {
  constructor(private readonly models: ReadModels) {}

  async upTo(position: string | undefined): Promise<void> {
    await this.models.upTo(staffProjection, position);
  }

  /** Everywhere the person is a member. */
  async standingsOf(personId: string): Promise<readonly Standing[]> {
    const { items } = await this.find({ persons: personId });
    return items.flatMap((document) => document.members.filter((member) => member.personId === personId).map((member) => standingOf(document, member)));
  }

  /** What waits for the person, in the words of `audience.ts`: in one organisation, or in all of theirs. */
  async wordsOf(personId: string, organisationId: string | null): Promise<readonly string[]> {
    const standings = await this.standingsOf(personId);
    const here = standings.filter((one) => organisationId === null || one.organisationId === organisationId);
    return here.length === 0 ? [] : [ofSelf(personId), ...here.flatMap((one) => wordsOf(personId, one))];
  }

  /** Members whose words meet one of those asked. */
  async holding(by: DoneBy, words: readonly string[]): Promise<readonly string[]> {
    if ('personIds' in by) return by.personIds.filter((personId) => words.includes(ofSelf(personId))).sort();
    const holders = (await this.of(by)).flatMap((document) => document.members.filter((member) => wordsOf(member.personId, standingOf(document, member)).some((word) => words.includes(word))));
    return [...new Set(holders.map(({ personId }) => personId))].sort();
  }

  /** GB/T 2260 division whose rules the deadline follows; empty where there is none, and the nation's then hold. */
  async regionOf({ by }: Pick<Waiting, 'by'>): Promise<string> {
    if ('region' in by) return by.region;
    if (!('organisationId' in by)) return '';
    return (await this.models.get<StaffDocument>(staffProjection, by.organisationId))?.region ?? '';
  }

  private async of(by: Exclude<DoneBy, { personIds: unknown }>): Promise<readonly StaffDocument[]> {
    if ('region' in by) return (await this.find({ region: by.region, authority: true })).items;
    const ids = 'organisationIds' in by ? by.organisationIds : [by.organisationId];
    return [...(await this.models.getMany<StaffDocument>(staffProjection, ids)).values()];
  }

  private find(filter: Filter): Promise<{ readonly items: readonly StaffDocument[] }> {
    return this.models.find<StaffDocument>(staffProjection, { filter, limit: AT_MOST });
  }
}
