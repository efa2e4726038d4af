import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { cleanTree } from '../cleaning/clean-tree.ts';
import type { TreeToClean } from '../cleaning/cleaning-messages.ts';

// Runs in a thread of its own, one page at a time.
export default defineUnlistedScript(() => {
  addEventListener('message', (event: MessageEvent<TreeToClean>) => {
    void cleanTree(event.data).then(
      (cleaned) => postMessage(cleaned),
      () => postMessage(null),
    );
  });
});
