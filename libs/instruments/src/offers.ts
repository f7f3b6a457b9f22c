import { Injectable } from '@nestjs/common';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { BookingFactsSource } from './booking-facts.js';
import { calendar } from './calendar.decider.js';
import type { Calendar, Offer } from './calendar-state.decider.js';
import { told } from './checks.decider.js';
import { openUntil } from './opening.decider.js';
import { Quotas } from './quotas.js';
import { isCommon } from './standings.decider.js';

/** Offers of the waiting list that their receivers cannot take up: the time is not kept from everybody else for them. */
@Injectable()
export class Offers {
  constructor(
    private readonly kernel: Kernel,
    private readonly source: BookingFactsSource,
    private readonly quotas: Quotas,
  ) {}

  /** Whoever was offered time may have been suspended since they joined, have left, used up a quota, or lost what the use requires or the group for which the time is kept: then the next in line has it. */
  async look(calendarId: string, offerId: string, context: CommandContext): Promise<void> {
    const offer = await this.open(calendarId, offerId);
    if (offer && !(await this.couldHave(calendarId, offer))) await this.passOver(calendarId, offerId, context);
  }

  /**
   * After the refusal to whom it was offered. A full quota does not become empty by waiting; what somebody lacks for one mode of use
   * they may not need in another, so that is looked at anew.
   */
  async refused(calendarId: string, { offerId, personId }: { readonly offerId: string; readonly personId: string }, code: string, context: CommandContext): Promise<void> {
    if ((await this.open(calendarId, offerId))?.personId !== personId) return;
    if (code === 'quota_reached') await this.passOver(calendarId, offerId, context);
    else if (code === 'person_suspended' || code === 'requirements_missing') await this.look(calendarId, offerId, context);
  }

  private async open(calendarId: string, offerId: string): Promise<Offer | undefined> {
    const { slots } = await this.kernel.load(calendar, calendarId);
    return slots.find((slot): slot is Offer => slot.kind === 'offer' && slot.id === offerId);
  }

  private async couldHave(calendarId: string, offer: Offer): Promise<boolean> {
    const { instrumentId, personId, organisationId } = offer;
    const state = await this.kernel.load(calendar, calendarId);
    const { ownerOrganisationId } = state.opened!;
    if (!(await this.source.mayBook(personId, organisationId)) || (await this.outsideNow(calendarId, offer, state)) || (await this.overQuota(calendarId, ownerOrganisationId, offer))) return false;
    const [{ suspendedUntil }, { missing }] = await Promise.all([this.source.user(ownerOrganisationId, personId), this.source.qualification(calendarId, { instrumentId, ownerOrganisationId, personId }, 'undecided', [told(offer)])]);
    return suspendedUntil === null && missing.length === 0;
  }

  /** Time that was kept for a group to which they belonged when they joined, and do not on its day. */
  private async outsideNow(calendarId: string, { entryId, personId, organisationId, from, until }: Offer, { opened, waiting }: Calendar): Promise<boolean> {
    const entry = waiting.find((one) => one.entryId === entryId);
    if (!entry || entry.groups.every(isCommon)) return false;
    const { rules, ownerOrganisationId } = opened!;
    const [memberOf, { holidays }] = await Promise.all([this.source.groups(calendarId, ownerOrganisationId, personId, organisationId, [told({ from, until })]), this.source.day(calendarId)]);
    const isOpen = (groups: readonly string[]): boolean => openUntil({ rules, groups, holidays }, from, until) >= until;
    return isOpen(entry.groups) && !isOpen(entry.groups.filter((group) => memberOf.includes(group)));
  }

  /** No room on an account of a quota that counts them. */
  private async overQuota(calendarId: string, ownerOrganisationId: string, { personId, organisationId, ...span }: Offer): Promise<boolean> {
    const slot = told(span);
    const groups = await this.source.groups(calendarId, ownerOrganisationId, personId, organisationId, [slot]);
    return (await this.quotas.foreseen(ownerOrganisationId, { personId, organisationId, groups }, slot)).some(({ limit, asked }) => asked.amount > limit.atMost);
  }

  private async passOver(calendarId: string, offerId: string, context: CommandContext): Promise<void> {
    await this.kernel.handle(calendar, calendarId, { do: 'pass_over', offerId, ...(await this.source.day(calendarId)) }, { ...context, commandId: derivedId(context.commandId, 'pass over', offerId) });
  }
}
