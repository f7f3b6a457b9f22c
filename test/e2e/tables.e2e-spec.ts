import { XLSX } from '../../libs/platform/src/media-types.js';
import { at, instrumentWith, laboratory } from '../support/laboratory.js';
import { startWorld, type World } from '../support/world.js';

/** A Tuesday; the story begins on the Monday before. */
const DAY = '2026-03-03';

describe('a list that is told at once', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  test('is a table too, with the same rows', async () => {
    const lab = await laboratory(world);
    const id = await instrumentWith(lab.manager);
    await lab.luo.post(`/api/v1/instruments/${id}/bookings`, { from: at(DAY, '09:00'), until: at(DAY, '11:00') }).expect(201);
    await lab.manager.post(`/api/v1/instruments/${id}/keys`, { publicKey: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }).expect(201);
    await world.settled();
    const span = `from=${at(DAY, '00:00')}&until=${at(DAY, '23:00')}`;
    for (const path of [`instruments/${id}/free?${span}&minutes=60`, `instruments/${id}/group`, `instruments/${id}/schedule?${span}`, `schedules?instruments=${id}&${span}`, `instruments/${id}/keys`]) {
      const { items } = (await lab.manager.get(`/api/v1/${path}`).expect(200)).body as { items: object[] };
      const { text, type } = await lab.manager.get(`/api/v1/${path}`).set('accept', 'text/csv').expect(200);
      const [head, ...rows] = text.replace('\ufeff', '').trim().split('\r\n');
      expect({ path, type, columns: head!.split(','), rows: rows.length }).toEqual({ path, type: 'text/csv', columns: Object.keys(items[0]!), rows: items.length });
      expect((await lab.manager.get(`/api/v1/${path}`).set('accept', XLSX).expect(200)).type).toBe(XLSX);
    }
  });
});
