import type { DemoLine } from './demo.js';

/** Wusheng: citrus, silk, livestock and the by-products that its processing park takes in. */
export const WUSHENG_FARMING: readonly DemoLine[] = [
  {
    title: '晚熟柑橘留树保鲜与防枯水技术', titleEn: 'On-tree storage of late-ripening citrus without drying out',
    abstract: '覆膜微环境与钙硼叶面调控，使晚熟柑橘留树至次年五月，枯水果率低于 3%。', abstractEn: 'A film-covered microclimate and calcium and boron sprays keep late-ripening citrus on the tree until May with less than 3 % dried fruit.',
    problem: '晚熟柑橘越冬落果、枯水，错峰上市受限。', incumbent: '冷库贮藏', advantages: [['枯水果率', '%', 2.6, 11], ['每吨保鲜费用', '元', 180, 620]],
    ip: [['patent', '晚熟柑橘留树保鲜方法']], ipc: ['A01G 17/00', 'A23B 7/148'], industry: 'A0153',
    trl: [8, 'THIRD_PARTY', '3 200 亩三年示范测产'], funding: 'government', completedOn: '2025-05-12', shares: [5_000, 3_000, 2_000],
    mode: 'ordinary_licence', yuan: 90_000, nextStep: '到示范园查看并选定 20 亩试用。',
  },
  {
    title: '柑橘皮渣果胶与精油联产工艺', titleEn: 'Pectin and essential oil from citrus peel in one process',
    abstract: '微波水热一步提取，先馏精油后得高酯果胶，废水回用，适合加工园集中处理。', abstractEn: 'One microwave hydrothermal step distils essential oil and yields high-ester pectin from citrus peel; its wastewater is used again.',
    problem: '柑橘加工皮渣腐败污染，只作饲料价值低。', incumbent: '酸法提取果胶', advantages: [['果胶得率', '%', 21, 15], ['酸用量', 'kg/吨', 0, 42]],
    ip: [['patent', '柑橘皮渣联产果胶与精油的方法'], ['utility_model', '连续微波水热反应器']], ipc: ['C08B 37/06', 'C11B 9/02'], industry: 'C1373',
    trl: [6, 'EXPERT', '日处理 1 吨中试报告'], funding: 'government', completedOn: '2025-08-30', shares: [4_500, 3_500, 2_000],
    mode: 'capital_contribution', yuan: 2_200_000, nextStep: '共同编制 50 吨/日项目方案。',
  },
  {
    title: '丘陵柑橘采摘机器人末端执行器', titleEn: 'End effector of a citrus picking robot for hill orchards',
    abstract: '柔性三指与旋切复合末端，配合履带底盘在 20° 坡地作业，果柄留长一致。', abstractEn: 'Soft fingers with a rotary cutter on a tracked robot pick citrus on slopes of 20° and leave stalks of one length.',
    problem: '丘陵果园采摘用工难，机械采摘伤果。', incumbent: '人工采摘', advantages: [['单果采摘时间', 's', 4.2, 3.1], ['伤果率', '%', 1.2, 2.5], ['每吨采摘费用', '元', 210, 420]],
    ip: [['patent', '柑橘采摘柔性末端执行器']], ipc: ['A01D 46/24', 'B25J 15/00'], industry: 'C3572',
    trl: [5, 'SELF', '果园两季样机试验'], funding: 'government', secrecy: 'after_nda', completedOn: '2026-01-09', shares: [6_000, 4_000],
    mode: 'sole_licence', yuan: 400_000, nextStep: '提供坡地果园做一天试采。',
  },
  {
    title: '全龄人工饲料工厂化养蚕技术', titleEn: 'Factory rearing of silkworms on artificial feed at every age',
    abstract: '低成本人工饲料与恒温恒湿多层架，一年养蚕 12 批，摆脱桑叶季节限制。', abstractEn: 'Low-cost artificial feed and climate-controlled racks rear twelve batches of silkworms a year without mulberry seasons.',
    problem: '桑蚕靠季节、靠人工，茧质波动。', incumbent: '桑叶房舍养蚕', advantages: [['年养蚕批次', '批', 12, 4], ['万头用工', '工日', 6, 22]],
    ip: [['patent', '全龄蚕人工饲料及其制备方法'], ['utility_model', '多层立体养蚕架']], ipc: ['A01K 67/04', 'A23K 50/90'], industry: 'A0399',
    trl: [7, 'THIRD_PARTY', '年产 80 吨鲜茧车间检测报告'], funding: 'government', completedOn: '2025-04-02', shares: [4_000, 3_000, 3_000],
    mode: 'exclusive_licence', yuan: 1_350_000, nextStep: '派员驻厂完成一批 25 天饲养。',
  },
  {
    title: '蚕丝生物酶脱胶与丝胶回收', titleEn: 'Enzymatic degumming of silk with recovery of sericin',
    abstract: '中性蛋白酶常温脱胶，丝素强力损失小，丝胶以膜浓缩回收作化妆品原料。', abstractEn: 'A neutral protease degums silk at mild temperature with little loss of strength; sericin is recovered by membranes for cosmetics.',
    problem: '皂碱高温脱胶能耗高、废水重、丝胶浪费。', incumbent: '皂碱煮练', advantages: [['吨丝用水', '吨', 42, 110], ['丝胶回收率', '%', 83, 0], ['强力损失', '%', 3.5, 9]],
    ip: [['patent', '蚕丝酶法脱胶及丝胶回收方法']], ipc: ['D01C 3/02', 'C07K 1/34'], industry: 'C1742',
    trl: [7, 'EXPERT', '年产 120 吨炼染车间试运行'], funding: 'commissioned', completedOn: '2025-07-07', shares: [5_500, 4_500],
    mode: 'ordinary_licence', yuan: 350_000, nextStep: '寄送 5 千克生丝打样。',
  },
  {
    title: '早熟高产青花椒新品种“示例一号”', titleEn: 'Early-ripening green prickly ash variety "Example 1"',
    abstract: '少刺、早熟 18 天，抗锈病，适合机采，挥发油含量高。', abstractEn: 'Few thorns, ripe 18 days earlier, resistant to rust and fit for picking by machine; rich in volatile oil.',
    problem: '青花椒刺多、采收慢、锈病减产。', incumbent: '九叶青', advantages: [['亩产鲜椒', 'kg', 860, 640], ['人工采收效率', 'kg/工日', 42, 24]],
    ip: [['plant_variety', '青花椒“示例一号”']], ipc: ['A01H 5/00', 'A01H 6/00'], industry: 'A0163',
    trl: [9, 'THIRD_PARTY', '省级区域试验三年总结'], funding: 'government', completedOn: '2024-07-16', shares: [4_000, 3_000, 2_000, 1_000],
    mode: 'ordinary_licence', yuan: 120_000, nextStep: '领取 200 株苗试种。',
  },
  {
    title: '畜禽粪污与秸秆槽式好氧发酵智能翻堆', titleEn: 'Smart turning for aerobic composting of livestock manure and straw',
    abstract: '堆体温氧传感器驱动翻堆策略，氮损失减少，有机肥达标时间缩短到 16 天。', abstractEn: 'Temperature and oxygen sensors decide when compost of manure and straw is turned; it is ripe in 16 days and loses less nitrogen.',
    problem: '凭经验翻堆，氮损失大、臭气扰民。', incumbent: '定时翻堆', advantages: [['发酵周期', '天', 16, 30], ['氮损失', '%', 12, 29]],
    ip: [['patent', '好氧发酵智能翻堆方法'], ['software_copyright', '发酵槽控制软件']], ipc: ['C05F 3/00', 'C05F 17/00'], industry: 'C2625',
    trl: [8, 'THIRD_PARTY', '两座有机肥厂一年运行监测'], funding: 'government', completedOn: '2025-01-20', shares: [6_000, 2_000, 2_000],
    mode: 'assignment', yuan: 720_000, nextStep: '提供一条发酵槽加装传感器。',
  },
  {
    title: '生猪养殖数字孪生与疫病早期预警', titleEn: 'Digital twin of pig farms with early warning of disease',
    abstract: '咳嗽声、体温和采食数据驱动的数字孪生模型，平均提前 52 小时预警呼吸道疾病。', abstractEn: 'A digital twin fed by coughs, temperature and feed intake warns of respiratory disease in pigs 52 hours ahead on average.',
    problem: '疫病靠巡栏发现，发现时已扩散。', incumbent: '人工巡栏', advantages: [['预警提前', 'h', 52, 0], ['死淘率', '%', 3.4, 6.8]],
    ip: [['patent', '生猪咳嗽声识别与预警方法'], ['software_copyright', '猪场数字孪生平台']], ipc: ['A01K 29/00', 'G06N 3/08'], industry: 'I6550',
    trl: [6, 'SELF', '四个规模猪场 10 个月数据'], funding: 'own', completedOn: '2025-12-19', shares: [5_000, 5_000],
    mode: 'cooperation', yuan: null, nextStep: '选一栋猪舍安装拾音与测温。',
  },
];
