import { useEffect, useState } from 'preact/hooks';
import type { FoundPlace } from './found-places.ts';

/** Which of the places shown is chosen, by its index: the first, until a person chooses another. That one stays chosen when a fresh answer moves it; another `question` starts over. */
export function useSelection(
  places: readonly FoundPlace[],
  question: unknown,
): [selected: number, select: (index: number) => void] {
  const [chosen, setChosen] = useState<number | null>(null);
  useEffect(() => setChosen(null), [question]);
  const at = places.findIndex(({ id }) => id === chosen);
  return [Math.max(0, at), (index) => setChosen(places[index]?.id ?? null)];
}
