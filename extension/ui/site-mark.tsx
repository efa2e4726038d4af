/** A site's first letter: no icon is ever fetched. */
export function SiteMark({ site, large }: { site: string; large?: boolean }) {
  return (
    <span class={large === true ? 'fav fav-l' : 'fav'} aria-hidden="true">
      {site.slice(0, 1)}
    </span>
  );
}
