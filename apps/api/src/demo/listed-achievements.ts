import { MINUTE } from '@hewu/kernel/src/clock.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { DraftAchievementCommand } from '@hewu/listings/src/achievement.commands.js';
import { demoAchievements } from '@hewu/listings/src/demo.js';
import { DraftListingCommand, PublishListingCommand, SubmitListingCommand } from '@hewu/listings/src/listing.commands.js';
import { unitOf, WUSHENG } from './founded-units.js';
import { WORLD, type Stage } from './stage.js';

/* The achievements of the demonstration and a listing of each, from the draft to the publication. */

/** The listing that goes with the demand of the demonstration. */
export const PRICKLY_ASH = demoAchievements.findIndex(({ region, content }) => region === WUSHENG && content([{ personId: null, organisationId: '' }]).title.startsWith('花椒油'));

/** By the place of its achievement in `demoAchievements`. */
export const demoListingId = (place: number): string => derivedId(WORLD, 'listing', String(place));

export const listAchievements = async (stage: Stage): Promise<void> => {
  const { founding, clock } = stage;
  for (const [place, { region, content, offer, completers }] of demoAchievements.entries()) {
    const { unit, researcher, office, reviewer, authority } = unitOf(stage, region);
    const achievementId = derivedId(WORLD, 'achievement', String(place));
    const listingId = demoListingId(place);
    const people = Array.from({ length: completers }, (_, i) => ({ personId: i === 0 ? researcher : null, organisationId: unit.id }));
    await founding.step(`achievement ${place}`, (context) => new DraftAchievementCommand({ achievementId, content: content(people) }, context), researcher, unit);
    await founding.step(`listing ${place}`, (context) => new DraftListingCommand({ listingId, achievementId, offer }, context), office, unit);
    // The last two wait for the region, so that a reviewer finds work.
    if (place < demoAchievements.length - 1) await founding.step(`submission ${place}`, (context) => new SubmitListingCommand({ listingId }, context), office, unit);
    clock.advance(20 * MINUTE);
    if (place < demoAchievements.length - 2) await founding.step(`publication ${place}`, (context) => new PublishListingCommand({ listingId }, context), reviewer, authority);
  }
};
