import { specification } from '@hewu/kernel/src/testing.js';
import type { FeedLinkMade, OwnCalendarAdded, PersonalFeedsEvent } from './events.js';
import { LINKS_AT_MOST, LINKS_OF_A_SUBJECT, OWN_CALENDARS_AT_MOST, personalFeeds, type PersonalFeedsCommand } from './personal-feeds.decider.js';

const given = specification(personalFeeds);
const personId = 'p-luo';
const own = { kind: 'own' } as const;
const of = (instrumentId: string) => ({ kind: 'instrument', instrumentId, ownerOrganisationId: 'institute' }) as const;

describe('private links', () => {
  const link = (n: number) => ({ personId, linkId: `link-${n}`, tokenSha256: `hash-${n}` });
  const made = (n: number, subject: FeedLinkMade['data']['subject'] = own): FeedLinkMade => ({ type: 'FeedLinkMade', data: { ...link(n), subject, language: 'zh' } });
  const revoked = (n: number): PersonalFeedsEvent => ({ type: 'FeedLinkRevoked', data: link(n) });
  const make = (n: number, subject: FeedLinkMade['data']['subject'] = own, mayShow = true): PersonalFeedsCommand => ({ do: 'make_link', ...link(n), subject, mayShow, language: 'zh' });
  const revoke = (n: number | string): PersonalFeedsCommand => ({ do: 'revoke_link', personId, linkId: typeof n === 'string' ? n : `link-${n}` });

  test('are made and revoked, once', () => {
    given().when(make(1)).then(made(1));
    given().when(make(1)).thenRepeatingIsHarmless();
    given(made(1)).when(revoke(1)).then(revoked(1));
    given(made(1), revoked(1)).when(revoke(1)).thenRefused('not_found');
    given().when(revoke('constructor')).thenRefused('not_found');
  });

  test('show an instrument to its staff alone; whether there is one is not told', () => {
    given().when(make(1, of('i'))).then(made(1, of('i')));
    given(made(1, of('i'))).when(make(1, of('i'), false)).thenRefused('not_found');
  });

  test('are at most five to the same thing, and fifty in all', () => {
    const five = Array.from({ length: LINKS_OF_A_SUBJECT }, (_, n) => made(n));
    given(...five).when(make(9)).thenRefused('feed_links_used_up', { atMost: LINKS_OF_A_SUBJECT });
    given(...five).when(make(2)).thenNothing();
    given(...five).when(make(9, of('i'))).then(made(9, of('i')));
    given(...five, revoked(0)).when(make(9)).then(made(9));
    const fifty = Array.from({ length: LINKS_AT_MOST }, (_, n) => made(n, of(`i-${n}`)));
    given(...fifty).when(make(99)).thenRefused('feed_links_used_up', { atMost: LINKS_AT_MOST });
  });
});

test('invitations are off until somebody wants them', () => {
  const chosen = (wanted: boolean): PersonalFeedsEvent => ({ type: 'InvitationsChosen', data: { personId, wanted } });
  const choose = (wanted: boolean): PersonalFeedsCommand => ({ do: 'choose_invitations', personId, wanted });
  given().when(choose(false)).thenNothing();
  given().when(choose(true)).then(chosen(true));
  given().when(choose(true)).thenRepeatingIsHarmless();
  given(chosen(true)).when(choose(false)).then(chosen(false));
});

describe('calendars of one’s own', () => {
  const added = (n: number): OwnCalendarAdded => ({ type: 'OwnCalendarAdded', data: { personId, ownCalendarId: `c-${n}`, address: 'https://calendar.example/x' } });
  const add = (n: number, fault: string | null = null): PersonalFeedsCommand => ({ do: 'add_own_calendar', personId, ownCalendarId: `c-${n}`, address: 'https://calendar.example/x', fault });
  const remove = (n: number): PersonalFeedsCommand => ({ do: 'remove_own_calendar', personId, ownCalendarId: `c-${n}` });

  test('are named and removed, once; their address stands in no state', () => {
    given().when(add(1)).then(added(1));
    given().when(add(1)).thenRepeatingIsHarmless();
    given(added(1)).when(remove(1)).then({ type: 'OwnCalendarRemoved', data: { personId, ownCalendarId: 'c-1' } });
    given().when(remove(1)).thenRefused('not_found');
    expect(JSON.stringify(personalFeeds.evolve(personalFeeds.initialState, added(1)))).not.toContain('calendar.example');
  });

  test('have an address that may be called, and are at most three', () => {
    const three = Array.from({ length: OWN_CALENDARS_AT_MOST }, (_, n) => added(n));
    given(...three).when(add(9, 'scheme')).thenRefused('own_calendar_address_refused', { why: 'scheme' });
    given(...three).when(add(9)).thenRefused('own_calendars_used_up', { atMost: OWN_CALENDARS_AT_MOST });
  });
});
