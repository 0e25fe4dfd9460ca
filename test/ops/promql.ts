// Which metrics and labels an expression names, and which a scrape holds.

/** By metric, its labels and the values that each of them has. */
export type Series = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** What a scrape holds, as Prometheus reads it. */
export function seriesOf(exposition: string): Series {
  const series = new Map<string, Map<string, Set<string>>>();
  for (const line of exposition.split('\n')) {
    const [, name = '', inside = ''] = /^([a-z_:][\w:]*)(?:\{(.*)\})? \S+$/i.exec(line) ?? [];
    if (name === '') continue;
    const labels = series.get(name) ?? new Map<string, Set<string>>();
    series.set(name, labels);
    for (const [, label = '', value = ''] of inside.matchAll(LABEL)) {
      labels.set(label, (labels.get(label) ?? new Set()).add(value));
    }
  }
  return series;
}

/** Metrics named in an expression, each with the labels it is filtered by; and labels it is grouped by. */
function namedIn(expression: string) {
  const metrics = [...expression.matchAll(/\b((?:barometer|process|nodejs)_\w+)(?:\{([^}]*)\})?/g)].map(
    ([, name = '', inside = '']) => ({
      name,
      filters: [...inside.matchAll(/(\w+)=~?"([^"]*)"/g)].flatMap(([, label = '', values = '']) =>
        values.split('|').map((value) => ({ label, value })),
      ),
    }),
  );
  const groups = [...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, inside = '']) =>
    inside.split(',').map((label) => label.trim()),
  );
  return { metrics, groups };
}

/** What an expression names that the scrape lacks, in words. `shown`: labels that a legend or a text shows besides. */
export function missingIn(expression: string, shown: readonly string[], series: Series): string[] {
  const { metrics, groups } = namedIn(expression);
  if (metrics.length === 0) return ['no metric'];
  return metrics.flatMap(({ name, filters }) => {
    const labels = series.get(name);
    if (!labels) return [name];
    const unknown = filters.filter(({ label, value }) => !labels.get(label)?.has(value));
    const absent = [...groups, ...shown].filter((label) => !labels.has(label));
    return [
      ...unknown.map(({ label, value }) => `${name}{${label}="${value}"}`),
      ...absent.map((label) => `${name} by ${label}`),
    ];
  });
}
