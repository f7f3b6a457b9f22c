import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { foreseeing } from '@hewu/kernel/src/foresight.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ImportKinds } from '@hewu/imports/src/import-kinds.js';
import { sameTitle } from '@hewu/imports/src/import-kind.js';
import { ORGANISATION_REGISTER, type OrganisationRegister } from '@hewu/platform/src/organisation-register.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { achievementColumns, achievementPlaces } from './achievement.columns.js';
import { DraftAchievementCommand, DraftAchievementHandler } from './achievement.commands.js';
import { contentOf, DraftAchievementBody } from './achievement.dto.js';
import { achievementEvents } from './events.js';

/** Units bring what stands in their own lists: the same first number of a right, or where there is none the same title, is the same achievement. */
@Injectable()
export class AchievementImport {
  constructor(kinds: ImportKinds, kernel: Kernel, @Inject(CLOCK) clock: Clock, @Inject(ORGANISATION_REGISTER) register: OrganisationRegister) {
    const foresight = new DraftAchievementHandler(foreseeing(kernel), clock, register);
    kinds.add<DraftAchievementBody>({
      kind: 'achievements',
      named: { zh: '科技成果', en: 'Achievements' },
      roles: ['transfer_officer', 'decision_maker'],
      columns: achievementColumns,
      body: DraftAchievementBody,
      idOf: ({ ip, title }, { organisationId }) => {
        const number = ip.find((one) => one.number)?.number;
        return derivedId('imported achievement', organisationId, ...(number ? ['right', number.toUpperCase()] : ['title', sameTitle(title)]));
      },
      command: (achievementId, body, context) => new DraftAchievementCommand({ achievementId, content: contentOf(body) }, context),
      category: achievementEvents.category,
      foresee: (command) => foresight.execute(command as DraftAchievementCommand),
      places: achievementPlaces,
      taken: 'achievement_id_taken',
    });
  }
}
