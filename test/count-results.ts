/** The part of Vitest's JSON report that is counted. */
export interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

export interface Counted {
  readonly passed: number;
  readonly failed: number;
  /** What counts as failed besides tests that say so, each in one sentence. */
  readonly remarks: readonly string[];
}

/** Counts a run so that silence never passes: a file that did not load, a test that did not run, and a run of nothing are failures. */
export function countResults({ testResults }: VitestReport, exitCode: number): Counted {
  const statuses = testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ status }) => status),
  );
  const passed = statuses.filter((status) => status === 'passed').length;
  const said = statuses.filter((status) => status === 'failed').length;
  const remarks = [
    ...testResults
      .filter(
        ({ status, assertionResults }) =>
          status === 'failed' && assertionResults.every((a) => a.status !== 'failed'),
      )
      .map(({ name, message }) => `${name} did not run: ${message.split('\n')[0] ?? ''}`),
    ...(passed + said < statuses.length ? [`${statuses.length - passed - said} tests did not run.`] : []),
    ...(statuses.length === 0 ? ['No test ran.'] : []),
  ];
  const unsaid =
    exitCode !== 0 && said + remarks.length === 0 ? [`Vitest ended with exit code ${exitCode}.`] : [];
  return { passed, failed: said + remarks.length + unsaid.length, remarks: [...remarks, ...unsaid] };
}
