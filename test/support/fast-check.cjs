// Chance in tests is the same each time, so that a commit passes or fails for what it holds: what a new seed finds belongs to
// who went looking for it (`npm run test:chance`, or CHANCE=<seed>), and stays as an example of the property that it broke.
const fc = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

const { CHANCE } = process.env;
if (CHANCE !== 'new') fc.configureGlobal({ seed: CHANCE === undefined ? 20_261_125 : Number(CHANCE) });
module.exports = fc;
