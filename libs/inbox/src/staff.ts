import { Inject, Injectable } from '@nestjs/common';
import { dayOf } from '@hewu/calendar/src/days.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { Filter } from '@hewu/kernel/src/read-store.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { ofSelf, wordsOf, type Standing } from './audience.js';
import type { DoneBy } from './duty.js';
import type { Waiting } from './duties.projection.js';
import { acts, operatedProjection, type OperatedDocument } from './operators.projection.js';
import { staffProjection, type Member, type StaffDocument } from './staff.projection.js';

/** Persons in one organisation, authorities in one region: more than that nobody is. */
const AT_MOST = 100;

/** As many instruments as one person looks after. */
const OPERATED_AT_MOST = 1_000;

const standingOf = ({ _id: organisationId, region, authority }: StaffDocument, { roles, administrator }: Member, operates: readonly string[]): Standing => ({ organisationId, region, authority, roles, administrator, operates });

/** Who does what where, as far as the read model has come. */
@Injectable()
export class Staff {
  constructor(
    private readonly models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async upTo(position: string | undefined): Promise<void> {
    await Promise.all([this.models.upTo(staffProjection, position), this.models.upTo(operatedProjection, position)]);
  }

  /** Everywhere the person is a member. */
  async standingsOf(personId: string): Promise<readonly Standing[]> {
    const [{ items }, operated] = await Promise.all([this.find({ persons: personId }), this.models.find<OperatedDocument>(operatedProjection, { filter: { persons: personId }, limit: OPERATED_AT_MOST })]);
    const operates = this.operatedBy(personId, operated.items);
    return items.flatMap((document) => document.members.filter((member) => member.personId === personId).map((member) => standingOf(document, member, operates)));
  }

  /** What waits for the person, in the words of `audience.ts`: in one organisation, or by themselves and in all of theirs, also when these are none. */
  async wordsOf(personId: string, organisationId: string | null): Promise<readonly string[]> {
    const standings = await this.standingsOf(personId);
    const here = standings.filter((one) => organisationId === null || one.organisationId === organisationId);
    return organisationId !== null && here.length === 0 ? [] : [ofSelf(personId), ...here.flatMap((one) => wordsOf(personId, one))];
  }

  /** Members whose words meet one of those asked. */
  async holding(by: DoneBy, words: readonly string[]): Promise<readonly string[]> {
    if ('personIds' in by) return by.personIds.filter((personId) => words.includes(ofSelf(personId))).sort();
    const [documents, operated] = await Promise.all([this.of(by), this.operated(by)]);
    const holds = (document: StaffDocument, member: Member): boolean => wordsOf(member.personId, standingOf(document, member, this.operatedBy(member.personId, operated))).some((word) => words.includes(word));
    const holders = documents.flatMap((document) => document.members.filter((member) => holds(document, member)));
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

  /** Who looks after the instruments that it is about. */
  private async operated(by: DoneBy): Promise<readonly OperatedDocument[]> {
    const ids = ('instrumentIds' in by ? by.instrumentIds : null) ?? [];
    return ids.length === 0 ? [] : [...(await this.models.getMany<OperatedDocument>(operatedProjection, ids)).values()];
  }

  /** Which of them a person looks after today. */
  private operatedBy(personId: string, operated: readonly OperatedDocument[]): readonly string[] {
    const today = dayOf(this.clock.now());
    return operated.filter(({ operators }) => operators.some((one) => one.personId === personId && acts(one, today))).map(({ _id }) => _id);
  }

  private find(filter: Filter): Promise<{ readonly items: readonly StaffDocument[] }> {
    return this.models.find<StaffDocument>(staffProjection, { filter, limit: AT_MOST });
  }
}
