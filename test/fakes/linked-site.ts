import type { Page } from './web-site.ts';

/** A page of words of its own and links; what is not given is made up from its path. */
export function linkedPage(
  path: string,
  links: readonly string[],
  more: { head?: string; body?: string } = {},
): Page {
  const anchors = links.map((to) => `<li><a href="${to}">On to ${to}</a></li>`).join('');
  const html = `<!doctype html><html lang="en"><head><title>Page ${path}</title>${more.head ?? ''}</head><body><main>
    <h1>About ${path}</h1>${more.body ?? sentences(path)}</main><nav><ul>${anchors}</ul></nav></body></html>`;
  return (_request, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end(html);
}

const WORDS =
  'olive press harvest grove river stone morning jar cellar mountain window copper linen harbour lantern meadow orchard salt anchor violin paper garden winter bread canyon feather'.split(
    ' ',
  );

/** A paragraph that differs from page to page in its words, not only in its numbers. */
function sentences(path: string): string {
  let seed = path.split('').reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 7);
  const word = (): string => {
    seed = (seed * 1_664_525 + 1_013_904_223) >>> 0;
    return WORDS[(seed >>> 8) % WORDS.length] ?? '';
  };
  const text = Array.from({ length: 12 }, () => `The ${word()} by the ${word()} keeps the ${word()} dry.`);
  return `<p>${text.join(' ')}</p>`;
}
