/** The condition on `pages` under which a page is still there for whoever looks: its days are not over. `present()` is the store's own clock. */
export const SHOWN = '(pages.expires_at is null or pages.expires_at > present())';
