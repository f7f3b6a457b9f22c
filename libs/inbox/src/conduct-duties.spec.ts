import { story } from './samples.js';
import { WHATS } from './duty-tables.js';

const violation = { violationId: 'v-1', ownerOrganisationId: 'owner', personId: 'p-1' };

describe('what follows a use', () => {
  test('a violation is news for whom it concerns; an appeal waits for the owner until its day', () => {
    const told = story().record('ViolationRecorded', violation);
    expect(told.open[0]).toMatchObject({ what: 'violation_recorded', audience: [], waiting: { by: { personIds: ['p-1'] }, href: '/api/v1/violations/v-1' } });
    expect(told.record('AppealLodged', violation).open[0]).toMatchObject({ what: 'violation_appeal', audience: ['organisation/owner/decision_maker', 'organisation/owner/instrument_manager'], waiting: { dueAt: '2026-03-18T16:00:00.000Z' } });
    expect(told.record('AppealDecided', { ...violation, upheld: false }).open[0]).toMatchObject({ what: 'violation_appeal_decided', waiting: { by: { personIds: ['p-1'] } } });
    for (const what of ['violation_recorded', 'violation_appeal_decided', 'person_suspended', 'incident_closed']) expect(WHATS.get(what)?.news).toBe(true);
  });

  test('an appeal that time overtakes waits for nobody', () => {
    const told = story().record('ViolationRecorded', violation).record('AppealLodged', violation);
    expect(told.record('PointsRestored', { ...violation, ground: 'time' }).waits).toEqual([]);
    expect(told.record('PointsRestored', { ...violation, ground: 'record' }).waits).toEqual([]);
    // Restored by the appeal itself, its outcome is still told.
    expect(story().record('ViolationRecorded', violation).record('AppealLodged', violation).record('AppealDecided', violation).record('PointsRestored', { ...violation, ground: 'appeal' }).waits).toEqual(['violation_appeal_decided']);
  });

  test('a suspension is news, and none any more once it is lifted', () => {
    const told = story().record('PersonSuspended', { suspensionId: 's-1', personId: 'p-1' });
    expect(told.waits).toEqual(['person_suspended']);
    expect(told.record('SuspensionLifted', { suspensionId: 's-1' }).documents.size).toBe(0);
  });

  test('a difference waits for the owner until it is settled', () => {
    const told = story().record('UsageDiffers', { bookingId: 'b-1', ownerOrganisationId: 'owner' });
    expect(told.open[0]).toMatchObject({ what: 'usage_difference', audience: ['organisation/owner/instrument_manager', 'operator/01953c00-0000-7000-8000-000000000051/owner'], waiting: { dueBy: 'usage_confirmation_days', href: '/api/v1/bookings/b-1/measurement' } });
    expect(told.record('DifferenceSettled', { bookingId: 'b-1' }).documents.size).toBe(0);
  });

  test('a stock that is low waits until there is more than the threshold', () => {
    const same = { supplyId: 's-1', ownerOrganisationId: 'owner' };
    const told = story().record('SupplyListed', { ...same, threshold: 5 }).record('StockLow', { ...same, stock: 5, threshold: 5 });
    expect(told.open[0]).toMatchObject({ what: 'stock_low', audience: ['organisation/owner/instrument_manager', 'operator/01953c00-0000-7000-8000-000000000051/owner'], superior: null });
    expect(told.record('StockReceived', { ...same, stock: 5 }).waits).toEqual(['stock_low']);
    expect(told.record('StockReceived', { ...same, stock: 6 }).waits).toEqual([]);
    expect(told.record('SupplyRetired', same).documents.size).toBe(0);
  });

  test('an incident: taken up in time, then closed, then told to whoever reported it', () => {
    const same = { incidentId: 'x-1', ownerOrganisationId: 'owner' };
    const told = story().record('IncidentReported', { ...same, reportedBy: 'p-1' });
    expect(told.open[0]).toMatchObject({ what: 'incident_taking_up', audience: ['organisation/owner/instrument_manager', 'operator/01953c00-0000-7000-8000-000000000051/owner'], waiting: { dueAt: '2026-03-05T16:00:00.000Z' } });
    expect(told.record('IncidentTakenUp', same).waits).toEqual(['incident_closing']);
    expect(told.record('IncidentClosed', same).open[0]).toMatchObject({ what: 'incident_closed', waiting: { by: { personIds: ['p-1'] }, href: '/api/v1/incidents/x-1' } });
  });
});
