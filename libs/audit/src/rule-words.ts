/** The laws and documents that decisions rest on, by the names under which they are recorded. English names are for reading; the Chinese text is the law. */
const LAWS: Readonly<Record<string, string>> = {
  促进科技成果转化法: 'Law on Promoting the Transformation of Scientific and Technological Achievements',
  民法典: 'Civil Code',
  拍卖法: 'Auction Law',
  电子签名法: 'Electronic Signature Law',
  个人信息保护法: 'Personal Information Protection Law',
  专利法实施细则: 'Implementing Regulations of the Patent Law',
  最高人民法院技术合同司法解释: "Supreme People's Court, interpretation on technology contracts",
  技术合同认定登记管理办法: 'Measures for the Recognition and Registration of Technology Contracts',
  全国年节及纪念日放假办法: 'Regulation on Public Holidays',
  重庆市促进科技成果转化条例: 'Chongqing Regulation on the Transformation of Achievements',
  上海市促进科技成果转化条例: 'Shanghai Regulation on the Transformation of Achievements',
  北京市促进科技成果转化条例: 'Beijing Regulation on the Transformation of Achievements',
  浙江省促进科技成果转化条例: 'Zhejiang Regulation on the Transformation of Achievements',
  山东省促进科技成果转化条例: 'Shandong Regulation on the Transformation of Achievements',
  上海市促进大型科学仪器设施共享规定: 'Shanghai Provisions on Sharing Large Scientific Instruments',
  上海市法规: 'Regulation of Shanghai',
  科研仪器开放共享评价规则: 'Rules for Evaluating the Sharing of Research Instruments',
  重庆市大型科研仪器利用率的计算: 'Chongqing, how the utilisation of large research instruments is counted',
  居民企业技术转让所得减免: 'Tax relief on income of resident enterprises from technology transfer',
  '合川—武胜科技创新合作框架协议': 'Hechuan–Wusheng framework agreement on cooperation in innovation',
  '国发〔2016〕16号': 'State Council document Guofa [2016] No. 16',
  '国科发区〔2020〕128号': 'Ministry document Guokefaqu [2020] No. 128',
  '渝科局发〔2021〕43号': 'Chongqing document Yukejufa [2021] No. 43',
  'GB/T 22900': 'GB/T 22900',
  合武平台规则: 'Hewu rule',
};

const NOTES: Readonly<Record<string, string>> = {
  参照: 'by analogy', 在技术交易市场挂牌交易: 'listed on a technology market', 悬赏广告: 'public offer of a reward', 答复期为平台规则: 'the time to answer is a Hewu rule', 全额免征部分: 'the part that is wholly free', '2026-02-01 起施行': 'in force from 2026-02-01',
};

/** What a rule of the house says, behind `合武平台规则：`. */
const HOUSE: Readonly<Record<string, string>> = {
  '保证金由指名的存管银行收付，平台不经手资金': 'deposits are taken and paid by the custodian bank that is named; the platform touches no money',
  挂牌期满自动下架: 'a listing goes off the market when its time is over',
  限制公开的成果不离开本单位: 'a restricted achievement does not leave its unit',
  一项独占权利同时只有一个洽谈: 'one negotiation at a time about an exclusive right',
  '同一编号的知识产权无论登记为几项成果，同时只有一个独占洽谈': 'one exclusive negotiation at a time about the right of one number, however many achievements it was entered with',
  洽谈室凭接受的意向与生效的保密协议开放: 'a room is open by an accepted interest and a confidentiality agreement in force',
  '洽谈各步有答复期，逾期只督办': 'each step of the talks has its time; when that is over, it is only urged',
  '意向由对方在答复期内答复，逾期失效': 'an interest is answered in time by the other side, or lapses',
  '供需匹配由人推荐，由对方答复': 'a match is suggested by a person and answered by the other side',
  平台管理员可说明理由暂停需求: 'a platform administrator may suspend a demand, with a reason',
};

const DIGITS = '零一二三四五六七八九';

/** Of 第二百零一条 the 201, below a thousand; articles of a code are no more in its words. */
const numberOf = (numeral: string): number => {
  const [hundreds, rest] = numeral.includes('百') ? numeral.split('百') as [string, string] : ['零', numeral];
  const [tens, ones] = rest.includes('十') ? rest.split('十') as [string, string] : ['零', rest];
  const digit = (text: string, empty: number): number => (text === '' ? empty : DIGITS.indexOf(text.at(-1)!));
  return digit(hundreds, 1) * 100 + digit(tens.replace('零', ''), rest.includes('十') && tens === '' ? 1 : 0) * 10 + digit(ones, 0);
};

const ARTICLES = /^第[零一二三四五六七八九十百]+条(?:、第[零一二三四五六七八九十百]+条)*/;

/** One source with its articles and a note; null when it is none that is known. */
const sourceInEnglish = (source: string): string | null => {
  const law = Object.keys(LAWS).filter((name) => source.startsWith(name)).sort((a, b) => b.length - a.length)[0];
  if (law === undefined) return null;
  let [said, left] = [LAWS[law]!, source.slice(law.length).trim()];
  if (left.startsWith('：')) return Object.hasOwn(HOUSE, left.slice(1)) ? `${said}: ${HOUSE[left.slice(1)]}` : null;
  while (left !== '') {
    const articles = ARTICLES.exec(left)?.[0];
    const note = /^（([^）]+)）/.exec(left);
    if (articles) said += ` art. ${articles.split('、').map((one) => numberOf(one.slice(1, -1))).join(', ')}`;
    else if (note && (/^\d+$/.test(note[1]!) || Object.hasOwn(NOTES, note[1]!))) said += ` (${NOTES[note[1]!] ?? note[1]})`;
    else return null;
    left = left.slice((articles ?? note![0]).length).trim();
  }
  return said;
};

/** A rule in English, for whoever reads no Chinese. Null of one that nobody has put into English yet: policy officers record new ones in their own words. */
export const ruleInEnglish = (rule: string): string | null => {
  const sources = rule.split('；').map(sourceInEnglish);
  return sources.every((source) => source !== null) ? sources.join('; ') : null;
};
