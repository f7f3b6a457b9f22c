/** Where the suites of this folder find MongoDB; `npm run test:servers` starts one where none is named. */
export const mongodbUrl: string = process.env['MONGODB_URL'] ?? '';

if (mongodbUrl === '') throw new Error('MONGODB_URL names no server: run these suites by npm run test:servers');
