export interface Signals {
  /** Resolves at the first one; from then on the system's own handling is back, so that a second one ends everything at once. */
  readonly first: Promise<void>;
  readonly ignore: () => void;
}

/** Waits for whatever asks this process to end. */
export function awaitSignals(): Signals {
  const { promise: first, resolve } = Promise.withResolvers<void>();
  const ignore = (): void => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, heard);
  };
  const heard = (): void => {
    ignore();
    resolve();
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, heard);
  return { first, ignore };
}
