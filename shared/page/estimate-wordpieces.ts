const RUN = /[A-Za-z]+|[\u00C0-\u024F\u0400-\u04FF\u0370-\u03FF]+|\d+|[^\s]/gu;

/** How many word pieces an uncased BERT vocabulary needs for a text, without having it; leans to the upper side. */
export function estimateWordpieces(text: string): number {
  let pieces = 0;
  for (const [run] of text.matchAll(RUN)) {
    if (/[A-Za-z]/.test(run)) pieces += run.length <= 7 ? 1 : 1 + Math.ceil((run.length - 7) / 4);
    else if (/\d/.test(run)) pieces += run.length <= 2 ? 1 : Math.ceil(run.length / 2);
    else pieces += run.length;
  }
  return pieces;
}
