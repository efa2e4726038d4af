/** The name of the database that `PopupCache` keeps. */
export const ANSWERS = 'answers';

/** Removes every kept answer from the disk; an open popup starts over. */
export async function clearPopupCache(): Promise<void> {
  await new Promise<void>((done) => {
    const removal = indexedDB.deleteDatabase(ANSWERS);
    removal.addEventListener('success', () => done());
    removal.addEventListener('error', () => done());
  });
}
