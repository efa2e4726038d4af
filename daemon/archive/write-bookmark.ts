import { escapeHtml } from '../escape-html.ts';
import type { StoredPage } from '../store/rows.ts';

/** What a bookmarks file of the kind begins with that every browser reads (Netscape, 1996). */
export const BOOKMARKS_START = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
`;

/** A page as a bookmark, with its tags, date and note. */
export function writeBookmark({ url, title, captured_at, tags, note }: StoredPage): string {
  const seconds = Math.floor(captured_at / 1000);
  const named =
    tags.length === 0 ? '' : ` TAGS="${escapeHtml(tags.map((tag) => tag.replaceAll(',', ' ')).join(','))}"`;
  const said = note === null ? '' : `<DD>${escapeHtml(note)}\n`;
  return `<DT><A HREF="${escapeHtml(url)}" ADD_DATE="${seconds}"${named}>${escapeHtml(title)}</A>\n${said}`;
}
