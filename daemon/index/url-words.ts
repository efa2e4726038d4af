/** The words of an address worth finding it by: host without `www.`, path decoded; scheme and query left out. */
export function urlWords(url: string): string {
  if (!URL.canParse(url)) return '';
  const { hostname, pathname } = new URL(url);
  return `${hostname.replace(/^www\./, '')} ${decoded(pathname)}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
