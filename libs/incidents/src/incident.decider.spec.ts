import { specification } from '@hewu/kernel/src/testing.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { IncidentClosed, IncidentReported, IncidentTakenUp } from './events.js';
import { incident } from './incident.decider.js';

const NOW = '2026-03-02T01:00:00.000Z';
const rule = (id: AppliedRule['id']): AppliedRule => ({ id, jurisdiction: 'CN', version: 1, amount: 2, unit: 'working_days', force: 'default', article: '', verification: 'proposal' });
const respondBy = { startedOn: '2026-03-02', respondOn: '2026-03-04', at: '2026-03-04T16:00:00.000Z', remindAt: null, provisional: false, calendarVersion: 'x', rule: rule('incident_response_days'), reminderRule: rule('reminder_days') };
const data = { incidentId: 'x', instrumentId: 'i', ownerOrganisationId: 'institute', bookingId: 'b', severity: 'minor', what: '冷却水漏', files: [], reportedBy: 'luo', organisationId: 'firm', respondBy } as const;
const reported: IncidentReported = { type: 'IncidentReported', data: { ...data, reportedAt: NOW } };
const of = { incidentId: 'x', instrumentId: 'i', ownerOrganisationId: 'institute' };
const takenUp = (outageId: string | null = null, outageUntil: string | null = null): IncidentTakenUp => ({ type: 'IncidentTakenUp', data: { ...of, outageId, outageUntil, takenUpBy: 'chen', takenUpAt: NOW } });
const closed: IncidentClosed = { type: 'IncidentClosed', data: { ...of, measures: '更换接头', closedBy: 'chen', closedAt: NOW } };
const none = { outageId: null, outageUntil: null };
const by = { ownerOrganisationId: 'institute', actorId: 'chen', now: NOW };

describe('an incident', () => {
  const given = specification(incident);

  test('is reported once under its id', () => {
    given().when({ do: 'report', data, now: NOW }).then(reported);
    given().when({ do: 'report', data, now: NOW }).thenRepeatingIsHarmless();
    const others: readonly Partial<IncidentReported['data']>[] = [{ what: '别的' }, { bookingId: null }, { severity: 'serious' }, { files: [{ fileId: 'f', sha256: 'ab', bytes: 1, mediaType: 'image/png' }] }, { organisationId: 'rival' }];
    for (const change of others) given(reported).when({ do: 'report', data: { ...data, ...change }, now: NOW }).thenRefused('incident_id_reused');
    // Said again later, the time to answer counts from the first.
    given(reported).when({ do: 'report', data: { ...data, respondBy: { ...respondBy, respondOn: '2026-03-05' } }, now: NOW }).thenNothing();
  });

  test('is taken up by the owner, and an outage may follow', () => {
    given(reported).when({ do: 'take_up', ...none, ...by }).then(takenUp());
    given(reported).when({ do: 'take_up', ...none, ...by }).thenRepeatingIsHarmless();
    given(reported, takenUp()).when({ do: 'take_up', outageId: 'o', outageUntil: '17:00', ...by }).then(takenUp('o', '17:00'));
    given(reported).when({ do: 'take_up', ...none, ...by, ownerOrganisationId: 'rival' }).thenRefused('incident_unknown');
    given().when({ do: 'take_up', ...none, ...by }).thenRefused('incident_unknown');
    given(reported, takenUp(), closed).when({ do: 'take_up', ...none, ...by }).thenRefused('incident_closed');
  });

  test('is taken up once: the same again is a repetition, an outage until another time or none at all is refused', () => {
    const until = (outageUntil: string) => ({ do: 'take_up', outageId: 'o', outageUntil, ...by }) as const;
    given(reported).when(until('17:00')).thenRepeatingIsHarmless();
    given(reported, takenUp('o', '17:00')).when(until('18:00')).thenRefused('incident_taken_up_differently', { outageUntil: '17:00' });
    given(reported, takenUp('o', '17:00')).when({ do: 'take_up', ...none, ...by }).thenRefused('incident_taken_up_differently', { outageUntil: '17:00' });
    // Where it was not kept until when, the outage alone tells.
    const { outageUntil: _, ...old } = takenUp('o').data;
    given(reported, { type: 'IncidentTakenUp', data: old }).when(until('18:00')).thenNothing();
  });

  test('is closed with measures, when it was taken up', () => {
    given(reported, takenUp()).when({ do: 'close', measures: '更换接头', ...by }).then(closed);
    given(reported, takenUp()).when({ do: 'close', measures: '更换接头', ...by }).thenRepeatingIsHarmless();
    given(reported).when({ do: 'close', measures: '更换接头', ...by }).thenRefused('incident_not_taken_up');
    given(reported, takenUp(), closed).when({ do: 'close', measures: '别的', ...by }).thenRefused('incident_closed');
    given(reported, takenUp()).when({ do: 'close', measures: '更换接头', ...by, ownerOrganisationId: 'rival' }).thenRefused('incident_unknown');
  });
});
