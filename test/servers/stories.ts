/** Read by `test/support/place.ts`: the worlds of this Jest project are on servers, which takes longer. */
process.env['STORIES_ON'] = 'servers';
jest.setTimeout(240_000);
