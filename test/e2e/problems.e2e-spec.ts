import { contexts } from '../../apps/api/src/contexts.js';
import { problemTable } from '../../libs/platform/src/problem-table.js';
import { startWorld, type World } from '../support/world.js';

describe('the type of a problem leads to what it means', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  test('a problem that was met is explained to programs in both languages, with its status and rule', async () => {
    const { body: problem } = await world.anonymous.get('/api/v1/me').expect(401);
    const { body: kind } = await world.anonymous.get(problem.type as string).expect(200);
    expect(kind).toEqual({ type: '/problems/sign_in_required', code: 'sign_in_required', status: 401, title: { zh: '请先登录', en: 'Please sign in' }, rule: null });
    const { body: ruled } = await world.anonymous.get('/problems/statutory_day_missing').expect(200);
    expect(ruled).toMatchObject({ status: 422, rule: { zh: '全国年节及纪念日放假办法（2024年修订）', en: 'Regulation on Public Holidays (as amended 2024)' } });
  });

  test('and to people as a page, in their language first', async () => {
    const page = await world.anonymous.get('/problems/statutory_day_missing').set('accept', 'text/html,*/*;q=0.8').set('accept-language', 'en').expect(200);
    expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'content-language': 'en' });
    expect(page.text).toMatch(/<html lang="en">.*<h1><code>statutory_day_missing<\/code><\/h1>\s<p lang="en">Days that are off by law are missing<\/p>\s<p lang="zh-CN">缺少法定放假的日子<\/p>/s);
    expect(page.text).toContain('422');
    expect(page.text).toContain('Regulation on Public Holidays (as amended 2024)');
    expect((await world.anonymous.get('/problems/not_found').set('accept', 'text/html').expect(200)).text).toMatch(/^<!doctype html>\s<html lang="zh-CN">/);
  });

  test('every code of the product has its page, and nothing else has', async () => {
    const codes = [...problemTable(contexts).keys()];
    const met: string[] = [];
    for (const code of codes) met.push(((await world.anonymous.get(`/problems/${code}`).expect(200)).body as { code: string }).code);
    expect(met).toEqual(codes);
    for (const none of ['no_such_code', '__proto__', 'constructor', 'slot_taken/more', '%00']) expect((await world.anonymous.get(`/problems/${none}`).expect(404)).body.code).toBe('not_found');
    await world.anonymous.post('/problems/not_found').expect(405);
  });
});
