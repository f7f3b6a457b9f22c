import fc from 'fast-check';
import type { Recorded } from '@hewu/kernel/src/event.js';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { DAY, plus } from '@hewu/kernel/src/clock.js';
import type { OrganisationEvent } from './events.js';
import { membershipsProjection, type MembershipsDocument } from './memberships.projection.js';
import { organisation, type OrganisationCommand } from './organisation.decider.js';
import { BY_MARCH_16, NOW } from './samples.js';

/*
 * Random commands of an administrator, two people and the clock against a small reference: who is asked, who is in. A failure prints
 * its seed; give it to `fc.assert(…, { seed, path })` to see it again.
 */

const organisationId = 'o-1';
const registered: OrganisationEvent = { type: 'OrganisationRegistered', data: { organisationId, name: '示例', nameEn: null, kind: 'firm', region: '500117', uscc: 'x', usccOverride: null, registeredBy: 'li', administrator: 'li' } };

type Place = { readonly is: 'out' } | { readonly is: 'asked'; readonly role: string; readonly until: string } | { readonly is: 'in'; readonly role: string };

/** What the README says of each step. The same place again: nothing happens. */
const next = (place: Place, step: string, role: string, now: string): Place | 'refused' => {
  const asked = place.is === 'asked' && now < place.until;
  switch (step) {
    case 'offer':
      if (place.is === 'in') return { is: 'in', role };
      return asked && place.role === role ? place : { is: 'asked', role, until: plus(now, 14 * DAY) };
    case 'accept':
      return asked ? { is: 'in', role: place.role } : place.is === 'in' ? place : 'refused';
    case 'decline':
      return asked ? { is: 'out' } : place.is === 'in' ? 'refused' : place;
    case 'lapse':
      return place.is === 'asked' && !asked ? { is: 'out' } : place;
    default:
      return { is: 'out' };
  }
};

const commandOf = (step: string, personId: string, role: string, now: string): OrganisationCommand => {
  const by = (who: string) => ({ organisationId, by: { personId: who, region: null, roles: [], system: who.startsWith('system:') } });
  switch (step) {
    case 'offer':
      return { type: 'GrantRoles', ...by('li'), personId, roles: [role], personKnown: true, now, respondBy: { ...BY_MARCH_16, at: plus(now, 14 * DAY) } };
    case 'accept':
    case 'decline':
      return { type: 'AnswerOffer', ...by(personId), accepts: step === 'accept', now };
    case 'lapse':
      return { type: 'LapseOffer', ...by('system:membership-offers'), personId, now };
    default:
      return { type: 'RemoveMember', ...by(step === 'leave' ? personId : 'li'), personId, erased: false };
  }
};

const steps = fc.array(
  fc.record({
    step: fc.constantFrom('offer', 'offer', 'accept', 'decline', 'lapse', 'leave', 'takeBack'), personId: fc.constantFrom('wang', 'zhao'), role: fc.constantFrom('researcher', 'expert'), daysLater: fc.constantFrom(0, 0, 1, 13, 14),
  }),
  { maxLength: 40 },
);

test('whatever is asked and answered in whatever order: a member is who accepted in time what waited, and has not left since', () =>
  fc.assert(
    fc.property(steps, (asked) => {
      let [state, now] = [organisation.evolve(organisation.initialState, registered), NOW];
      const places = new Map<string, Place>([['wang', { is: 'out' }], ['zhao', { is: 'out' }]]);
      const shown = new Map<string, MembershipsDocument | null>();
      for (const [turn, { step, personId, role, daysLater }] of asked.entries()) {
        now = plus(now, daysLater * DAY);
        const command = commandOf(step, personId, role, now);
        const decision = organisation.decide(command, state);
        const expected = next(places.get(personId)!, step, role, now);
        expect([turn, step, isRefusal(decision)]).toEqual([turn, step, expected === 'refused']);
        if (isRefusal(decision) || expected === 'refused') continue;
        // Nobody becomes a member but by their own word.
        if (decision.some(({ type }) => type === 'RolesGranted') && places.get(personId)!.is !== 'in') expect(step).toBe('accept');
        state = decision.reduce(organisation.evolve, state);
        places.set(personId, expected);
        for (const event of decision) shown.set(personId, membershipsProjection.evolve(shown.get(personId) ?? null, event as Recorded<OrganisationEvent>));
        expect(organisation.decide(command, state)).toEqual([]);
        for (const [who, place] of places) {
          expect([state.members[who] ?? null, state.offers[who]?.roles ?? null]).toEqual([place.is === 'in' ? [place.role] : null, place.is === 'asked' ? [place.role] : null]);
          expect([shown.get(who)?.organisations ?? [], shown.get(who)?.askedBy ?? []]).toEqual([place.is === 'in' ? [organisationId] : [], place.is === 'asked' ? [organisationId] : []]);
        }
      }
    }),
    { numRuns: 1_000, verbose: 1 },
  ));
