import { compose } from './compose.js';

test('values are put together by their paths; what was left empty is left out, and columns are remembered', () => {
  const { body, origins } = compose([['title', '甲'], ['titleEn', undefined], ['maturity.level', 7], ['ip.0.kind', undefined], ['ip.0.number', undefined], ['ip.1.kind', 'patent'], ['ip.1.number', undefined], ['advantages.0.ours', undefined]]);
  expect(body).toEqual({ title: '甲', maturity: { level: 7 }, ip: [{ kind: 'patent' }], advantages: [] });
  expect(origins.get('ip.0.number')).toBe('ip.1.number');
});
