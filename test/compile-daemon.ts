import { cpSync, globSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = new URL('../', import.meta.url);
const dist = new URL('dist/', root);

/**
 * Makes `dist` anew: the daemon as JavaScript, since Node strips no types under node_modules, in few files, since reading
 * hundreds is half of a start. All of them lie side by side: code names its worker or its data as lying beside it.
 */
export async function compileDaemon(): Promise<number> {
  const workers = globSync('daemon/**/*-worker.ts', { cwd: fileURLToPath(root) });
  await build({
    configFile: false,
    logLevel: 'warn',
    root: fileURLToPath(root),
    // What has native parts, or is large and seldom needed, stays where npm puts it.
    ssr: {
      noExternal: true,
      external: ['better-sqlite3', 'onnxruntime-node', 'sqlite-vec', '@xenova/transformers', 'eld'],
    },
    build: {
      ssr: true,
      target: 'node22',
      outDir: fileURLToPath(dist),
      minify: false,
      rolldownOptions: {
        input: {
          pagekeep: fileURLToPath(new URL('daemon/cli/main.ts', root)),
          ...Object.fromEntries(
            workers.map((file) => [basename(file, '.ts'), fileURLToPath(new URL(file, root))]),
          ),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  for (const file of globSync('{daemon,shared}/**/*.{sql,json,py,txt}', { cwd: fileURLToPath(root) })) {
    if (basename(file).startsWith('tsconfig')) continue;
    // A folder of data lies beside the code that reads it.
    cpSync(new URL(file, root), new URL(`${basename(dirname(file))}/${basename(file)}`, dist));
  }
  return 0;
}
