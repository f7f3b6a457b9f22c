/**
 * Words of the two regions' industries and of technology transfer that the general dictionary does not know and would cut
 * apart (石墨烯 into 石墨 and 烯). Adding one changes the terms of texts already indexed: raise the version of the
 * projections that keep terms.
 */
export const FIELD_TERMS: readonly string[] = [
  // Materials, equipment and information technology
  '石墨烯', '碳化硅', '氮化镓', '钙钛矿', '超级电容', '固态电池', '锂离子电池', '增材制造', '机器视觉', '数字孪生', '边缘计算',
  '工业网关', '工业互联网', '密码模块', '国密', '微通道', '热成像', '摩托车', '压铸件', '镁合金', '铝合金',
  // Food and farming of Wusheng and Hechuan
  '花椒油', '藤椒', '藤椒油', '火锅底料', '辣椒素', '分选机', '色选机', '预制菜', '冻干', '晚熟柑橘', '桑蚕', '蚕丝',
  // Medicine
  '单克隆抗体', '靶向药', '缓释片', '医用敷料', '中药饮片',
  // Transfer of technology
  '科技成果', '职务科技成果', '技术经理人', '先使用后付费', '揭榜挂帅', '科技创新券', '专利权', '中试',
];
