import { namesField } from '../../shared/page/field-kinds.ts';
import type { FieldKind } from '../../shared/page/field-kinds.ts';
import sites from './sensitive-sites.json' with { type: 'json' };

/** Words: on a page with more of them a place to sign in is one of many things, unless its address says what it is for. */
const FEW_WORDS = 400;
const SIGN_IN =
  /(?:^|[/._-])(?:log-?in|log-?on|sign-?in|sign-?up|auth\w*|sso|anmelden|connexion|password|register)(?:[/._?-]|$)/i;
/** Payment fields stand in frames of whoever takes the payment, where nobody else can look. */
const PAYMENT_FRAME = /card (?:number|data)|payment input|secure (?:card|payment)|hosted.?field|card.?field/i;

type Kind = FieldKind | 'mail' | 'bank' | 'no-store';

const SAID: Readonly<Record<Kind, string>> = {
  'sign-in': 'This looks like a sign-in page.',
  payment: 'This looks like a page to pay on.',
  code: 'This looks like a page that asks for a one-time code.',
  mail: 'This looks like your mail.',
  bank: 'This looks like a page of your bank.',
  'no-store': 'This site asks browsers not to keep this page.',
};

/** What a person should think about before the page is read, as one sentence; null for an ordinary page. Told by its address, its fields, and whether its site lets the browser keep it. */
export async function findSensitive(document: Document): Promise<string | null> {
  const kind =
    siteKind(location.hostname) ?? fieldKind(document) ?? ((await mayBeKept(document)) ? null : 'no-store');
  return kind === null ? null : SAID[kind];
}

function siteKind(host: string): Kind | null {
  const isOn = (listed: string): boolean => host === listed || host.endsWith(`.${listed}`);
  if (sites.mail.some(isOn) || /^webmail\d*\./.test(host)) return 'mail';
  return sites.bank.some(isOn) || /^(?:online-?|e-?|m)?banking\d*\./.test(host) ? 'bank' : null;
}

function fieldKind(document: Document): FieldKind | null {
  const kinds = new Set<FieldKind>();
  for (const root of rootsOf(document)) {
    for (const field of root.querySelectorAll('input')) {
      const kind = namesField((name) => field.getAttribute(name) ?? '');
      if (kind !== null && isSeen(field)) kinds.add(kind);
    }
    for (const frame of root.querySelectorAll('iframe')) {
      if (PAYMENT_FRAME.test(`${frame.title} ${frame.name}`) && isSeen(frame)) kinds.add('payment');
    }
  }
  if (kinds.has('payment')) return 'payment';
  if (kinds.has('code')) return 'code';
  return kinds.has('sign-in') && isForSigningIn(document) ? 'sign-in' : null;
}

function isForSigningIn(document: Document): boolean {
  if (SIGN_IN.test(location.pathname) || SIGN_IN.test(location.hostname)) return true;
  return (document.body?.innerText.match(/\S+/g)?.length ?? 0) < FEW_WORDS;
}

/** The document, its open shadow trees, and the frames it may look into. */
function* rootsOf(root: Document | ShadowRoot): Generator<Document | ShadowRoot> {
  yield root;
  for (const element of root.querySelectorAll('*')) {
    if (element.shadowRoot !== null) yield* rootsOf(element.shadowRoot);
    else if (element.localName === 'iframe') {
      const inner = innerDocument(element as HTMLIFrameElement);
      if (inner !== null) yield* rootsOf(inner);
    }
  }
}

function innerDocument(frame: HTMLIFrameElement): Document | null {
  try {
    return frame.contentDocument;
  } catch {
    return null;
  }
}

function isSeen(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return (
    width > 1 && height > 1 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  );
}

/** A page that its site forbids to keep is not in the browser's own cache. Only that is asked: nothing leaves the browser. What the cache cannot know, such as an address that a script made up, counts as kept. */
async function mayBeKept(document: Document): Promise<boolean> {
  const said = document.querySelector('meta[http-equiv="cache-control" i]')?.getAttribute('content') ?? '';
  if (/no-store/i.test(said)) return false;
  // Firefox asks its cache in the extension's name, where no page is ever found.
  if ('content' in globalThis) return true;
  const [loaded] = performance.getEntriesByType('navigation');
  if (loaded === undefined || loaded.name.split('#')[0] !== location.href.split('#')[0]) return true;
  try {
    // oxlint-disable-next-line no-restricted-globals -- `only-if-cached` never reaches the network
    const answer = await fetch(loaded.name, { cache: 'only-if-cached', mode: 'same-origin' });
    return !/no-store/i.test(answer.headers.get('cache-control') ?? '');
  } catch {
    return false;
  }
}
