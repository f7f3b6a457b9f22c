// Who may import whom (docs/decisions, CONTRIBUTING). Each rule is seen to fail on its own offender in test/architecture/offenders.
const shared = '^libs/(access|conduct|kernel|platform|identifiers|calendar|files|imports|qualifications|rules|rights|search|words)/';

module.exports = {
  forbidden: [
    {
      name: 'deciders-are-pure',
      comment: "A decider knows its events, the kernel's two type files and pure parts of its own folder; nothing that could do something.",
      severity: 'error',
      from: { path: '\\.decider\\.ts$' },
      to: { pathNot: ['\\.decider\\.ts$', '/[a-z-]*events\\.ts$', '^libs/kernel/src/(decider|event)\\.ts$', '^libs/identifiers/src/', '^libs/calendar/src/(days|period|public-holidays|working-calendar|zone-offset)\\.ts$', '^libs/rules/src/rule-(catalogue|set|version)\\.ts$', '/(laws|same-content|opening-rules|tariff|notice-id|transfer-command|transfer-state|transfer-price|transfer-ending|transfer-room|listing-term|listing-command|listing-state|listing-review|listing-life|achievement-rules|achievement-file-decisions|dormancy-decisions|ip-rules|ip-term|by|ip-number)\\.ts$'] },
    },
    {
      name: 'contexts-meet-in-events',
      comment: 'Of another context only the events are known.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/', pathNot: `${shared}` },
      to: { path: '^libs/', pathNot: ['^libs/$1/', shared, '/events\\.ts$'] },
    },
    { name: 'kernel-stands-alone', comment: 'The kernel knows no context, no platform and no Nest.', severity: 'error', from: { path: '^libs/kernel/' }, to: { path: ['^libs/(?!kernel/)', '^apps/', 'node_modules/@nestjs/'] } },
    { name: 'libs-know-no-app', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    { name: 'product-knows-no-test', severity: 'error', from: { path: '^(libs|apps)/', pathNot: 'spec\\.ts$' }, to: { path: '^test/' } },
    { name: 'one-gateway-to-eventstoredb', severity: 'error', from: { path: '^(libs|apps)/', pathNot: '^libs/kernel/src/eventstoredb-' }, to: { path: 'node_modules/@eventstore/' } },
    { name: 'one-gateway-to-mongodb', severity: 'error', from: { path: '^(libs|apps)/', pathNot: '/mongo-[^/]*\\.ts$' }, to: { path: 'node_modules/(mongoose|mongodb)/' } },
    { name: 'one-driver-of-sqlite', severity: 'error', from: { path: '^(libs|apps)/', pathNot: '^libs/kernel/src/sqlite-driver\\.ts$' }, to: { path: 'node_modules/libsql/' } },
    { name: 'no-cycles', severity: 'error', from: { path: '^(libs|apps)/' }, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
