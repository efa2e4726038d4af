import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import type { ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import { describe, expect, test } from 'vitest';

const boundaries = await extractDepcruiseConfig(
  fileURLToPath(new URL('../../.dependency-cruiser.mjs', import.meta.url)),
);
const rules = boundaries.forbidden ?? [];
const names = rules.map((rule) => rule.name ?? '');

async function cruiseTree(baseDir: URL): Promise<ICruiseResult> {
  const { output } = await cruise(['daemon', 'extension', 'shared', 'test'], {
    ...boundaries.options,
    baseDir: fileURLToPath(baseDir),
    validate: true,
    ruleSet: { forbidden: rules },
  });
  if (typeof output === 'string') throw new Error('The cruise answered with text.');
  return output;
}

/** A planted file is named `<rule>.ts` or `<rule>--<case>.ts`; the leaves' rule goes by file name, so its plant is a leaf. */
function ruleBrokenBy(file: string): string {
  if (file === 'daemon/log.ts') return 'leaves-know-no-room';
  return basename(file).replace(/(--.*)?\.tsx?$/, '');
}

describe('in the tree of planted violations', async () => {
  const { modules, summary } = await cruiseTree(new URL('planted/', import.meta.url));
  const planted = modules.map(({ source }) => source).filter((file) => names.includes(ruleBrokenBy(file)));

  test.each(names)('%s has a plant', (name) => {
    expect(planted.map(ruleBrokenBy)).toContain(name);
  });

  test.each(planted)('%s is caught', (file) => {
    const caughtBy = summary.violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);
    expect(caughtBy).toContain(ruleBrokenBy(file));
  });
});

describe('in the product', async () => {
  const { modules } = await cruiseTree(new URL('../../', import.meta.url));

  test('the checker really saw the product', () => {
    const product = modules.filter(({ source }) =>
      /^(daemon|extension|shared)\/.*(?<!\.test)\.tsx?$/.test(source),
    );
    expect(product.length).toBeGreaterThan(40);
  });

  test('every rule gives its reason', () => {
    expect(rules.filter(({ comment }) => (comment ?? '').length < 40).map(({ name }) => name)).toEqual([]);
  });
});
