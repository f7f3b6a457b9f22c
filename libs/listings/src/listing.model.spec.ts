import fc from 'fast-check';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { ListingEvent } from './events.js';
import { listingsProjection, type ListingDocument } from './listings.projection.js';
import { listings, type ListingCommand, type ListingState } from './listing.decider.js';
import { sampleContent as content, sampleOffer as offer } from './samples.js';

/*
 * Random commands against a small reference: a table of which step is possible from which status, and two flags beside it.
 * A failure prints its seed; give it to `fc.assert(…, { seed, path })` to see it again.
 */

const officer = { personId: 'p-zhao', organisationId: 'o-1', region: '500117' };
const reviewer = { personId: 'p-li', organisationId: 'o-bureau', region: '500117' };
const rule: AppliedRule = { id: 'listing_months', jurisdiction: 'CN', version: 1, amount: 12, unit: 'months', force: 'default', article: 'x', verification: 'proposal' };
const market = { achievement: { achievementId: 'a-1', organisationId: 'o-1', region: '500117', draftedBy: 'p-wang', version: 1, content, files: [] }, mandate: null, granted: null, today: '2027-02-01' } as const;
const now = '2027-03-03T00:00:00.000Z';

/** Every command that can be given; the number tells holders and days apart. */
const commandOf: Readonly<Record<string, (n: number) => ListingCommand>> = {
  draft: () => ({ type: 'DraftListing', listingId: 'l-1', by: officer, achievement: market.achievement, mandateId: null, mandate: null, today: market.today, offer }),
  submit: () => ({ type: 'SubmitListing', by: officer, duplicate: null, ...market }),
  giveBack: () => ({ type: 'ReturnListing', by: reviewer, belongs: false, reason: 'x' }),
  publish: (n) => ({ type: 'PublishListing', by: reviewer, belongs: false, duplicate: null, ...market, expiresAt: expiryOf(n), rule }),
  renew: () => ({ type: 'RenewListing', by: officer, rule, windowRule: { ...rule, id: 'listing_renewal_days', amount: 365, unit: 'natural_days' }, ...market }),
  suspend: () => ({ type: 'SuspendListing', by: reviewer, belongs: false, ground: 'other', reason: 'x' }),
  resume: () => ({ type: 'ResumeListing', by: reviewer, belongs: false, reason: 'x' }),
  withdraw: () => ({ type: 'WithdrawListing', by: officer, reason: 'x' }),
  restrict: () => ({ type: 'WithdrawRestricted', by: 'system:x' }),
  expire: (n) => ({ type: 'ExpireListing', expiresAt: expiryOf(n) }),
  take: (n) => ({ type: 'TakeListing', holder: { kind: 'transfer', id: `t-${n}`, mode: 'assignment', listingId: n === 0 ? 'l-1' : 'l-2' } }),
  free: (n) => ({ type: 'FreeListing', holderId: `t-${n}`, now }),
  follow: (n) => ({ type: 'FollowNumbers', holder: n === 0 ? null : { kind: 'ip_number', id: `n-${n + 2}`, mode: 'assignment', listingId: null }, forbidden: false, by: 'system:x', now }),
  contract: (n) => ({ type: 'ContractListing', transferId: `t-${n}`, contractId: 'c-1' }),
  settle: (n) => ({ type: 'SettleGrant', transferId: `t-${n}`, contractId: 'c-1', mode: 'assignment', forbidden: n < 2, by: 'system:x', now }),
};
const expiryOf = (n: number): string => `2027-03-0${n + 1}T01:00:00.000Z`;

/** Given by the system: of what does not exist nothing becomes, and nothing is refused. */
const bySystem = ['restrict', 'expire', 'take', 'free', 'follow', 'contract', 'settle'];

type Model = { status: string; byOwner: boolean; suspended: boolean; resumed: boolean; restricted: boolean; holder: number | null; expiresAt: string | null; renewed: boolean };

const listed = ({ status }: Model): boolean => status === 'published' || status === 'taken';
const freedOf = (model: Model): Model => ({ ...model, holder: null, status: model.expiresAt! <= now ? 'expired' : 'published' });

/** What the README says of each step; null: refused. The same model again: nothing happens. */
const next = (model: Model | null, name: string, n: number): Model | null => {
  if (!model) return name === 'draft' ? { status: 'drafted', byOwner: false, suspended: false, resumed: false, restricted: false, holder: null, expiresAt: null, renewed: false } : null;
  const is = (...of: string[]): boolean => of.includes(model.status);
  switch (name) {
    case 'draft':
      return model;
    case 'submit':
      if (model.restricted) return null;
      return is('submitted') ? model : is('drafted', 'returned', 'expired') && !model.suspended ? { ...model, status: 'submitted', byOwner: false } : null;
    case 'giveBack':
      if (is('returned')) return model;
      return is('submitted') && !model.restricted ? { ...model, status: 'returned' } : null;
    case 'publish':
      if (listed(model)) return model;
      return is('submitted') && !model.restricted ? { ...model, status: 'published', expiresAt: expiryOf(n), renewed: false } : null;
    case 'renew':
      if (!listed(model)) return null;
      if (model.renewed) return model;
      return model.suspended ? null : { ...model, renewed: true, expiresAt: `2028${model.expiresAt!.slice(4)}` };
    case 'suspend':
      if (model.restricted) return null;
      return model.suspended ? model : listed(model) ? { ...model, suspended: true, resumed: false } : null;
    case 'resume':
      if (model.restricted) return null;
      return model.suspended ? { ...model, suspended: false, resumed: true } : model.resumed ? model : null;
    case 'withdraw':
      if (is('withdrawn')) return model.byOwner ? model : null;
      return is('expired', 'contracted') ? null : { ...model, status: 'withdrawn', byOwner: true, holder: null };
    case 'restrict':
      return model.restricted ? model : { ...model, restricted: true, byOwner: false, status: 'withdrawn', holder: null };
    case 'expire':
      return is('published') && model.expiresAt === expiryOf(n) ? { ...model, status: 'expired' } : model;
    case 'take':
      return listed(model) ? { ...model, status: 'taken', holder: n } : model;
    case 'free':
      return model.holder === n ? freedOf(model) : model;
    case 'follow':
      // Numbers of holders from 3 on are those of other achievements.
      if (!listed(model) || (model.holder !== null && model.holder < 3)) return model;
      if (n > 0) return { ...model, status: 'taken', holder: n + 2 };
      return model.holder === null ? model : freedOf(model);
    case 'contract':
      return listed(model) && model.holder === n && n === 0 ? { ...model, status: 'contracted', holder: null } : model;
    case 'settle': {
      if (!listed(model)) return model;
      if (model.holder === n && n === 0) return { ...model, status: 'contracted', holder: null };
      if (n < 2) return { ...model, status: 'withdrawn', holder: null };
      return model.holder === n ? freedOf(model) : model;
    }
    default:
      throw new Error(name);
  }
};

const abstractOf = (state: ListingState): Model | null =>
  state && { status: state.status, byOwner: state.status === 'withdrawn' && state.reason !== null, suspended: state.suspended !== null, resumed: state.resumedFor !== null, restricted: state.restricted, holder: state.holder ? Number(state.holder.id.slice(2)) : null, expiresAt: state.expiresAt, renewed: state.renewedFrom !== null };

const steps = fc.array(fc.tuple(fc.constantFrom(...Object.keys(commandOf)), fc.integer({ min: 0, max: 2 })), { maxLength: 50 });
/** Most sequences come to the market, so that what happens there is looked at. */
const published: [string, number][] = [['draft', 0], ['submit', 0], ['publish', 2]];

const recorded = (event: ListingEvent, n: number) => ({
  ...event, eventId: `e-${n}`, schemaVersion: 1, stream: 'listing-l-1', revision: n, position: String(n), recordedAt: now,
  metadata: { commandId: `c-${n}`, fingerprint: '', correlationId: 'x', causationId: 'x', actor: 'p', onBehalfOf: null, region: null, legalBasis: null, occurredAt: now },
});

describe('a listing, whatever is asked of it in whatever order', () => {
  test('is as the table of its states says, is found exactly while it is on the market and not suspended, and any step repeated changes nothing', () =>
    fc.assert(
      fc.property(fc.boolean(), steps, (onMarket, asked) => {
        let state: ListingState = listings.initialState;
        let model: Model | null = null;
        let document: ListingDocument | null = null;
        let count = 0;
        for (const [name, n] of [...(onMarket ? published : []), ...asked]) {
          const command = commandOf[name]!(n);
          const decision = listings.decide(command, state);
          const expected = next(model, name, n);
          expect([name, n, isRefusal(decision)]).toEqual([name, n, expected === null && !(model === null && bySystem.includes(name))]);
          if (isRefusal(decision)) continue;
          state = decision.reduce(listings.evolve, state);
          model = expected;
          for (const event of decision) document = listingsProjection.evolve(document, recorded(event, count++));
          expect(abstractOf(state)).toEqual(model);
          expect(listings.decide(command, state)).toEqual([]);
          if (!state || !document) continue;
          expect([document.status, document.hidden, document.restricted, document.onMarket]).toEqual([state.status, state.suspended !== null, state.restricted, listed(model!) && !model!.suspended]);
        }
      }),
      { numRuns: 1_000, verbose: 1 },
    ));
});
