/** Prints how far a long campaign is, ten times in all. */
export function progress(what: string, of: number): (done: number) => void {
  const step = Math.max(1, Math.round(of / 10));
  return (done) => void (done % step === 0 && console.log(`  ${what} ${done} of ${of}`));
}

/** A run that is cut off has named its faults, and how to come by them again. */
export function tellFault(seed: number): (fault: string) => void {
  return (fault) => console.log(`  FAULT (seed ${seed}) ${fault.replaceAll('\n', ' ').slice(0, 2000)}`);
}
