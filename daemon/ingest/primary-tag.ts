/** Tags under which the detector knows what pages name otherwise. */
const ALIASES: Readonly<Record<string, string>> = {
  nb: 'no',
  nn: 'no',
  iw: 'he',
  ji: 'yi',
  in: 'id',
  fil: 'tl',
  cmn: 'zh',
  yue: 'zh',
};

/** The tag the detector answers for a language, whatever its region, script or older name; null when it is none. */
export function primaryTag(declared: string | null): string | null {
  const tag = /^\s*([a-z]{2,3})(?:[-_]|\s*$)/i.exec(declared ?? '')?.[1]?.toLowerCase();
  return tag === undefined ? null : (ALIASES[tag] ?? tag);
}
