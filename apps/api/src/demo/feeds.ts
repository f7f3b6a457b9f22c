import { FEED_LANGUAGES } from '@hewu/feeds/src/events.js';
import { ChangePersonalFeedsCommand } from '@hewu/feeds/src/personal-feeds.commands.js';
import type { PersonalFeedsCommand } from '@hewu/feeds/src/personal-feeds.decider.js';
import { ChangePreferencesCommand } from '@hewu/inbox/src/inbox.commands.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { hashOf } from '@hewu/platform/src/private-link.js';
import type { Stage } from './stage.js';

type Shown = { readonly id: string; readonly unit: { readonly id: string; readonly region: string }; readonly office: string };

/** Names of `.example` are looked up by nobody, so what is wrong with a calendar can be seen without a call. */
const ADDRESSES = { work: 'https://calendar.firm.example/engineer.ics', former: 'https://former.firm.example/engineer.ics' } as const;

/**
 * An engineer with a link to their bookings, one that was revoked, a calendar of their own that cannot be read and one that was
 * removed, who from now on wants invitations; and an instrument manager with a link to an instrument. The links open nothing: a
 * token that somebody could read here would be none.
 */
export const playFeeds = async ({ founding, people, units }: Stage, [instrument]: readonly Shown[]): Promise<void> => {
  const engineer = people.get('engineer@firm.example')!;
  const named = (what: string): string => derivedId('demonstration', 'feeds', what);
  const change = (step: string, command: PersonalFeedsCommand, unit = units['firm']!): Promise<unknown> => founding.step(`feeds ${step}`, (context) => new ChangePersonalFeedsCommand(command, context), command.personId, unit);
  const link = (what: string, personId: string, more: Pick<Extract<PersonalFeedsCommand, { do: 'make_link' }>, 'subject'>): PersonalFeedsCommand =>
    ({ do: 'make_link', personId, linkId: named(what), tokenSha256: hashOf(named(`${what}, which opens nothing`)), mayShow: true, language: FEED_LANGUAGES[0], ...more });
  await change('link', link('link', engineer, { subject: { kind: 'own' } }));
  await change('lost link', link('lost link', engineer, { subject: { kind: 'own' } }));
  await change('revoked link', { do: 'revoke_link', personId: engineer, linkId: named('lost link') });
  if (instrument) await change('instrument link', link('instrument link', instrument.office, { subject: { kind: 'instrument', instrumentId: instrument.id, ownerOrganisationId: instrument.unit.id } }), instrument.unit);
  for (const [name, address] of Object.entries(ADDRESSES)) await change(`calendar ${name}`, { do: 'add_own_calendar', personId: engineer, ownCalendarId: named(name), address, fault: null });
  await change('removed calendar', { do: 'remove_own_calendar', personId: engineer, ownCalendarId: named('former') });
  await change('invitations', { do: 'choose_invitations', personId: engineer, wanted: true });
};

/** The office of the institute follows its deadlines by a link, and has revoked another; neither opens anything. */
export const linkDeadlines = async ({ founding, people, units }: Stage): Promise<void> => {
  const personId = people.get('office@institute.example')!;
  const linkIdOf = (name: string): string => derivedId('demonstration', 'deadlines', name);
  for (const name of ['kept', 'lost']) {
    const tokenSha256 = hashOf(derivedId(linkIdOf(name), 'which opens nothing'));
    await founding.step(`deadlines ${name}`, (context) => new ChangePreferencesCommand({ type: 'MakeCalendarLink', personId, linkId: linkIdOf(name), tokenSha256 }, context), personId, units['institute']!);
  }
  await founding.step('deadlines revoked', (context) => new ChangePreferencesCommand({ type: 'RevokeCalendarLink', personId, linkId: linkIdOf('lost') }, context), personId, units['institute']!);
};
