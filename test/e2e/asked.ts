import type { Page } from 'playwright';

/** What a gallery screen has asked of its background and its browser by this name, in order. */
export async function asked(page: Page, name: string): Promise<unknown[]> {
  const all = await page.evaluate(
    () => (globalThis as unknown as { asked: { name: string; request: unknown }[] }).asked,
  );
  return all.filter((one) => one.name === name).map((one) => one.request);
}
