/** The words of `X-Robots-Tag` that are meant for us: a tag may be meant for one crawler alone (`otherbot: noindex`). */
export function readRobotsTag(header: string | string[] | undefined): ReadonlySet<string> {
  const words = new Set<string>();
  for (const line of [header ?? []].flat()) {
    const agent = /^\s*([\w-]+)\s*:/.exec(line)?.[1]?.toLowerCase();
    if (agent !== undefined && agent !== 'pagekeep' && agent !== 'unavailable_after') continue;
    for (const word of line
      .toLowerCase()
      .replace(/^\s*pagekeep\s*:/, '')
      .split(/[\s,]+/))
      words.add(word);
  }
  return words;
}
