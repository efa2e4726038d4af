import type { DeepRequest } from '../../../shared/contract/crawl.ts';
import { addTags } from '../add-tags.ts';
import { draftRetention } from '../draft-retention.ts';
import { EMPTY_DRAFT } from '../remember-draft.ts';
import type { RememberDraft } from '../remember-draft.ts';

/** What a person has chosen for a site before it is remembered. */
export interface SiteDraft extends RememberDraft {
  /** Links from the start page. */
  readonly depth: number;
  readonly pages: string;
  /** `part`: the folder of the start page and what is below it. */
  readonly within: 'site' | 'part' | 'anywhere';
  /** Who opens the pages: the app as a stranger, or this browser as the person who is signed in. */
  readonly reader: 'app' | 'you';
}

export const MOST_LINKS = 5;
export const MOST_PAGES = 250;

export const EMPTY_SITE_DRAFT: SiteDraft = {
  ...EMPTY_DRAFT,
  depth: 2,
  pages: '50',
  within: 'site',
  reader: 'app',
};

const DOORS_OUT =
  'logout log-out log_out logoff signout sign-out sign_out signoff unsubscribe action=delete /delete/ /cart/';
const SAVED_FILES =
  'zip gz tgz bz2 xz 7z rar exe msi dmg pkg deb rpm iso apk doc docx xls xlsx ppt pptx csv mp3 mp4 mov avi';

/** What a person who is signed in would not press by the dozen: doors out, and files that a browser saves instead of showing. */
const LEFT_OUT_AS_YOU = [
  ...DOORS_OUT.split(' ').map((words) => `*${words}*`),
  ...SAVED_FILES.split(' ').map((kind) => `*.${kind}`),
];

/** The number of pages a draft asks for; null when it is none from 1 to 250. */
export function draftPages({ pages }: SiteDraft): number | null {
  const count = Number(pages.trim());
  return /^\d+$/.test(pages.trim()) && count >= 1 && count <= MOST_PAGES ? count : null;
}

/** The folder of a start page, such as `/docs/`; null at the root, where it would be the whole site. */
export function partOf(url: string): string | null {
  const { pathname } = new URL(url);
  const folder = pathname.slice(0, pathname.lastIndexOf('/') + 1);
  return folder === '/' ? null : folder;
}

/** What a draft asks the app for; null when it cannot be asked so. */
export function siteRequest(url: string, draft: SiteDraft): DeepRequest | null {
  const max_pages = draftPages(draft);
  const retention_policy = draftRetention(draft);
  if (max_pages === null || retention_policy === null) return null;
  const part = draft.within === 'part' ? partOf(url) : null;
  const asYou = draft.reader === 'you';
  return {
    url,
    max_depth: draft.depth,
    max_pages,
    strategy: 'bfs',
    renderer: asYou ? 'you' : 'auto',
    tags: addTags(draft.tags, draft.typing.split(',')),
    retention_policy,
    ...(part !== null && { path_prefix: part }),
    ...(draft.within === 'anywhere' && !asYou && { include_external: true }),
    ...(asYou && { exclude_patterns: LEFT_OUT_AS_YOU }),
  };
}
