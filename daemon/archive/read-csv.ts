import type { ImportedAddress } from '../../shared/contract/archive.ts';

/** The rows of a table with a column `url`, as Pocket (tags by `|`), Instapaper (a folder) and others write it. */
export function readCsv(text: string): ImportedAddress[] {
  const [head = [], ...rows] = splitCsv(text);
  const names = head.map((name) =>
    name
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase(),
  );
  const cell = (row: readonly string[], ...asked: string[]): string => {
    const at = names.findIndex((name) => asked.includes(name));
    return at === -1 ? '' : (row[at] ?? '').trim();
  };
  return rows.flatMap((row) => {
    const url = cell(row, 'url', 'link', 'href');
    if (!/^https?:/i.test(url)) return [];
    const folder = cell(row, 'folder').replace(/^(?:unread|archive)$/i, '');
    const tags = [
      ...cell(row, 'tags')
        .replaceAll(/[[\]"]/g, '')
        .split(/[|,;]/),
      folder,
    ];
    return [
      {
        url,
        title: cell(row, 'title', 'name'),
        tags: [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ''))],
        note: cell(row, 'note', 'selection', 'description') || null,
      },
    ];
  });
}

/** RFC 4180: quoted cells may hold commas, breaks and doubled quotes. */
function splitCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (row.some((one) => one !== '')) rows.push(row);
    row = [];
  }
  return rows;
}
