import type { DemoLine } from './demo.js';

/** Hechuan: medicine and health, information security, artificial intelligence and data. */
export const HECHUAN_HEALTH_AND_DATA: readonly DemoLine[] = [
  {
    title: '国密算法加密工业网关', titleEn: 'Encrypted industrial gateway with Chinese national cryptography',
    abstract: '在网关芯片上以 SM2/SM4 完成双向认证和报文加密，兼容主流工业总线，无需改动既有控制器。', abstractEn: 'SM2 and SM4 on the chip of the gateway authenticate both sides and encrypt every message of common industrial buses; controllers stay as they are.',
    problem: '老旧产线控制报文明文传输，改造停机时间长。', incumbent: '软件 VPN 隧道', advantages: [['报文附加时延', 'ms', 1.8, 12], ['改造停机', 'h', 0.5, 8]],
    ip: [['patent', '一种工业报文加密网关'], ['software_copyright', '网关固件'], ['ic_layout', '国密加速单元布图设计']], ipc: ['H04L 9/08', 'H04L 9/40'], industry: 'C3915',
    trl: [8, 'THIRD_PARTY', '商用密码产品检测报告与三家企业试用证明'], funding: 'government', completedOn: '2025-03-10', shares: [5_000, 3_000, 2_000],
    mode: 'ordinary_licence', yuan: 600_000, nextStep: '提供一条产线的总线清单，两周内现场演示。',
  },
  {
    title: '跨区域政务数据可用不可见联合计算平台', titleEn: 'Joint computation over government data of two regions without revealing them',
    abstract: '以安全多方计算和可信执行环境完成两地数据联合统计，原始数据不出域，全程留痕。', abstractEn: 'Multi-party computation and trusted execution let two regions compute statistics together; raw data never leave their region and every step is recorded.',
    problem: '跨省数据共享受合规限制，重复填报。', incumbent: '线下报表交换', advantages: [['统计周期', '天', 1, 20], ['人工填报项', '项', 0, 46]],
    ip: [['patent', '跨域隐私计算任务编排方法'], ['software_copyright', '联合计算平台软件']], ipc: ['G06F 21/62', 'H04L 9/08'], industry: 'I6513',
    trl: [6, 'EXPERT', '两地三个部门试点总结'], funding: 'government', completedOn: '2025-12-01', shares: [6_500, 3_500],
    mode: 'cooperation', yuan: null, nextStep: '选定一项统计指标，一个月内完成验证。',
  },
  {
    title: '车载控制器固件可信启动与远程取证', titleEn: 'Trusted boot and remote forensics for firmware of vehicle controllers',
    abstract: '轻量级度量链在 120 毫秒内完成启动校验，异常时保留现场并加密上传。', abstractEn: 'A light chain of measurements verifies firmware within 120 ms at boot and keeps and uploads encrypted evidence when something is wrong.',
    problem: '汽车电子控制器被篡改后难以发现和追溯。', incumbent: '签名校验，无取证', advantages: [['启动校验时间', 'ms', 120, 700], ['取证覆盖率', '%', 95, 0]],
    ip: [['patent', '车载控制器可信启动方法'], ['software_copyright', '车载取证代理软件']], ipc: ['G06F 21/57', 'H04L 9/32'], industry: 'I6512',
    trl: [5, 'SELF', '台架试验记录'], funding: 'own', secrecy: 'after_nda', completedOn: '2026-01-28', shares: [10_000],
    mode: 'exclusive_licence', yuan: 1_100_000, nextStep: '签署保密协议后开放台架。',
  },
  {
    title: '中药饮片近红外快速鉴别与炮制终点判定', titleEn: 'Near-infrared identification of Chinese medicine decoction pieces and their processing end point',
    abstract: '便携近红外与迁移学习模型，覆盖 86 种常用饮片，炮制终点由经验判断变为曲线判定。', abstractEn: 'A portable near-infrared instrument with transferred models knows 86 herbal slices and tells when processing is done.',
    problem: '饮片真伪和炮制程度依赖老药工经验，批间差异大。', incumbent: '性状鉴别加实验室色谱', advantages: [['单样检测时间', 'min', 1, 180], ['鉴别准确率', '%', 97.2, 90]],
    ip: [['patent', '饮片炮制终点近红外判定方法'], ['software_copyright', '饮片光谱库软件']], ipc: ['G01N 21/359', 'A61K 36/00'], industry: 'C2730',
    trl: [7, 'THIRD_PARTY', '三家饮片厂 1.2 万批次比对报告'], funding: 'government', completedOn: '2025-02-14', shares: [4_000, 3_000, 3_000],
    mode: 'ordinary_licence', yuan: 380_000, nextStep: '寄送十种饮片样品，五天内出具比对结果。',
  },
  {
    title: '盐酸曲美他嗪骨架型缓释片处方工艺', titleEn: 'Matrix tablets for sustained release of trimetazidine hydrochloride',
    abstract: '亲水凝胶骨架一步干法制粒，24 小时释放曲线与参比制剂相似因子 f2 大于 65。', abstractEn: 'A hydrophilic matrix made by one-step dry granulation releases over 24 hours with a similarity factor above 65 to the reference.',
    problem: '湿法制粒工序长，释放度批间波动。', incumbent: '湿法制粒包衣缓释片', advantages: [['工序数', '道', 4, 9], ['释放度批间标准差', '%', 2.1, 5.4]],
    ip: [['patent', '一种曲美他嗪缓释片及其制备方法'], ['know_how', '干法制粒工艺参数']], ipc: ['A61K 9/22', 'A61K 31/495'], industry: 'C2720',
    trl: [6, 'THIRD_PARTY', '三批中试样品溶出与稳定性报告'], funding: 'own', secrecy: 'after_nda', completedOn: '2025-07-22', shares: [5_000, 5_000],
    mode: 'assignment', yuan: 4_200_000, nextStep: '签署保密协议后查阅中试批记录。',
  },
  {
    title: '壳聚糖—丝素复合止血敷料', titleEn: 'Haemostatic wound dressing of chitosan and silk fibroin',
    abstract: '以武胜蚕丝提取丝素，与壳聚糖冻干成多孔敷料，遇血成胶，可完整揭除。', abstractEn: 'Silk fibroin from Wusheng silk and chitosan are freeze-dried to a porous dressing that gels on blood and comes off whole.',
    problem: '纱布止血慢，粘连创面，换药疼痛。', incumbent: '医用纱布', advantages: [['止血时间', 's', 62, 210], ['揭除残留', '%', 1, 12]],
    ip: [['patent', '壳聚糖丝素复合敷料及制备方法']], ipc: ['A61L 15/28', 'A61L 15/32'], industry: 'C2770',
    trl: [5, 'THIRD_PARTY', '动物止血试验与生物相容性报告'], funding: 'government', completedOn: '2025-10-09', shares: [5_000, 3_000, 2_000],
    mode: 'capital_contribution', yuan: 3_000_000, nextStep: '共同开展注册检验与临床方案设计。',
  },
  {
    title: '下肢康复外骨骼步态自学习控制器', titleEn: 'Self-learning gait controller of an exoskeleton for rehabilitation of the legs',
    abstract: '足底压力与惯性传感器融合，十分钟适配患者步态，助力随疲劳调整。', abstractEn: 'Sole pressure and inertial sensors let the exoskeleton learn a gait in ten minutes and adapt its help to fatigue.',
    problem: '康复外骨骼参数由治疗师手动调整，适配慢。', incumbent: '固定步态外骨骼', advantages: [['适配时间', 'min', 10, 60], ['患者代谢降低', '%', 14, 6]],
    ip: [['patent', '外骨骼步态自学习控制方法'], ['software_copyright', '康复训练管理软件']], ipc: ['A61H 1/02', 'B25J 9/00'], industry: 'C3586',
    trl: [6, 'EXPERT', '28 名志愿者试用与伦理备案'], funding: 'government', completedOn: '2025-08-19', shares: [4_000, 4_000, 2_000],
    mode: 'sole_licence', yuan: 850_000, nextStep: '到康复科观摩一次训练。',
  },
  {
    title: '摩托车总装错漏装人工智能检测系统', titleEn: 'Artificial intelligence inspection of wrong and missing parts in motorcycle assembly',
    abstract: '12 路相机与小样本模型识别 140 个装配特征，换型只需 20 张样本图。', abstractEn: 'Twelve cameras and a few-shot model check 140 features of each motorcycle; a new model needs twenty pictures.',
    problem: '车型多、批量小，人工终检漏检多。', incumbent: '人工终检', advantages: [['漏检率', '‰', 0.3, 5.1], ['换型准备', 'h', 2, 40]],
    ip: [['patent', '多车型小样本装配检测方法'], ['software_copyright', '总装视觉检测软件']], ipc: ['G06V 10/40', 'G06N 3/08'], industry: 'I6531',
    trl: [9, 'THIRD_PARTY', '两条总装线运行 14 个月的验收与回访'], funding: 'commissioned', completedOn: '2024-10-30', shares: [3_334, 3_333, 3_333],
    mode: 'ordinary_licence', yuan: 280_000, nextStep: '录制一条产线的视频，三天内给出可检特征清单。',
  },
];
