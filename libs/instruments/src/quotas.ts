import { Injectable } from '@nestjs/common';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { Kernel, type CommandContext } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import type { PastStates, States } from '@hewu/kernel/src/past-states.js';
import type { QuotaViolation } from './checks.decider.js';
import type { Limit } from './opening-rules.js';
import { nextPeriodAfter, quota, quotaRules, wouldCome, type QuotaPart, type QuotaRules } from './quota.decider.js';
import { subjectOf, type Holder } from './tallies.decider.js';

/** So long a reservation waits for its booking; then it is looked at, and given back when there is none. */
export const RESERVATION_SECONDS = 120;

/** One part of an act, with whom it counts for at the owner of its instrument. */
export type PartOfAct = { readonly ownerOrganisationId: string; readonly holder: Holder; readonly slot: Slot };
type Slot = { readonly bookingId: string; readonly calendarId: string; readonly from: string; readonly until: string };

/** One subject's account with one owner. */
export const quotaIdOf = (ownerOrganisationId: string, subject: string): string => derivedId(ownerOrganisationId, subject);

/** Quotas over all instruments of an owner: reserved before a calendar is asked, confirmed or released after it has answered. */
@Injectable()
export class Quotas {
  constructor(private readonly kernel: Kernel) {}

  /** Reserves a slot on every account that counts it; tells what does not hold. An owner without limits costs one look at a kept state. */
  async reserve(ownerOrganisationId: string, holder: Holder, slot: Slot, force: boolean, context: CommandContext): Promise<readonly QuotaViolation[]> {
    const { bookingId } = slot;
    const rules = await this.kernel.load(quotaRules, ownerOrganisationId);
    const violations: QuotaViolation[] = [];
    for (const [subject, limits] of accountsOf(rules.limits, holder)) {
      const quotaId = quotaIdOf(ownerOrganisationId, subject);
      const now = this.kernel.clock.now();
      const expiresAt = new Date(Date.parse(now) + RESERVATION_SECONDS * 1_000).toISOString();
      const answer = await this.kernel.handle(quota, quotaId, { do: 'reserve', quotaId, ...slot, limits, rules, expiresAt, force, now }, step(context, quotaId, bookingId));
      if (isRefusal(answer)) violations.push({ bookingId, ...(answer.details as Omit<QuotaViolation, 'bookingId'>) });
    }
    return violations;
  }

  /**
   * Reserves all parts of an act, or tells what does not hold: on each account in one append, and on the accounts in one order for
   * everybody, so that of acts that race one at least has room. After a refusal nothing more is reserved; what was is released with the act.
   */
  async reserveAct(actId: string, parts: readonly PartOfAct[], context: CommandContext): Promise<readonly QuotaViolation[]> {
    const accounts = new Map<string, { readonly rules: QuotaRules; readonly parts: QuotaPart[] }>();
    for (const { ownerOrganisationId, holder, slot } of parts) {
      const rules = await this.kernel.load(quotaRules, ownerOrganisationId);
      for (const [subject, limits] of accountsOf(rules.limits, holder)) {
        const quotaId = quotaIdOf(ownerOrganisationId, subject);
        const account = accounts.get(quotaId) ?? { rules, parts: [] };
        account.parts.push({ ...slot, limits });
        accounts.set(quotaId, account);
      }
    }
    const violations: QuotaViolation[] = [];
    for (const [quotaId, account] of [...accounts].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const now = this.kernel.clock.now();
      const expiresAt = new Date(Date.parse(now) + RESERVATION_SECONDS * 1_000).toISOString();
      const command = { do: 'reserve_act', quotaId, actId, ...account, expiresAt, now } as const;
      const answer = violations.length > 0 ? quota.decide(command, await this.kernel.load(quota, quotaId)) : await this.kernel.handle(quota, quotaId, command, step(context, quotaId, actId));
      if (isRefusal(answer)) violations.push(...(answer.details as { readonly violations: readonly QuotaViolation[] }).violations);
    }
    return violations;
  }

  /** What every limit would come to with one more booking there; nothing is reserved. */
  async foreseen(ownerOrganisationId: string, holder: Holder, slot: Pick<Slot, 'from' | 'until'>): Promise<ReturnType<typeof wouldCome>> {
    return this.foreseenBy(this.kernel, this.kernel.clock.now(), ownerOrganisationId, holder, slot);
  }

  /** The same as it stood at a past moment; `bookingId`: without that booking, which counted already. */
  async wereForeseen(past: PastStates, ownerOrganisationId: string, holder: Holder, slot: Pick<Slot, 'from' | 'until'>, bookingId: string | null): Promise<ReturnType<typeof wouldCome>> {
    return this.foreseenBy(past, past.at, ownerOrganisationId, holder, slot, bookingId ?? '');
  }

  /** From when on every limit that would leave no room for a booking, if it were moved there, counts anew; null when all leave room. */
  async fullUntil(ownerOrganisationId: string, holder: Holder, slot: Pick<Slot, 'bookingId' | 'from' | 'until'>): Promise<string | null> {
    const would = await this.foreseenBy(this.kernel, this.kernel.clock.now(), ownerOrganisationId, holder, slot, slot.bookingId);
    const anew = would.filter(({ limit, asked }) => asked.amount > limit.atMost).map(({ limit, asked }) => nextPeriodAfter(limit, asked.period));
    return anew.length === 0 ? null : new Date(Math.max(...anew)).toISOString();
  }

  private async foreseenBy(states: States, now: string, ownerOrganisationId: string, holder: Holder, { from, until }: Pick<Slot, 'from' | 'until'>, without = ''): Promise<ReturnType<typeof wouldCome>> {
    const rules = await states.load(quotaRules, ownerOrganisationId);
    const span = { from: Date.parse(from), until: Date.parse(until) };
    const accounts = [...accountsOf(rules.limits, holder)].map(async ([subject, limits]) => wouldCome(await states.load(quota, quotaIdOf(ownerOrganisationId, subject)), without, limits, span, now));
    return (await Promise.all(accounts)).flat();
  }

  /** The calendar has the booking there. */
  async confirm(ownerOrganisationId: string, holder: Holder, { bookingId, from, until }: Omit<Slot, 'calendarId'>, context: CommandContext): Promise<void> {
    const rules = await this.kernel.load(quotaRules, ownerOrganisationId);
    for (const [subject] of accountsOf(rules.limits, holder)) {
      const quotaId = quotaIdOf(ownerOrganisationId, subject);
      await this.kernel.handle(quota, quotaId, { do: 'confirm', quotaId, bookingId, from, until, rules, now: this.kernel.clock.now() }, step(context, quotaId, bookingId, 'confirm'));
    }
  }

  /** Gives back what was reserved for a booking that was refused, or what one counted that was given up. */
  async release(ownerOrganisationId: string, holder: Holder, bookingId: string, ground: 'refused' | 'ended', context: CommandContext): Promise<void> {
    const rules = await this.kernel.load(quotaRules, ownerOrganisationId);
    for (const [subject] of accountsOf(rules.limits, holder)) {
      const quotaId = quotaIdOf(ownerOrganisationId, subject);
      await this.kernel.handle(quota, quotaId, { do: 'release', quotaId, bookingId, ground, rules, now: this.kernel.clock.now() }, step(context, quotaId, bookingId, 'release'));
    }
  }
}

const accountsOf = (limits: readonly Limit[], holder: Holder): ReadonlyMap<string, readonly Limit[]> => {
  const accounts = new Map<string, Limit[]>();
  for (const limit of limits) {
    const subject = subjectOf(limit, holder);
    if (subject !== null) accounts.set(subject, [...(accounts.get(subject) ?? []), limit]);
  }
  return accounts;
};

const step = (context: CommandContext, ...of: readonly string[]): CommandContext => ({ ...context, commandId: derivedId(context.commandId, 'quota', ...of) });
