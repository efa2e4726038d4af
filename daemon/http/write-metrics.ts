/** One figure by its name without `pagekeep_`; a name that ends in `_total` only ever rises. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[];
}

/** Figures in the text format of Prometheus, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/). */
export function writeMetrics(metrics: readonly Metric[]): string {
  return metrics
    .flatMap(({ name, help, samples }) => [
      `# HELP pagekeep_${name} ${help}`,
      `# TYPE pagekeep_${name} ${name.endsWith('_total') ? 'counter' : 'gauge'}`,
      ...samples.map(({ labels = {}, value }) => `pagekeep_${name}${writeLabels(labels)} ${value}`),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

function writeLabels(labels: Readonly<Record<string, string>>): string {
  const written = Object.entries(labels).map(
    ([name, value]) =>
      `${name}="${value.replaceAll(/[\\"\n]/g, (sign) => (sign === '\n' ? '\\n' : `\\${sign}`))}"`,
  );
  return written.length === 0 ? '' : `{${written.join(',')}}`;
}
