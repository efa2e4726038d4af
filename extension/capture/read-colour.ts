/** Red, green, blue 0–255 and alpha 0–1. */
export type Colour = readonly [number, number, number, number];

const read = new Map<string, Colour | null>();

/** Reads a computed `rgb()` or `rgba()`; null for other notations, about which nothing is judged. */
export function readColour(text: string): Colour | null {
  const known = read.get(text);
  if (known !== undefined) return known;
  const parts = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(text);
  const colour: Colour | null = parts
    ? [Number(parts[1]), Number(parts[2]), Number(parts[3]), Number(parts[4] ?? 1)]
    : null;
  read.set(text, colour);
  return colour;
}

/** Whether no eye tells the two apart. */
export function sameColour(one: Colour, other: Colour): boolean {
  return [0, 1, 2].every((channel) => Math.abs((one[channel] ?? 0) - (other[channel] ?? 0)) < 4);
}
