/**
 * Chinese characters that are taken for one another on paper, by handwriting and by text recognition (形近字), each line among
 * themselves. The house's own choice: only such as leave no other word of the field, so that no 羟 is taken for a 羧.
 */
const LINES = [
  '己已巳', '未末', '土士', '日曰', '千干于子', '折析拆', '辨辩瓣', '戊戍戌', '治冶', '贷货', '搏博傅缚', '栋冻拣', '练炼', '徽微徵', '侯候', '拨拔', '杆秆竿', '兔免',
  '孪挛栾', '萃革卒', '椒淑叔', '料科', '朴补扑', '油抽由', '膜模摸', '楔契', '蓝篮监', '圆园', '析祈', '幅辐副', '遥谣', '棱梭', '密蜜', '粹碎', '籽仔', '振震', '燥躁噪澡', '溶熔镕', '喷愤',
  '晶品', '磁滋', '缘绿', '纸低', '织炽', '压庄', '提堤', '柑拑', '桔枯', '塑朔', '焊捍', '镀度', '淋琳', '滤虑', '检捡', '驱躯', '频颇', '杭抗', '栽裁载', '荼茶', '稻滔', '蚕吞', '苗笛', '外处',
] as const;

const byCharacter = new Map<string, Set<string>>();
for (const line of LINES) {
  for (const character of line) {
    const others = byCharacter.get(character) ?? new Set();
    for (const other of line) if (other !== character) others.add(other);
    byCharacter.set(character, others);
  }
}

/** What a character may have been meant for. */
export const lookAlikesOf = (character: string): readonly string[] => [...(byCharacter.get(character) ?? [])];
