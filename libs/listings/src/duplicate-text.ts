import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import type { Resemblance } from './duplicates.js';

/** Why two listings may be the same, in a sentence that names the other. */
export const textOf = ({ title, reason, patentNumber, likenessBasisPoints }: Resemblance): Bilingual => {
  switch (reason) {
    case 'same_patent':
      return { zh: `“${title}”已用同一专利 ${patentNumber!} 挂牌`, en: `"${title}" is listed with the same patent ${patentNumber!}` };
    case 'near_identical_text': {
      const percent = Math.round(likenessBasisPoints! / 100);
      return { zh: `与“${title}”的文字有 ${percent}% 相同`, en: `${percent} % of its words stand as in "${title}"` };
    }
  }
};
