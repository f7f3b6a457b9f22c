import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { WorkingYearRefusal } from './working-year.decider.js';

const HOLIDAYS = { zh: '全国年节及纪念日放假办法（2024年修订）', en: 'Regulation on Public Holidays (as amended 2024)' };

export const calendarRefusals = {
  year_too_far: { status: 422, text: { zh: '只能登记今年或明年的放假安排', en: 'Only the arrangement of this year or the next can be recorded' } },
  day_of_other_year: { status: 422, text: { zh: '有日期不属于该年度（上年12月除外）', en: 'Some days belong to another year (only the December before may stand here)' } },
  day_off_and_worked: { status: 422, text: { zh: '同一天不能既放假又上班', en: 'A day cannot be both off and worked' } },
  make_up_day_not_weekend: { status: 422, text: { zh: '调休上班日应为周六或周日', en: 'A make-up day must be a Saturday or a Sunday' } },
  statutory_day_missing: { status: 422, text: { zh: '缺少法定放假的日子', en: 'Days that are off by law are missing' }, rule: HOLIDAYS },
  year_already_published: { status: 409, text: { zh: '该年度已登记；如有变动请更正并说明理由', en: 'This year is recorded already; amend it with a reason' } },
  year_not_published: { status: 409, text: { zh: '该年度尚未登记，无从更正', en: 'This year is not recorded yet, so it cannot be amended' } },
} as const satisfies Record<WorkingYearRefusal, RefusalText>;
