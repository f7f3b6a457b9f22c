import type { InstrumentEvent } from '@hewu/instruments/src/events.js';
import { says, yuan, type Sentences } from './sentence.js';

/* What an instrument is, who looks after it, and whether it was reported. */

type Told = InstrumentEvent;

export const instrumentsSentences: Sentences<Told> = {
  InstrumentRegistered: ({ name }) => ({ zh: `登记仪器“${name.zh}”`, en: `The instrument "${name.en}" was registered` }),
  TariffSet: ({ tariff }) => ({ zh: `收费标准：每小时 ${yuan(tariff.pricePerHourFen)} 元`, en: `Tariff: ${yuan(tariff.pricePerHourFen)} yuan an hour` }),
  InstrumentCorrected: ({ version, reason }) => ({ zh: `仪器信息更正为第 ${version} 版：${reason}`, en: `What is said of the instrument was corrected to version ${version}: ${reason}` }),
  YearlyHoursReported: ({ year, effectiveHours, externalHours }) => ({ zh: `${year} 年有效机时 ${effectiveHours} 小时，对外 ${externalHours} 小时`, en: `Hours of ${year} were reported: ${effectiveHours} effective, ${externalHours} external` }),
  InstrumentAccepted: ({ acceptedOn }) => ({ zh: `仪器于 ${acceptedOn} 验收`, en: `The instrument was accepted on ${acceptedOn}` }),
  ReportingDue: ({ dueOn }) => ({ zh: `应于 ${dueOn} 前报送网络管理平台`, en: `It is to be reported to the network by ${dueOn}` }),
  ReportingLifted: says('更正后不在应共享范围，不再须报送', 'After its correction it need not be reported'),
  ReportedToNetwork: ({ reportedOn, late }) => ({ zh: `于 ${reportedOn} 报送网络管理平台${late ? '，逾期' : ''}`, en: `It was reported to the network on ${reportedOn}${late ? ', late' : ''}` }),
  ReportingBreached: ({ dueOn }) => ({ zh: `至 ${dueOn} 未报送，逾期`, en: `It was not reported by ${dueOn}` }),
  OperatorAppointed: ({ fromOn, untilOn, deputyOf }) => ({ zh: `聘任操作人${deputyOf === null ? '' : '（代理）'}，自 ${fromOn} 起${untilOn === null ? '' : `，至 ${untilOn}`}`, en: `${deputyOf === null ? 'An operator' : 'A deputy'} was appointed from ${fromOn}${untilOn === null ? '' : ` until ${untilOn}`}` }),
  OperatorReleased: ({ ground, reason }) => (ground === 'released' ? { zh: `解除操作人：${reason}`, en: `An operator was released: ${reason}` } : { zh: '操作人离开单位', en: 'An operator left the organisation' }),
  OperatorSucceeded: says('代理人接任操作人', 'A deputy took over as operator'),
  OperatorsMissing: says('仪器已无操作人', 'No operator looks after the instrument any more'),
  InstrumentPhotoAttached: ({ alt }) => ({ zh: `附上照片：${alt.zh}`, en: `A photo was attached: ${alt.en}` }),
  InstrumentDocumentAttached: says('附上仪器文件', 'A document was attached'),
  InstrumentFileRemoved: ({ reason }) => ({ zh: `撤下附件：${reason}`, en: `A photo or document was taken off: ${reason}` }),
  InstrumentRetired: ({ reason }) => ({ zh: `仪器停用：${reason}`, en: `The instrument was retired: ${reason}` }),
};
