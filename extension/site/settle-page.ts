/** Runs in the page: waits until it has stood still for a moment, and answers the status its site sent it with; null where the browser does not say. It is handed over as text, so it leans on nothing around it. */
export async function settlePage(): Promise<number | null> {
  const STILL_MS = 500;
  const PATIENCE_MS = 5_000;
  await new Promise<void>((resolve) => {
    const changes = new MutationObserver(() => {
      clearTimeout(still);
      still = setTimeout(end, STILL_MS);
    });
    const end = () => {
      changes.disconnect();
      clearTimeout(patience);
      resolve();
    };
    let still = setTimeout(end, STILL_MS);
    const patience = setTimeout(end, PATIENCE_MS);
    changes.observe(document, { childList: true, subtree: true, characterData: true });
  });
  const [navigation] = performance.getEntriesByType('navigation');
  const status = (navigation as PerformanceNavigationTiming | undefined)?.responseStatus;
  return status === undefined || status === 0 ? null : status;
}
