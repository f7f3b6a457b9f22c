import type { DemoLine } from './demo.js';

/** Hechuan: cars and motorcycles, castings, welding, batteries and what keeps factories running. */
export const HECHUAN_EQUIPMENT: readonly DemoLine[] = [
  {
    title: '摩托车磁流变半主动减震器', titleEn: 'Magnetorheological semi-active shock absorber for motorcycles',
    abstract: '以低沉降磁流变液和 5 毫秒控制回路随路况调节阻尼，适配 150 cc 以上车型原有安装位。', abstractEn: 'A low-settling magnetorheological fluid and a 5 ms control loop adapt damping to the road; fits the mounts of motorcycles from 150 cc.',
    problem: '被动减震器在载重与空载之间舒适性和操控不能兼顾。', incumbent: '液压被动减震器', advantages: [['簧上加速度均方根', 'm/s²', 1.1, 1.9], ['响应时间', 'ms', 5, 60]],
    ip: [['patent', '一种摩托车用磁流变减震器及控制方法'], ['software_copyright', '半主动悬挂控制软件']], ipc: ['F16F 9/53', 'B62K 25/04'], industry: 'C3752',
    trl: [7, 'THIRD_PARTY', '两款整车各 2 万公里道路试验报告'], funding: 'government', completedOn: '2025-04-18', shares: [4_500, 3_000, 2_500],
    mode: 'exclusive_licence', yuan: 1_800_000, nextStep: '提供车型悬挂硬点，四周内交付一套试装件。',
  },
  {
    title: '镁合金薄壁轮毂半固态压铸工艺', titleEn: 'Semi-solid die casting of thin-walled magnesium alloy wheels',
    abstract: '半固态浆料在线制备与真空压铸结合，轮毂壁厚降至 3.2 毫米，气孔率受控，可 T6 热处理。', abstractEn: 'In-line slurry making and vacuum die casting give wheels of 3.2 mm wall with controlled porosity that can be heat treated.',
    problem: '液态压铸镁合金轮毂气孔多，不能热处理，强度不足。', incumbent: '铝合金低压铸造轮毂', advantages: [['单件质量', 'kg', 3.1, 4.9], ['气孔率', '%', 0.4, 1.8]],
    ip: [['patent', '镁合金轮毂半固态压铸方法'], ['patent', '镁合金半固态浆料在线制备装置']], ipc: ['B22D 17/00', 'C22C 23/02'], industry: 'C3392',
    trl: [6, 'EXPERT', '1 600 吨压铸机 500 件试制总结与专家评审意见'], funding: 'government', completedOn: '2025-09-30', shares: [5_000, 3_000, 2_000],
    mode: 'capital_contribution', yuan: 6_500_000, nextStep: '联合开展一款车型轮毂的模具设计与台架试验。',
  },
  {
    title: '新能源汽车电池包微通道液冷热管理系统', titleEn: 'Microchannel liquid cooling for battery thermal management of electric vehicles',
    abstract: '分形微通道冷板与变流量策略使快充时电芯温差控制在 3 ℃ 以内，冷板整体钎焊成形。', abstractEn: 'Fractal microchannel plates with variable flow keep the cells of a battery pack within 3 °C of each other while fast charging.',
    problem: '快充时电芯温差大，寿命衰减不一致。', incumbent: '口琴管液冷板', advantages: [['快充电芯温差', '℃', 2.8, 6.5], ['泵功', 'W', 38, 65]],
    ip: [['patent', '一种分形微通道电池冷板'], ['utility_model', '电池包液冷快插接头']], ipc: ['H01M 10/613', 'H01M 10/6568'], industry: 'C3670',
    trl: [7, 'THIRD_PARTY', '整包热失控与循环试验检测报告'], funding: 'commissioned', completedOn: '2025-11-12', shares: [6_000, 4_000],
    mode: 'ordinary_licence', yuan: 900_000, nextStep: '提供电池包数模，两周内给出流道仿真。',
  },
  {
    title: '铝合金车身自适应激光焊接头', titleEn: 'Adaptive laser welding head for aluminium alloy car bodies',
    abstract: '焊缝视觉跟踪与摆动光束闭环，适应 0.6 毫米装配间隙，气孔在线判定。', abstractEn: 'Seam tracking by machine vision and a closed-loop wobbling beam bridge gaps of 0.6 mm and judge pores on line.',
    problem: '铝合金件装配间隙波动导致激光焊接气孔和未熔合。', incumbent: '固定光束激光焊接加人工返修', advantages: [['允许间隙', 'mm', 0.6, 0.2], ['返修率', '%', 0.7, 4.2]],
    ip: [['patent', '激光焊接间隙自适应控制方法'], ['software_copyright', '焊缝跟踪软件']], ipc: ['B23K 26/21', 'B23K 26/044'], industry: 'C3424',
    trl: [8, 'THIRD_PARTY', '整车厂产线连续运行 6 个月的验收报告'], funding: 'commissioned', completedOn: '2024-12-20', shares: [4_000, 3_000, 2_000, 1_000],
    mode: 'sole_licence', yuan: 1_200_000, nextStep: '寄送样件，一周内焊接并出具金相报告。',
  },
  {
    title: '发动机缸体铸件裂纹声发射在线检测仪', titleEn: 'Acoustic emission inspection of cracks in engine block castings',
    abstract: '加压瞬间采集声发射并以小样本学习识别裂纹，节拍 9 秒，替代人工目检与浸水试漏。', abstractEn: 'Records acoustic emission while the casting is pressurised and finds cracks by few-shot learning, nine seconds each.',
    problem: '内部裂纹靠抽检，漏检件流入装配线。', incumbent: '人工目检加浸水试漏', advantages: [['裂纹检出率', '%', 98.6, 87], ['单件节拍', 's', 9, 45]],
    ip: [['patent', '铸件裂纹声发射检测方法']], ipc: ['G01N 29/14', 'G06N 3/08'], industry: 'C4014',
    trl: [7, 'EXPERT', '铸造企业 3 万件对比试验记录'], funding: 'government', completedOn: '2025-05-26', shares: [7_000, 3_000],
    mode: 'assignment', yuan: 1_500_000, nextStep: '提供 200 件已知状态铸件做盲测。',
  },
  {
    title: '热作模具钢表面激光熔覆再制造技术', titleEn: 'Remanufacturing of hot-work die steel by laser cladding',
    abstract: '梯度钴基—碳化钨熔覆层与随形预热，使报废压铸模具型腔恢复使用。', abstractEn: 'A graded cobalt and tungsten carbide cladding with conformal preheating brings worn die-casting moulds back into use.',
    problem: '压铸模具热疲劳龟裂后整体报废，更换周期长。', incumbent: '氩弧堆焊修复', advantages: [['修复后寿命', '模次', 42_000, 15_000], ['修复费用占新模比例', '%', 22, 35]],
    ip: [['patent', '热作模具梯度熔覆方法'], ['know_how', '熔覆粉末配比']], ipc: ['C23C 24/10', 'B23K 26/34'], industry: 'C3525',
    trl: [8, 'SELF', '六家压铸企业 31 套模具使用跟踪'], funding: 'own', secrecy: 'on_request', completedOn: '2024-08-08', shares: [5_500, 4_500],
    mode: 'cooperation', yuan: null, nextStep: '送修一套报废模具，按模次结算。',
  },
  {
    title: '变速器壳体机器人柔性去毛刺单元', titleEn: 'Flexible robot cell for deburring gearbox housings',
    abstract: '力位混合控制和点云配准使机器人不依赖高精度夹具，换型时间小于 15 分钟。', abstractEn: 'Force and position control with point-cloud registration lets the robot work without precise fixtures and change over in 15 minutes.',
    problem: '人工打磨粉尘大、用工难、一致性差。', incumbent: '人工打磨', advantages: [['单件工时', 'min', 3.5, 14], ['换型时间', 'min', 15, 240]],
    ip: [['patent', '基于点云配准的机器人去毛刺方法'], ['software_copyright', '去毛刺轨迹规划软件']], ipc: ['B25J 9/16', 'B24B 9/00'], industry: 'C3491',
    trl: [6, 'SELF', '样机在铸造车间试用 2 个月'], funding: 'government', completedOn: '2026-01-15', shares: [6_000, 2_500, 1_500],
    mode: 'ordinary_licence', yuan: 450_000, nextStep: '携带两种壳体到中试车间试磨。',
  },
  {
    title: '页岩气压裂返排液电絮凝—膜集成处理装置', titleEn: 'Electrocoagulation and membrane unit for flowback water of shale gas wells',
    abstract: '橇装式电絮凝、催化氧化与抗污染膜联用，返排液回用率达 92%，减少清水拉运。', abstractEn: 'A skid with electrocoagulation, catalytic oxidation and fouling-resistant membranes lets 92 % of shale gas wastewater be used again.',
    problem: '返排液盐高、悬浮物多，外运处理费用高。', incumbent: '化学混凝加外运处置', advantages: [['回用率', '%', 92, 65], ['处理费用', '元/立方米', 78, 160]],
    ip: [['patent', '页岩气返排液集成处理方法'], ['utility_model', '橇装电絮凝反应器']], ipc: ['C02F 9/00', 'C02F 1/463'], industry: 'N7721',
    trl: [8, 'THIRD_PARTY', '两个平台累计处理 4.6 万立方米的监测报告'], funding: 'government', completedOn: '2024-11-05', shares: [4_000, 3_500, 2_500],
    mode: 'exclusive_licence', yuan: 2_600_000, nextStep: '取样 50 升，十天内出具处理方案。',
  },
];
