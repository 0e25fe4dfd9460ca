/** Imports point down only: see "Layout" in CONTRIBUTING.md. */
const layer = (from, to) => ({
  name: `${from.join('|')}-points-down`,
  severity: 'error',
  from: { path: `^src/(${from.join('|')})/` },
  to: { path: '^src/', pathNot: [`^src/(${[...to].join('|')})(/|\\.ts$)`] },
});
const ground = [
  'config',
  'errors',
  'ids',
  'clock',
  'locale',
  'log',
  'repeats',
  'flow',
  'shards',
  'files',
  'fileLock',
  'openSqlite',
  'newest',
  'newFile',
  'patterns',
];
const adapters = ['llm', 'store', 'discord', 'report'];
const reading = ['figures', 'periods'];

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...ground.map((name) => ({
      name: `${name}-is-ground`,
      severity: 'error',
      from: { path: `^src/${name}(/|\\.ts$)` },
      to: { path: '^src/', pathNot: `^src/(${ground.join('|')})(/|\\.ts$)` },
    })),
    layer(['mood'], ['mood', ...ground]),
    layer(['schedule'], ['schedule', 'mood', ...ground]),
    layer(['periods'], ['periods', 'mood', ...ground]),
    ...adapters.map((name) => layer([name], [name, 'mood', ...ground])),
    // What answers and reports read from the store.
    layer(['figures'], ['figures', 'periods', 'store', 'report', 'mood', ...ground]),
    layer(['assistant'], ['assistant', ...reading, ...adapters, 'mood', ...ground]),
    // Deliveries bring the report's plain data from the outbox in the store to the outside.
    layer(['deliver'], ['deliver', 'store', 'report', 'mood', ...ground]),
    layer(['pipeline'], ['pipeline', 'assistant', 'deliver', ...reading, ...adapters, 'mood', ...ground]),
    ...['events', 'commands', 'jobs'].map((name) =>
      layer([name], [name, 'pipeline', 'deliver', 'schedule', ...reading, ...adapters, 'mood', ...ground]),
    ),
    // Measures the ports from outside; nothing but the composition knows of it.
    layer(['ops'], ['ops', 'jobs', 'pipeline', 'schedule', ...adapters, 'mood', ...ground]),
    // It shows what commands tell and does what their buttons do, by the same rights.
    layer(
      ['dashboard'],
      [
        'dashboard',
        'commands',
        'jobs',
        'pipeline',
        'deliver',
        'schedule',
        ...reading,
        ...adapters,
        'mood',
        ...ground,
      ],
    ),
    layer(['demo'], ['demo', ...ground]),
    {
      name: 'packages-stand-alone',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^(src|test|bench|packages)/', pathNot: '^packages/$1/' },
    },
    // By name, never by a path into it; the server itself only where it is started and played on.
    {
      name: 'packages-are-imported-by-name',
      severity: 'error',
      from: { pathNot: '^packages/' },
      to: { path: '^packages/', dependencyTypesNot: ['aliased', 'localmodule', 'npm'] },
    },
    {
      name: 'only-the-composition-starts-the-local-server',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(compose|demo)/' },
      to: { path: '^packages/local-discord/src/' },
    },
    {
      name: 'only-jobs-agenda-imports-agenda',
      severity: 'error',
      from: { pathNot: '^(src/jobs/agenda|test/jobs/agenda)/' },
      to: { path: 'node_modules/(agenda|@agendajs)/' },
    },
    {
      name: 'src-never-imports-tests',
      severity: 'error',
      from: { path: '^(src|packages/[^/]+/src)' },
      to: { path: '(^|/)(test|bench)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['source', 'types', 'import', 'node', 'default'],
    },
  },
};
