import type { AccessGroupEvent, BookingProxyEvent } from '@hewu/access/src/events.js';
import type { ConductEvent, ConductRulesSet } from '@hewu/conduct/src/events.js';
import type { IncidentEvent } from '@hewu/incidents/src/events.js';
import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import type { MeasurementEvent, ReadingEvent } from '@hewu/readings/src/events.js';
import type { SampleCondition, SampleEnd, SampleIncident, SamplesEvent } from '@hewu/samples/src/events.js';
import type { SupplyEvent } from '@hewu/supplies/src/events.js';
import { says, withReason, yuan, type Sentences } from './sentence.js';

/* What goes with the use of an instrument: who may book, readings, supplies, samples, incidents, conduct. */

const SAMPLE_END: Readonly<Record<SampleEnd, Bilingual>> = { return: { zh: '退回', en: 'to be given back' }, disposal: { zh: '处置', en: 'to be disposed of' } };

const SAMPLE_INCIDENT: Readonly<Record<SampleIncident, Bilingual>> = { lost: { zh: '遗失', en: 'was lost' }, damaged: { zh: '损坏', en: 'was damaged' }, used_up: { zh: '用尽', en: 'was used up' } };

const SAMPLE_CONDITION: Readonly<Record<SampleCondition, string>> = { good: '完好', damaged: '损坏', unlabelled: '无标签', missing: '缺失' };

const VIOLATION_ZH = { no_show: '爽约', late_cancellation: '临期取消', overrun: '超时占用', damage: '损坏', unsafe_operation: '不安全操作', other: '其他' } as const;

const SEVERITY_ZH = { near_miss: '险情', minor: '轻微', serious: '严重' } as const;

type Told = AccessGroupEvent | BookingProxyEvent | ConductEvent | ConductRulesSet | ReadingEvent | MeasurementEvent | SupplyEvent | IncidentEvent | SamplesEvent;

export const laboratorySentences: Sentences<Told> = {
  AccessGroupFounded: ({ name }) => ({ zh: `设立开放分组“${name.zh}”`, en: `The access group "${name.en}" was founded` }),
  AccessGroupMemberAdmitted: ({ untilOn }) => ({ zh: untilOn ? `加入开放分组，至 ${untilOn}` : '加入开放分组', en: untilOn ? `Admitted to an access group until ${untilOn}` : 'Admitted to an access group' }),
  AccessGroupMemberDismissed: ({ reason }) => ({ zh: `移出开放分组：${reason}`, en: `Dismissed from an access group: ${reason}` }),
  BookingProxyAppointed: ({ forPersonId }) => (forPersonId === null ? { zh: '授权为全单位代约', en: 'May book for everybody of the organisation' } : { zh: '授权代约', en: 'May book for a colleague' }),
  InstrumentKeyRegistered: says('登记仪器密钥', 'A key of an instrument was registered'),
  InstrumentKeyRevoked: ({ reason }) => ({ zh: `仪器密钥作废：${reason}`, en: `A key of an instrument was given up: ${reason}` }),
  ReadingsReceived: ({ readings }) => ({ zh: `收到仪器读数 ${readings.length} 条`, en: `The instrument sent ${readings.length} readings` }),
  UsageMeasured: ({ claimedMinutes, measuredMinutes }) => ({ zh: `登记 ${claimedMinutes} 分钟，仪器测得 ${measuredMinutes} 分钟`, en: `${claimedMinutes} minutes were recorded, the instrument measured ${measuredMinutes}` }),
  UsageDiffers: ({ claimedMinutes, measuredMinutes, allowedMinutes }) => ({ zh: `登记 ${claimedMinutes} 分钟与测得 ${measuredMinutes} 分钟相差超过 ${allowedMinutes} 分钟`, en: `${claimedMinutes} recorded and ${measuredMinutes} measured minutes are more than ${allowedMinutes} apart` }),
  DifferenceSettled: ({ reason }) => ({ zh: `机时差异已处理：${reason}`, en: `The difference was looked into: ${reason}` }),
  SupplyListed: ({ name, priceFen }) => ({ zh: `登记耗材“${name.zh}”，单价 ${yuan(priceFen)} 元`, en: `The supply "${name.en}" was listed at ${yuan(priceFen)} yuan` }),
  SupplyTermsChanged: ({ priceFen, threshold }) => ({ zh: `耗材单价改为 ${yuan(priceFen)} 元，库存下限 ${threshold}`, en: `The price is now ${yuan(priceFen)} yuan, the threshold ${threshold}` }),
  StockReceived: ({ quantity, stock }) => ({ zh: `入库 ${quantity}，库存 ${stock}`, en: `${quantity} came in; ${stock} in stock` }),
  StockCorrected: ({ stock, previousStock, reason }) => ({ zh: `库存由 ${previousStock} 更正为 ${stock}：${reason}`, en: `The stock was corrected from ${previousStock} to ${stock}: ${reason}` }),
  SupplyUsed: ({ quantity, amountFen, stock }) => ({ zh: `领用 ${quantity}，计 ${yuan(amountFen)} 元，库存 ${stock}`, en: `${quantity} were used for ${yuan(amountFen)} yuan; ${stock} in stock` }),
  StockLow: ({ stock, threshold }) => ({ zh: `库存 ${stock}，已到下限 ${threshold}`, en: `The stock is down to ${stock}, the threshold is ${threshold}` }),
  SupplyRetired: ({ reason }) => ({ zh: `耗材停用：${reason}`, en: `The supply is not used any more: ${reason}` }),
  IncidentReported: ({ severity, what }) => ({ zh: `事故报告（${SEVERITY_ZH[severity]}）：${what}`, en: `An incident (${severity.replace('_', ' ')}) was reported: ${what}` }),
  IncidentTakenUp: ({ outageId }) => (outageId === null ? { zh: '受理事故报告', en: 'The incident was taken up' } : { zh: '受理事故报告并停用仪器', en: 'The incident was taken up and the instrument is out of service' }),
  IncidentClosed: ({ measures }) => ({ zh: `事故结案：${measures}`, en: `The incident was closed: ${measures}` }),
  ViolationRecorded: ({ kind, points, reason }) => withReason({ zh: `违规（${VIOLATION_ZH[kind]}），扣 ${points.amount} 分`, en: `A violation (${kind.replaceAll('_', ' ')}) was recorded and cost ${points.amount} points` }, reason || null),
  PointsRestored: ({ points, ground }) => (ground === 'time' ? { zh: `到期恢复 ${points} 分`, en: `${points} points came back by time` } : ground === 'record' ? { zh: `使用登记确认未超时，恢复 ${points} 分`, en: `${points} points came back: the confirmed record of the use says otherwise` } : { zh: `申诉成立，恢复 ${points} 分`, en: `${points} points came back by an appeal` }),
  PersonSuspended: ({ untilOn, previousUntilOn }) => (previousUntilOn === undefined ? { zh: `暂停预约，至 ${untilOn}`, en: `Suspended from booking until ${untilOn}` } : { zh: `暂停预约由 ${previousUntilOn} 缩短至 ${untilOn}`, en: `The suspension ends on ${untilOn} instead of ${previousUntilOn}` }),
  SuspensionLifted: ({ ground, reason }) => (ground === 'time' ? { zh: '暂停预约期满', en: 'The suspension was over' } : ground === 'record' ? { zh: '使用登记确认未超时，解除暂停预约', en: 'The suspension was lifted: the confirmed record of the use says otherwise' } : { zh: `解除暂停预约：${reason}`, en: `The suspension was lifted: ${reason}` }),
  AppealLodged: ({ decideBy }) => ({ zh: `就违规记录提出申诉，${decideBy.respondOn} 前处理`, en: `An appeal against a violation was lodged, to be decided by ${decideBy.respondOn}` }),
  AppealDecided: ({ upheld, reason }) => (upheld ? { zh: `申诉成立：${reason}`, en: `The appeal was upheld: ${reason}` } : { zh: `申诉不成立：${reason}`, en: `The appeal was not upheld: ${reason}` }),
  ConductRulesSet: ({ rulesVersion, reason }) => ({ zh: `仪器违规规则第 ${rulesVersion} 版：${reason}`, en: `Version ${rulesVersion} of what users are held to: ${reason}` }),
  BookingProxyRevoked: says('撤回代约授权', 'The right to book for others was taken back'),
  SamplesAnnounced: ({ count, wantedEnd }) => ({ zh: `登记送样 ${count} 件，用后${SAMPLE_END[wantedEnd].zh}`, en: `${count} samples were announced, ${SAMPLE_END[wantedEnd].en}` }),
  SamplesHandedOver: ({ labels }) => ({ zh: `交付样品 ${labels.join('、')}`, en: `Samples ${labels.join(', ')} were handed over` }),
  SamplesReceived: ({ samples, discrepancies }) => ({ zh: `签收样品 ${samples.length} 件，${discrepancies} 件有异${samples.filter(({ condition }) => condition !== 'good').map(({ label, condition }) => `；${label} ${SAMPLE_CONDITION[condition]}`).join('')}`, en: `${samples.length} samples were received, ${discrepancies} not as handed over` }),
  SampleWorkBegun: says('开始测试样品', 'Work on the samples began'),
  SampleResultRecorded: ({ sha256 }) => ({ zh: `登记测试结果，文件 ${sha256.slice(0, 12)}`, en: `A result was recorded, file ${sha256.slice(0, 12)}` }),
  SamplesReturned: ({ labels }) => ({ zh: `退回样品 ${labels.join('、')}`, en: `Samples ${labels.join(', ')} were given back` }),
  SamplesTakenBack: ({ labels }) => ({ zh: `收回样品 ${labels.join('、')}`, en: `Samples ${labels.join(', ')} were taken back` }),
  SampleDisposalConsented: says('同意处置样品', 'The user agreed to the disposal of the samples'),
  SamplesDisposed: ({ labels, method }) => ({ zh: `处置样品 ${labels.join('、')}：${method}`, en: `Samples ${labels.join(', ')} were disposed of: ${method}` }),
  SampleIncidentReported: ({ label, incident, description }) => ({ zh: `样品 ${label} ${SAMPLE_INCIDENT[incident].zh}：${description}`, en: `Sample ${label} ${SAMPLE_INCIDENT[incident].en}: ${description}` }),
};
