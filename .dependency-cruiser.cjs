/** Imports point down only: see "Layout" in CONTRIBUTING.md. */
const layer = (from, to) => ({
  name: `${from.join('|')}-points-down`,
  severity: 'error',
  from: { path: `^src/(${from.join('|')})/` },
  to: { path: '^src/', pathNot: [`^src/(${[...to].join('|')})(/|\\.ts$)`] },
});
const ground = ['config', 'errors', 'ids', 'clock', 'locale', 'log', 'repeats', 'aborting', 'shards'];
const adapters = ['llm', 'store', 'discord', 'report'];

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...ground.map((name) => ({
      name: `${name}-is-ground`,
      severity: 'error',
      from: { path: `^src/${name}\\.ts$` },
      to: { path: '^src/', pathNot: `^src/(${ground.join('|')})\\.ts$` },
    })),
    layer(['mood'], ['mood', ...ground]),
    ...adapters.map((name) => layer([name], [name, 'mood', ...ground])),
    // Deliveries bring the report's plain data from the outbox in the store to the outside.
    layer(['deliver'], ['deliver', 'store', 'report', 'mood', ...ground]),
    layer(['pipeline'], ['pipeline', 'deliver', ...adapters, 'mood', ...ground]),
    ...['events', 'commands', 'jobs'].map((name) =>
      layer([name], [name, 'pipeline', 'deliver', ...adapters, 'mood', ...ground]),
    ),
    layer(['preview'], ['preview', ...adapters, 'mood', ...ground]),
    {
      name: 'only-jobs-agenda-imports-agenda',
      severity: 'error',
      from: { pathNot: '^(src/jobs/agenda|test/jobs/agenda)/' },
      to: { path: 'node_modules/(agenda|@agendajs)/' },
    },
    {
      name: 'src-never-imports-tests',
      severity: 'error',
      from: { path: '^src' },
      to: { path: '^(test|bench)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
