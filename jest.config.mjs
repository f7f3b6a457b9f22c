// Nest 12 and its kin are ESM only; Jest on Node 20 runs CommonJS. So tests and those packages are compiled by SWC.
const swc = (typescript) => ['@swc/jest', {
  swcrc: false,
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
  jsc: {
    target: 'es2022',
    parser: typescript ? { syntax: 'typescript', decorators: true, dynamicImport: true } : { syntax: 'ecmascript', dynamicImport: true },
    ...(typescript ? { transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false } } : {}),
    keepClassNames: true,
  },
}];
const esmOnly = ['@nestjs/[^/]+', 'file-type', 'strtok3', 'token-types', 'uint8array-extras', '@tokenizer/[^/]+', '@borewit/text-codec', 'glob', 'minimatch', 'brace-expansion', 'balanced-match', 'path-scurry', 'minipass', 'lru-cache', 'uuid', 'jose', 'fast-check', 'pure-rand', 'qr'];
const common = {
  testEnvironment: 'node',
  setupFilesAfterEnv: ['<rootDir>/test/support/patience.cjs'],
  resolver: '<rootDir>/jest.resolver.cjs',
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json'],
  transform: { '^.+\\.ts$': swc(true), '^.+\\.m?js$': swc(false) },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  moduleNameMapper: {
    '^@hewu/([^/]+)/(.*)\\.js$': '<rootDir>/libs/$1/$2.ts',
    '^fast-check$': '<rootDir>/test/support/fast-check.cjs',
    '^file-type$': '<rootDir>/node_modules/file-type/index.js',
  },
};
export default {
  // Also where jest would take one: a process that runs all suites one after the other keeps what each has left, and slows down.
  maxWorkers: 2,
  workerIdleMemoryLimit: '800MB',
  projects: [
    { ...common, displayName: 'unit', testMatch: ['<rootDir>/{apps,libs}/**/*.spec.ts'] },
    { ...common, displayName: 'integration', testMatch: ['<rootDir>/{apps,libs}/**/*.int-spec.ts', '<rootDir>/test/{contracts,architecture,sim}/**/*.spec.ts'] },
    { ...common, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.e2e-spec.ts'] },
    // Against servers that must be there: `npm run test:servers`.
    { ...common, displayName: 'servers', testMatch: ['<rootDir>/test/servers/**/*.server-spec.ts'] },
    // The stories once more, on servers; but for those that are about a data folder, as the demonstration is, or start two worlds in one process,
    // which the client of EventStoreDB does not allow.
    { ...common, displayName: 'stories', testMatch: ['<rootDir>/test/e2e/**/*.e2e-spec.ts'], testPathIgnorePatterns: ['/(demo-[^/]+|faults|imports-cut-off|inbox-mail|kill|operator|readme)\\.e2e-spec\\.ts$'], setupFilesAfterEnv: ['<rootDir>/test/servers/stories.ts'] },
  ],
};
