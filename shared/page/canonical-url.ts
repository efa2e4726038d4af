const TRACKING = new Set(
  '_branch_match_id _ga _gl _hsenc _hsmi _openstat _ke cmpid dclid dm_i epik fbclid gad_campaignid gad_source gbraid gclid gclsrc igsh igshid li_fat_id mc_cid mc_eid mkt_tok ml_subscriber msclkid oly_anon_id oly_enc_id rb_clickid ref_src s_cid srsltid ttclid twclid vero_conv vero_id wbraid wickedid yclid'.split(
    ' ',
  ),
);
const TRACKING_FAMILY = /^(?:utm|mtm|matomo|piwik|pk|hsa|itm)_/;
const SESSION =
  /^(?:phpsessid|jsessionid|aspsessionid\w*|asp\.net_sessionid|sessionid|session_id|cfid|cftoken)$/;

/** The one spelling under which a page is kept; null when the input is not an http(s) address or carries credentials. `canonicalLink` is the page's own `rel=canonical`, taken only on the same domain and never to turn an inner page into the home page. */
export function canonicalUrl(input: string, canonicalLink?: string | null): string | null {
  const url = parseWeb(input);
  if (url === null) return null;
  const link = typeof canonicalLink === 'string' ? parseWeb(canonicalLink) : null;
  if (link !== null && domainOf(link.href) === domainOf(url.href) && link.port === url.port) {
    const home = link.pathname === '/' && link.search === '';
    // The page's own view decides between routes of a one-page application, which share one canonical link.
    if (!home && routeOf(url) === '') return clean(link);
  }
  return clean(url);
}

function parseWeb(input: string): URL | null {
  const url = URL.parse(input);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  return url.username === '' && url.password === '' ? url : null;
}

function clean(url: URL): string {
  const host = url.hostname.replace(/\.+$/, '');
  const port = url.port === '' ? '' : `:${url.port}`;
  const path = url.pathname.replace(/;(?:jsessionid|phpsessid)=[^/;]*/gi, '');
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((parameter) => parameter !== '' && !isNoise(parameter));
  return `${url.protocol}//${host}${port}${path}${kept.length > 0 ? `?${kept.join('&')}` : ''}${routeOf(url)}`;
}

function isNoise(parameter: string): boolean {
  const name = (parameter.split('=', 1)[0] ?? '').toLowerCase();
  return TRACKING.has(name) || TRACKING_FAMILY.test(name) || SESSION.test(name);
}

/** A fragment names a place on a page, unless it is the route of an application. */
function routeOf(url: URL): string {
  return /^#!?\//.test(url.hash) || url.hash.startsWith('#!') ? url.hash : '';
}

/** The addresses a person may mean by this one: both schemes, with and without `www.`; the given one first. */
export function urlVariants(url: string): string[] {
  const parsed = parseWeb(url);
  if (parsed === null) return [url];
  const rest = url.slice(url.indexOf('://') + 3);
  const bare = rest.replace(/^www\./i, '');
  const isName =
    !parsed.hostname.startsWith('[') && /[a-z]/.test(parsed.hostname) && parsed.hostname.includes('.');
  const hosts = isName ? [bare, `www.${bare}`] : [rest];
  return [
    ...new Set([url, ...['https://', 'http://'].flatMap((scheme) => hosts.map((host) => scheme + host))]),
  ];
}

/** The host of an address without `www.` and port; the empty text when it is none. */
export function domainOf(url: string): string {
  return (URL.parse(url)?.hostname ?? '').replace(/\.+$/, '').replace(/^www\.(?=.*\.)/, '');
}
