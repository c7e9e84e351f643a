/** Who may import whom; docs/architecture.md explains each rule. @type {import('dependency-cruiser').IConfiguration} */
const forbidden = [
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  {
    name: 'no-orphans',
    severity: 'error',
    from: { orphan: true, pathNot: ['\\.d\\.ts$', '^app/', '\\.test\\.tsx?$'] },
    to: {},
  },
  {
    name: 'domain-is-pure',
    comment: 'Domain code takes time, seeds and hashes as arguments; it imports itself and zod only.',
    severity: 'error',
    from: { path: '^lib/domain/', pathNot: '\\.test\\.ts$' },
    to: { pathNot: ['^lib/domain/', '^node_modules/zod/'] },
  },
  {
    name: 'services-take-their-tools-as-arguments',
    severity: 'error',
    from: { path: '^lib/services/', pathNot: '\\.test\\.ts$' },
    to: {
      pathNot: ['^lib/(domain|services|contracts|config)/', '^node_modules/zod/', '^node:crypto$', 'crypto'],
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'adapters-do-not-import-each-other',
    severity: 'error',
    from: { path: '^lib/adapters/([^/]+)/', pathNot: '\\.test\\.ts$' },
    to: { path: '^lib/adapters/', pathNot: '^lib/adapters/$1/' },
  },
  {
    name: 'adapters-stay-low',
    severity: 'error',
    from: { path: '^lib/adapters/', pathNot: '\\.test\\.ts$' },
    to: { path: '^(lib/(services|http|client|view-models|composition)|app|components|inngest|cli|server)/' },
  },
  {
    name: 'only-entry-points-compose',
    severity: 'error',
    from: {
      pathNot: [
        '^(app|inngest|cli|server|e2e|bench|scripts)/',
        '^lib/composition/',
        '\\.test\\.ts$',
        '^lib/testing/',
      ],
    },
    to: { path: '^lib/composition/' },
  },
  {
    name: 'browser-code-stays-in-the-browser',
    severity: 'error',
    from: { path: '^(components|lib/client|lib/view-models)/' },
    to: { path: '^lib/(services|adapters|http|composition|config)/' },
  },
  {
    name: 'no-test-code-in-product-code',
    severity: 'error',
    from: { pathNot: ['\\.test\\.tsx?$', '^lib/testing/', '^e2e/', '^bench/'] },
    to: { path: ['\\.test\\.tsx?$', '^lib/testing/', '^e2e/'] },
  },
];

export default {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^lib/adapters/db/generated/', '^\\.next/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
