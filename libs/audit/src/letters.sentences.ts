import type { InvitationEvent, PersonalFeedsEvent } from '@hewu/feeds/src/events.js';
import type { DeadlineEvent, LetterEvent, PreferencesEvent } from '@hewu/inbox/src/events.js';
import type { DeliveryEvent, WebhookEvent } from '@hewu/webhooks/src/events.js';
import { says, type Sentences } from './sentence.js';
import { DROPPED, FAILED, FREQUENCY, LANGUAGE, LETTER, PAUSED, RULE, wordOf } from './sentence-words.js';

/* What people and programs are told. */

type Told = DeadlineEvent | LetterEvent | PreferencesEvent | PersonalFeedsEvent | InvitationEvent | WebhookEvent | DeliveryEvent;

export const lettersSentences: Sentences<Told> = {
  DeadlineRecounted: ({ dueAt, provisional }) => ({ zh: `工作日历变更，办理期限重新计算至 ${dueAt}${provisional ? '（暂定）' : ''}`, en: `The calendar changed and the time was counted again, until ${dueAt}${provisional ? ' (provisional)' : ''}` }),
  DeadlineSet: ({ dueAt, rule }) => ({ zh: `按规则“${wordOf(RULE, rule.id).zh}”计算办理期限至 ${dueAt}`, en: `A time until ${dueAt} was counted by the rule "${wordOf(RULE, rule.id).en}"` }),
  LetterQueued: ({ kind }) => ({ zh: `生成信件（${wordOf(LETTER, kind).zh}）`, en: `A letter was written (${wordOf(LETTER, kind).en})` }),
  InvitationQueued: says('生成信件（日历邀请）', 'A letter was written (calendar invitation)'),
  MatchQueued: says('生成信件（检索有新成果）', 'A letter was written (new match of a saved search)'),
  LetterHeld: ({ until }) => ({ zh: `信件留待 ${until} 汇总`, en: `The letter waits for the digest of ${until}` }),
  DigestQueued: ({ encloses }) => ({ zh: `汇总信件 ${encloses.length} 封`, en: `A digest of ${encloses.length} letters was written` }),
  LetterEnclosed: says('信件并入汇总', 'The letter goes out with a digest'),
  LetterAttempted: ({ attempt }) => ({ zh: `第 ${attempt} 次发送邮件`, en: `Mailing was attempted, time ${attempt}` }),
  LetterSent: says('邮件服务器已接收', 'The mail server took the letter'),
  LetterFailed: ({ ground, nextAt }) => ({ zh: `邮件未发出（${wordOf(FAILED, ground).zh}），${nextAt} 再试`, en: `The mail did not go out (${wordOf(FAILED, ground).en}); next at ${nextAt}` }),
  LetterGivenUp: ({ attempts, ground }) => ({ zh: `发送 ${attempts} 次后放弃（${wordOf(FAILED, ground).zh}）`, en: `Given up after ${attempts} attempts (${wordOf(FAILED, ground).en})` }),
  LetterDropped: ({ ground }) => ({ zh: `邮件不再需要（${wordOf(DROPPED, ground).zh}）`, en: `The mail was no longer needed (${wordOf(DROPPED, ground).en})` }),
  PreferencesSet: ({ language, frequency }) => ({ zh: `偏好设置：${wordOf(LANGUAGE, language).zh}，${wordOf(FREQUENCY, frequency).zh}`, en: `Preferences: ${wordOf(LANGUAGE, language).en}, ${wordOf(FREQUENCY, frequency).en}` }),
  Unsubscribed: says('退订邮件', 'Unsubscribed from mail'),
  CalendarLinkMade: says('生成日历链接', 'A calendar link was made'),
  CalendarLinkRevoked: says('撤销日历链接', 'A calendar link was revoked'),
  FeedLinkMade: ({ subject }) => (subject.kind === 'own' ? { zh: '生成本人预约的订阅链接', en: 'A private link to one’s own bookings was made' } : { zh: '生成仪器日历的订阅链接', en: 'A private link to the calendar of an instrument was made' }),
  FeedLinkRevoked: says('撤销订阅链接', 'A private link to a calendar was revoked'),
  InvitationsChosen: ({ wanted }) => (wanted ? { zh: '开启预约日历邀请', en: 'Invitations to what is booked were switched on' } : { zh: '关闭预约日历邀请', en: 'Invitations to what is booked were switched off' }),
  OwnCalendarAdded: says('登记自有日历', 'A calendar of one’s own was named'),
  OwnCalendarRemoved: says('移除自有日历', 'A calendar of one’s own was removed'),
  BookingInvited: ({ from, until }) => ({ zh: `发出日历邀请：${from} 至 ${until}`, en: `Invited by calendar from ${from} until ${until}` }),
  InvitationRevised: ({ from, until }) => ({ zh: `更新日历邀请：${from} 至 ${until}`, en: `The invitation was revised: from ${from} until ${until}` }),
  InvitationWithdrawn: says('撤回日历邀请', 'The invitation was withdrawn'),
  WebhookRegistered: ({ url, eventTypes }) => ({ zh: `登记推送地址 ${url}，事件 ${eventTypes.length} 类`, en: `A webhook was registered at ${url}, for ${eventTypes.length} types of event` }),
  WebhookCorrected: ({ url, eventTypes }) => ({ zh: `推送地址更正为 ${url}，事件 ${eventTypes.length} 类`, en: `The webhook was changed to ${url}, for ${eventTypes.length} types of event` }),
  WebhookSecretRotated: ({ secretVersion, previousUntil }) => ({ zh: `推送密钥更换为第 ${secretVersion} 版，旧密钥有效至 ${previousUntil}`, en: `The webhook got secret ${secretVersion}; the one before counts until ${previousUntil}` }),
  WebhookPaused: ({ ground }) => ({ zh: `推送暂停（${wordOf(PAUSED, ground).zh}）`, en: `The webhook was paused (${wordOf(PAUSED, ground).en})` }),
  WebhookResumed: says('推送恢复', 'The webhook was resumed'),
  WebhookRemoved: says('推送地址移除', 'The webhook was removed'),
  WebhookPinged: says('测试推送', 'A test message was sent to the webhook'),
  DeliveriesReplayed: ({ since }) => ({ zh: `重新推送 ${since} 以来未送达的事件`, en: `What was not delivered since ${since} is sent again` }),
  DeliveryDied: ({ eventType, attempts }) => ({ zh: `推送 ${attempts} 次未送达，不再尝试（${eventType}）`, en: `Not delivered after ${attempts} attempts (${eventType})` }),
  DeliveryReplayed: ({ round }) => ({ zh: `单项重新推送，第 ${round} 轮`, en: `One delivery is sent again, round ${round}` }),
};
