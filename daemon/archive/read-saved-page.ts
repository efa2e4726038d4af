import type { ImportItem } from './read-import.ts';

/** A page saved with its HTML, where it says which it is: by SingleFile, or by a browser's "save as". null for any other. */
export function readSavedPage(html: string): Extract<ImportItem, { kind: 'capture' }> | null {
  const head = html.slice(0, 4096);
  const single = /<!--\s+Page saved with SingleFile\s+url:\s*(\S+)(?:\s+saved date:\s*([^\n]+?)\s*\n)?/i.exec(
    head,
  );
  const marked = /<!--\s*saved from url=\(\d{4}\)(\S+?)\s*-->/i.exec(head);
  const url = single?.[1] ?? marked?.[1];
  if (url === undefined || !/^https?:/i.test(url)) return null;
  const captured = Date.parse((single?.[2] ?? '').replace(/\(.*\)/, ''));
  return {
    kind: 'capture',
    url,
    html,
    ...(!Number.isNaN(captured) && { captured_at: new Date(captured).toISOString() }),
  };
}
