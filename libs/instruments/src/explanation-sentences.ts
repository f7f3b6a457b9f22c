import type { Limit } from './opening-rules.js';
import type { SlotRule } from './checks.decider.js';
import { offsetAt } from '@hewu/calendar/src/zone-offset.js';

/* What each rule asks, with its values, as a sentence in both languages. Pure. */

export type Sentence = { readonly zh: string; readonly en: string };
type Slot = { readonly from: string; readonly until: string };
type Say = (limit: never, asked: never, local: (instant: string) => string) => Sentence;

/** `2026-03-03 09:00`, by the clocks of the instrument. */
const localIn = (zone: string) => (instant: string): string => new Date(Date.parse(instant) + offsetAt(zone, Date.parse(instant))).toISOString().slice(0, 16).replace('T', ' ');

const PERIODS = { day: { zh: '每天', en: 'a day' }, week: { zh: '每周', en: 'a week' }, month: { zh: '每月', en: 'a month' }, year: { zh: '每年', en: 'a year' } } as const;
const SUBJECTS = { person: { zh: '本人', en: 'a person' }, organisation: { zh: '本单位', en: 'an organisation' }, group: { zh: '本组', en: 'a group' } } as const;
const MEASURES = { count: { zh: '次', en: 'bookings' }, minutes: { zh: '分钟', en: 'minutes' } } as const;
const limited = ({ subject, measure, atMost, per }: Omit<Limit, 'per'> & { readonly per?: Limit['per'] }, amount: number): Sentence => ({
  zh: `${SUBJECTS[subject].zh}${per ? PERIODS[per].zh : '未开始的预约'}最多 ${atMost} ${MEASURES[measure].zh}；连同本次为 ${amount}`,
  en: `At most ${atMost} ${MEASURES[measure].en} ${per ? PERIODS[per].en : 'not begun yet'} for ${SUBJECTS[subject].en}; with this one ${amount}`,
});
const span = ({ from, until }: Slot, local: (instant: string) => string): string => `${local(from)} – ${local(until)}`;

const SENTENCES: { readonly [R in SlotRule]: Say } = {
  slot_backwards: (_, asked: Slot, local) => ({ zh: `结束晚于开始：${span(asked, local)}`, en: `It ends after it begins: ${span(asked, local)}` }),
  slot_in_past: (now: string, from: string, local) => ({ zh: `开始不早于此刻 ${local(now)}；所求 ${local(from)}`, en: `It begins no earlier than the moment, ${local(now)}; asked ${local(from)}` }),
  slot_beyond_horizon: ({ until, horizonDays }: { until: string; horizonDays: number }, asked: string, local) => ({ zh: `最多提前 ${horizonDays} 天，至 ${local(until)}；所求至 ${local(asked)}`, en: `At most ${horizonDays} days ahead, until ${local(until)}; asked until ${local(asked)}` }),
  slot_off_grid: (minutes: number, asked: Slot, local) => ({ zh: `起止为 ${minutes} 分钟的整数倍；所求 ${span(asked, local)}`, en: `On multiples of ${minutes} minutes; asked ${span(asked, local)}` }),
  slot_too_short: (least: number, minutes: number) => ({ zh: `至少 ${least} 分钟；所求 ${minutes} 分钟`, en: `At least ${least} minutes; asked ${minutes}` }),
  slot_too_long: (most: number, minutes: number) => ({ zh: `至多 ${most} 分钟；所求 ${minutes} 分钟`, en: `At most ${most} minutes; asked ${minutes}` }),
  outside_opening_hours: (_, asked: Slot, local) => ({ zh: `在对该使用人的开放时间内：${span(asked, local)}`, en: `Within the hours open to this user: ${span(asked, local)}` }),
  slot_too_soon: (notice: number, minutes: number) => ({ zh: `至少提前 ${notice} 分钟；所求提前 ${minutes} 分钟`, en: `At least ${notice} minutes beforehand; asked ${minutes}` }),
  person_suspended: (_, until: string | null, local) => ({ zh: until === null ? '使用人未被停用预约资格' : `使用人的预约资格停用至 ${local(until)}`, en: until === null ? 'The user is not suspended from booking' : `The user is suspended from booking until ${local(until)}` }),
  requirements_missing: (_, missing: readonly string[] | object | null) => {
    const codes = Array.isArray(missing) ? (missing as readonly string[]) : [];
    return { zh: codes.length === 0 ? '使用人具备所需资格并已接受条款' : `使用人还缺 ${codes.length} 项：${codes.join('、')}`, en: codes.length === 0 ? 'The user is qualified and has accepted the terms' : `The user lacks ${codes.length}: ${codes.join(', ')}` };
  },
  limit_reached: (limit: Limit, { amount }: { amount: number }) => limited(limit, amount),
  open_limit_reached: (limit: Omit<Limit, 'per'>, amount: number) => limited(limit, amount),
  quota_reached: (limit: Limit | null, asked: { amount: number } | null) => {
    if (!limit || !asked) return { zh: '该单位全部仪器的限额', en: 'The quota over all instruments of the owner' };
    const { zh, en } = limited(limit, asked.amount);
    return { zh: `该单位全部仪器：${zh}`, en: `Over all instruments of the owner: ${en}` };
  },
  gap_too_short: (minutes: number, near: Slot | null, local) => ({ zh: `与本人其他预约间隔至少 ${minutes} 分钟${near ? `；已有 ${span(near, local)}` : ''}`, en: `At least ${minutes} minutes from the user's other bookings${near ? `; there is ${span(near, local)}` : ''}` }),
  instrument_out_of_service: (_, asked: Slot, local) => ({ zh: `仪器未停用：${span(asked, local)}，含准备与清理`, en: `The instrument is in service: ${span(asked, local)}, with preparation and clean-up` }),
  slot_taken: (capacity: number, asked: Slot, local) => ({ zh: `同时最多 ${capacity} 人，且留有位置：${span(asked, local)}，含准备与清理`, en: `At most ${capacity} at once, and there is room: ${span(asked, local)}, with preparation and clean-up` }),
};

/** The question that a rule asks; whether it holds is told beside it. */
export const sentenceOf = (rule: SlotRule, limit: unknown, asked: unknown, zone: string): Sentence => SENTENCES[rule](limit as never, asked as never, localIn(zone));
