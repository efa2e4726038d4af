// Runs in every thread of a daemon under test, before its first module: gives it a model of words instead of the real
// one, and puts the crash point that is asked for around one exported function. The product needs no seam for it and
// ships none: its own function names are the names of the steps.
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { ASKED_POINT, BUILD, readPoint } from './crash-point.ts';

/** Of the daemon's own files, as they were built. */
const ROOT = pathToFileURL(`${process.env[BUILD] ?? ''}/`).href;
const FAKE_MODEL = new URL('fake-model.ts', import.meta.url).href;
const SOON = new URL('soon.ts', import.meta.url).href;
const REACH = new URL('reach-point.ts', import.meta.url).href;
const WRAPPED = '?with-crash-point';

/** What needs a model's files, and what is asked of them. */
const REPLACED = new Set(
  ['open-embedder', 'provide-model', 'wordpiece'].map((name) => `${ROOT}daemon/embed/${name}.js`),
);

const withFakeModel = process.env['CRASH_REAL_MODEL'] !== '1';
const asked = process.env[ASKED_POINT];
const point = asked === undefined ? null : readPoint(asked);
const pointed = point === null ? null : `${ROOT}${point.module}.js`;

registerHooks({
  resolve(specifier, context, next) {
    // The start leaves the comparison for later, once the first questions are answered; a campaign has none.
    if (specifier === 'node:timers/promises' && context.parentURL === `${ROOT}daemon/ingest/repair-soon.js`)
      return next(SOON, context);
    const found = next(specifier, context);
    if (withFakeModel && REPLACED.has(found.url)) return next(FAKE_MODEL, context);
    if (found.url !== pointed || context.parentURL === `${pointed}${WRAPPED}`) return found;
    return { ...found, url: `${pointed}${WRAPPED}`, format: 'module' };
  },
  load(url, context, next) {
    if (point === null || url !== `${pointed}${WRAPPED}`) return next(url, context);
    // A name that a module exports itself wins over the same name in `export *`.
    const source = `
      import { stopAt } from ${JSON.stringify(REACH)};
      import * as real from ${JSON.stringify(pointed)};
      export * from ${JSON.stringify(pointed)};
      export const ${point.step} = stopAt(real.${point.step});`;
    return { format: 'module', source, shortCircuit: true };
  },
});
