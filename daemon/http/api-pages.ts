import { escapeHtml } from '../escape-html.ts';
import { describeApi } from './describe-api.ts';
import type { ServedFile } from './served-pages.ts';

interface DescribedRoute {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters: readonly { name: string; in: string; required: boolean; schema: unknown }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: unknown }>> };
  readonly responses: Readonly<Record<string, { content?: Readonly<Record<string, { schema: unknown }>> }>>;
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; }
details { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: 0.5rem 0; }
summary { cursor: pointer; }
code, pre { font: 0.875rem/1.45 ui-monospace, monospace; }
pre { overflow-x: auto; padding: 0.75rem; background: color-mix(in srgb, currentColor 6%, transparent); }
td, th { padding: 0.125rem 1rem 0.125rem 0; text-align: left; vertical-align: top; }
`;

/** The described API for programs and for people: `/openapi.json`, and `/docs`, which asks for nothing from outside and runs no script. */
export function apiPage(path: string, version: string): ServedFile {
  const api = describeApi(version);
  if (path === '/openapi.json') return served('application/json', JSON.stringify(api));
  if (path === '/docs.css') return served('text/css; charset=utf-8', STYLE);
  return served('text/html; charset=utf-8', writeDocs(version, api['paths'] as Paths));
}

type Paths = Readonly<Record<string, Readonly<Record<string, DescribedRoute>>>>;

function served(type: string, text: string): ServedFile {
  return { status: 200, type, body: new TextEncoder().encode(text) };
}

function writeDocs(version: string, paths: Paths): string {
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, route]) => writeRoute(method.toUpperCase(), path, route)),
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Pagekeep: routes</title><link rel="stylesheet" href="/docs.css"></head><body>
<h1>Pagekeep ${escapeHtml(version)}: routes</h1>
<p>Every route but those marked “open” takes <code>Authorization: Bearer …</code>; <code>pagekeep token create</code> makes
a token. Answers are <code>{"success": true, "data": …, "timestamp": …}</code>, refusals
<code>{"success": false, "error": {"code", "message"}}</code>. For programs: <a href="/openapi.json">/openapi.json</a>.</p>
${routes.join('\n')}
</body></html>
`;
}

function writeRoute(method: string, path: string, route: DescribedRoute): string {
  const rows = route.parameters.map(
    ({ name, in: place, required, schema }) =>
      `<tr><td><code>${escapeHtml(name)}</code></td><td>${place}${required ? ', required' : ''}</td><td><code>${escapeHtml(JSON.stringify(schema))}</code></td></tr>`,
  );
  const body = route.requestBody?.content['application/json']?.schema;
  const [answer] = Object.entries(route.responses['200']?.content ?? {});
  const [type, { schema }] = answer ?? ['', { schema: {} }];
  return `<details id="${escapeHtml(route.operationId)}"><summary><code>${method} ${escapeHtml(path)}</code> ${escapeHtml(route.summary)}</summary>
<p>${route.description === undefined ? 'Open: no token is asked.' : escapeHtml(route.description)}</p>
${rows.length === 0 ? '' : `<table>${rows.join('')}</table>`}
${body === undefined ? '' : `<p>Body</p><pre>${escapeHtml(JSON.stringify(body, null, 2))}</pre>`}
<p>Answer (${escapeHtml(type)})</p><pre>${escapeHtml(JSON.stringify(schema, null, 2))}</pre></details>`;
}
