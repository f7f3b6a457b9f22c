import { numberWanted } from './ip-number-words.js';

test('a refusal that names an article nobody has read says so, in both languages, and no other does', () => {
  const said = ['patent', 'software_copyright', 'ic_layout', 'plant_variety', 'biological_medicine'].map((kind) => {
    const { zh, en } = numberWanted({ kind })!.rule;
    return [kind, zh.includes('未核验'), en.includes('not verified')];
  });
  expect(said).toEqual([['patent', false, false], ['software_copyright', false, false], ['ic_layout', true, true], ['plant_variety', true, true], ['biological_medicine', false, false]]);
});
