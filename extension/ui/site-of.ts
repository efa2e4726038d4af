/** The site of an address as people name it, without `www.`; the address itself when it is none. */
export function siteOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host } = new URL(url);
  return host === '' ? url : host.replace(/^www\./, '');
}
