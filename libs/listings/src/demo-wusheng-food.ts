import type { DemoLine } from './demo.js';

/** Wusheng: the hotpot chain, pepper and prickly ash, and what is made of them. */
export const WUSHENG_FOOD: readonly DemoLine[] = [
  {
    title: '花椒油低温萃取工艺与装备', titleEn: 'Low-temperature extraction of prickly-ash oil: process and equipment',
    abstract: '以亚临界流体在 40 ℃ 以下萃取青花椒，保留麻味素与挥发油，溶剂残留低于检出限。', abstractEn: 'A subcritical fluid extracts green prickly ash below 40 °C, keeps numbing compounds and volatile oil and leaves no detectable solvent.',
    problem: '热油浸提使挥发性香气大量损失，批次间麻度不稳定。', incumbent: '120 ℃ 热油浸提', advantages: [['挥发油保留率', '%', 91, 58], ['麻度批间偏差', '%', 3, 15]],
    ip: [['patent', '一种花椒油低温萃取方法'], ['utility_model', '亚临界萃取釜快开装置']], ipc: ['C11B 1/10', 'C11B 9/02'], industry: 'C1331',
    trl: [7, 'THIRD_PARTY', '日处理 2 吨中试线连续运行 90 天的检测报告'], funding: 'government', completedOn: '2025-06-30', shares: [6_000, 4_000],
    mode: 'ordinary_licence', yuan: 480_000, nextStep: '寄送 20 千克鲜花椒，两周内出具试样报告。',
  },
  {
    title: '火锅底料异物机器视觉分选机', titleEn: 'Machine vision sorter for foreign bodies in hotpot base',
    abstract: '多光谱成像识别辣椒梗、石子和塑料，气吹剔除，每小时处理 3 吨原料。', abstractEn: 'Multispectral machine vision finds stalks, stones and plastics among hotpot base ingredients and blows them out, three tonnes an hour.',
    problem: '底料原料异物投诉多，人工挑选成本高。', incumbent: '人工挑选加磁选', advantages: [['异物剔除率', '%', 99.1, 90], ['用工', '人/班', 1, 9]],
    ip: [['patent', '基于多光谱的调味原料分选方法'], ['software_copyright', '分选机识别软件']], ipc: ['B07C 5/342', 'G06V 10/40'], industry: 'C3532',
    trl: [6, 'SELF', '底料厂样机试用 3 个月'], funding: 'government', completedOn: '2025-11-25', shares: [5_000, 3_000, 2_000],
    mode: 'ordinary_licence', yuan: 320_000, nextStep: '送 100 千克原料试选。',
  },
  {
    title: '火锅底料反式脂肪酸控制炒制工艺', titleEn: 'Frying process that limits trans fatty acids in hotpot seasoning',
    abstract: '分段控温真空炒制与牛油预处理，风味物质总量不降而反式脂肪酸减少七成。', abstractEn: 'Vacuum frying in stages with treated beef tallow cuts trans fatty acids of hotpot seasoning by seven tenths and keeps its flavour.',
    problem: '高温长时炒制产生反式脂肪酸和苯并芘。', incumbent: '开放式夹层锅炒制', advantages: [['反式脂肪酸', 'g/100g', 0.12, 0.45], ['能耗', 'kWh/吨', 190, 310]],
    ip: [['patent', '火锅底料分段真空炒制方法'], ['know_how', '炒制温度曲线']], ipc: ['A23L 27/10', 'A23L 27/60'], industry: 'C1469',
    trl: [8, 'THIRD_PARTY', '年产 5 000 吨生产线检验报告'], funding: 'commissioned', secrecy: 'on_request', completedOn: '2024-09-18', shares: [7_000, 3_000],
    mode: 'sole_licence', yuan: 760_000, nextStep: '到中试车间品评三个配方。',
  },
  {
    title: '藤椒全果冻干保绿护麻技术', titleEn: 'Freeze-drying of green prickly ash that keeps colour and numbing taste',
    abstract: '脉冲预处理加梯度冻干，复水后色泽与鲜果接近，常温保存 12 个月。', abstractEn: 'Pulsed pre-treatment and graded freeze-drying keep the colour of green Sichuan pepper for twelve months at room temperature.',
    problem: '藤椒采收期短，热风烘干褐变、麻味损失。', incumbent: '热风烘干', advantages: [['麻味素保留率', '%', 94, 61], ['绿色保持期', '月', 12, 3]],
    ip: [['patent', '藤椒全果冻干方法']], ipc: ['A23L 3/44', 'A23B 7/024'], industry: 'C1371',
    trl: [7, 'EXPERT', '两季 40 吨试产记录与专家鉴定'], funding: 'government', completedOn: '2025-09-05', shares: [4_000, 3_000, 3_000],
    mode: 'exclusive_licence', yuan: 680_000, nextStep: '采收季共同试产 5 吨。',
  },
  {
    title: '辣椒素微胶囊与缓释调味粉', titleEn: 'Microencapsulated capsaicin for slow-release chilli seasoning',
    abstract: '改性淀粉喷雾包埋辣椒素，入口辣感后移，可按斯科维尔分级配料。', abstractEn: 'Capsaicin spray-dried in modified starch releases late in the mouth, so that chilli seasonings can be graded by Scoville units.',
    problem: '辣椒粉辣度波动大，粉尘刺激操作人员。', incumbent: '辣椒粉直接配料', advantages: [['辣度批间偏差', '%', 2, 18], ['车间辣椒粉尘', 'mg/m³', 0.4, 3.6]],
    ip: [['patent', '辣椒素微胶囊及制备方法']], ipc: ['A23L 27/00', 'A23P 10/30'], industry: 'C1469',
    trl: [6, 'SELF', '吨级试制与感官评价记录'], funding: 'own', completedOn: '2025-12-11', shares: [6_000, 4_000],
    mode: 'assignment', yuan: 550_000, nextStep: '提供目标辣度，十天内寄样。',
  },
  {
    title: '川味预制菜栅栏保鲜与冷链品质预测', titleEn: 'Hurdle preservation and quality prediction in the cold chain for Sichuan ready meals',
    abstract: '天然抑菌、气调和温度记录联合建模，按批次预测剩余货架期，减少防腐剂。', abstractEn: 'Natural antimicrobials, modified atmosphere and temperature logs predict the shelf life left to each batch of ready meals.',
    problem: '预制菜冷链断链后只能整批报废。', incumbent: '固定保质期加防腐剂', advantages: [['货架期预测误差', '天', 0.8, 4], ['报废率', '%', 1.5, 6]],
    ip: [['patent', '预制菜剩余货架期预测方法'], ['software_copyright', '冷链品质预测软件']], ipc: ['A23L 3/3418', 'G06Q 10/08'], industry: 'C1432',
    trl: [6, 'EXPERT', '三条冷链线路 8 个月数据'], funding: 'government', completedOn: '2025-10-27', shares: [5_000, 2_500, 2_500],
    mode: 'cooperation', yuan: null, nextStep: '选两个单品接入温度记录。',
  },
  {
    title: '火锅废油生物酶法制备水性切削液', titleEn: 'Water-based cutting fluid made from used hotpot oil by enzymes',
    abstract: '脂肪酶催化废牛油与多元醇酯化，制成可降解切削液基础油，供合川机械加工企业使用。', abstractEn: 'A lipase turns used hotpot tallow and polyols into the degradable base oil of a cutting fluid for the machine shops of Hechuan.',
    problem: '火锅废油收储后出路单一，矿物油切削液难降解。', incumbent: '矿物油切削液', advantages: [['28 天生物降解率', '%', 88, 24], ['刀具磨损', 'mm', 0.19, 0.27]],
    ip: [['patent', '废弃油脂酶法制备切削液基础油']], ipc: ['C10M 177/00', 'C12P 7/64'], industry: 'N7723',
    trl: [5, 'SELF', '200 升釜试制与台架切削试验'], funding: 'own', completedOn: '2026-02-06', shares: [10_000],
    mode: 'ordinary_licence', yuan: 260_000, nextStep: '提供一台数控机床试用 20 升。',
  },
  {
    title: '调味品全链区块链溯源与农残快检', titleEn: 'Blockchain traceability and rapid pesticide residue testing for seasonings',
    abstract: '拉曼快检结果当场上链，从花椒地块到底料批次一码追溯，检测三分钟。', abstractEn: 'Raman tests of three minutes go on a blockchain at once, so each batch of hotpot base is traced to its prickly-ash field.',
    problem: '原料来源分散，抽检滞后，追溯靠纸质台账。', incumbent: '纸质台账加送检', advantages: [['农残检测时间', 'min', 3, 2_880], ['追溯耗时', 'min', 1, 480]],
    ip: [['software_copyright', '调味品溯源平台'], ['patent', '花椒农残拉曼快检方法']], ipc: ['G01N 21/65', 'G06Q 50/02'], industry: 'I6513',
    trl: [8, 'THIRD_PARTY', '12 家合作社两年运行报告'], funding: 'government', completedOn: '2024-12-28', shares: [3_000, 3_000, 2_000, 2_000],
    mode: 'ordinary_licence', yuan: 150_000, nextStep: '开通一个合作社的试用账号。',
  },
];
