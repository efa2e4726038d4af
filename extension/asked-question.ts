import { browser } from 'wxt/browser';

// The panel may not be there yet when a question is asked for it, so the question waits where the panel looks when it
// opens. It lies in memory and is taken away by the panel.

/** Leaves a question for the side panel of a window. */
export async function handQuestion(windowId: number, question: string): Promise<void> {
  await browser.storage.session.set({ [keyOf(windowId)]: { question } });
}

/** Takes the questions left for the side panel of a window, the one that waits already and all that come. */
export function watchQuestions(windowId: number, take: (question: string) => void): void {
  const key = keyOf(windowId);
  const look = async () => {
    const kept = (await browser.storage.session.get(key))[key] as { question: string } | undefined;
    if (kept === undefined) return;
    await browser.storage.session.remove(key);
    take(kept.question);
  };
  browser.storage.session.onChanged.addListener((changes) => {
    if (changes[key]?.newValue !== undefined) void look();
  });
  void look();
}

function keyOf(windowId: number): string {
  return `question-${windowId}`;
}
