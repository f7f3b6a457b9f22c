import type { Bilingual, RefusalText } from '@hewu/platform/src/context-parts.js';
import type { Festival } from './public-holidays.js';
import type { WorkingYearRefusal } from './working-year.decider.js';

const HOLIDAYS = { zh: '全国年节及纪念日放假办法（2024年修订）', en: 'Regulation on Public Holidays (as amended 2024)' };

const FESTIVALS: Readonly<Record<Festival, Bilingual>> = {
  new_year: { zh: '元旦', en: "New Year's Day" },
  spring_festival: { zh: '春节', en: 'Spring Festival' },
  qingming: { zh: '清明节', en: 'Qingming' },
  labour_day: { zh: '劳动节', en: 'Labour Day' },
  dragon_boat: { zh: '端午节', en: 'Dragon Boat Festival' },
  mid_autumn: { zh: '中秋节', en: 'Mid-Autumn Festival' },
  national_day: { zh: '国庆节', en: 'National Day' },
};

/** Which festival lacks which days, for whoever looks for the slip in a list of thirty. */
const whatIsMissing: RefusalText['told'] = ({ days, festivals }) => {
  const named = (festivals as readonly Festival[]).map((festival) => FESTIVALS[festival]);
  const on = (days as readonly string[]).join(', ');
  return { text: { zh: `缺少法定放假的日子：${named.map(({ zh }) => zh).join('、')}（${on}）`, en: `Days that are off by law are missing: ${named.map(({ en }) => en).join(', ')} (${on})` }, rule: HOLIDAYS };
};

export const calendarRefusals = {
  year_too_far: { status: 422, text: { zh: '只能登记今年或明年的放假安排', en: 'Only the arrangement of this year or the next can be recorded' } },
  day_of_other_year: { status: 422, text: { zh: '有日期不属于该年度（上年12月除外）', en: 'Some days belong to another year (only the December before may stand here)' } },
  day_off_and_worked: { status: 422, text: { zh: '同一天不能既放假又上班', en: 'A day cannot be both off and worked' } },
  make_up_day_not_weekend: { status: 422, text: { zh: '调休上班日应为周六或周日', en: 'A make-up day must be a Saturday or a Sunday' } },
  statutory_day_missing: { status: 422, text: { zh: '缺少法定放假的日子', en: 'Days that are off by law are missing' }, rule: HOLIDAYS, told: whatIsMissing },
  year_already_published: { status: 409, text: { zh: '该年度已登记；如有变动请更正并说明理由', en: 'This year is recorded already; amend it with a reason' } },
  year_not_published: { status: 409, text: { zh: '该年度尚未登记，无从更正', en: 'This year is not recorded yet, so it cannot be amended' } },
} as const satisfies Record<WorkingYearRefusal, RefusalText>;
