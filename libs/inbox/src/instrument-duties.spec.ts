import { story } from './samples.js';

const same = { instrumentId: 'i-1', ownerOrganisationId: 'unit' };
const due = { ...same, dueOn: '2026-03-17', dueAt: '2026-03-17T16:00:00.000Z' };

test('the report to the network waits for the instrument manager until the last day, and not when it is made or not needed', () => {
  const told = story().record('ReportingDue', due);
  expect(told.open[0]).toMatchObject({ what: 'network_report', audience: ['organisation/unit/instrument_manager'], dueOrder: '2026-03-17T16:00:00.000Z' });
  for (const type of ['ReportedToNetwork', 'ReportingLifted', 'InstrumentRetired']) expect(told.record(type, same).waits).not.toContain('network_report');
});

test('a breach is told to the administrators of both regions', () => {
  const told = story().record('ReportingDue', due).record('ReportingBreached', due);
  expect(told.open.filter(({ what }) => what === 'reporting_breached').map(({ waiting }) => waiting?.by)).toEqual([{ region: '500117', roles: ['platform_administrator'] }, { region: '511622', roles: ['platform_administrator'] }]);
});

test('an instrument whose last operator left waits for another', () => {
  const told = story().record('OperatorsMissing', { ...same, lastPersonId: 'wang' });
  expect(told.open[0]).toMatchObject({ what: 'operators_missing', audience: ['organisation/unit/instrument_manager'] });
  expect(told.record('OperatorAppointed', { ...same, personId: 'li' }).waits).toEqual([]);
});
