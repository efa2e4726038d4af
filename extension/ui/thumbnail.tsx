import { useEffect, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';
import type { Ask } from './ask.ts';
import type { FoundImage } from '../../shared/contract/image.ts';

export interface ThumbnailProps {
  readonly ask: Ask;
  readonly image: FoundImage;
}

/** The small copy that the app keeps of a picture, or a quiet stand-in. Never the site's own address: asking it would tell the site what is looked at. */
export function Thumbnail({ ask, image }: ThumbnailProps) {
  const { image_id, has_thumbnail } = image;
  const [source, setSource] = useState<string | null>(null);
  useEffect(() => {
    if (!has_thumbnail) return undefined;
    let here = true;
    void (async () => {
      const copy = await ask('thumbnail', { image_id }).catch(() => null);
      if (here && copy !== null && 'data_url' in copy) setSource(copy.data_url);
    })();
    return () => {
      here = false;
    };
  }, [ask, image_id, has_thumbnail]);
  return source === null ? <Icon name="picture" size="large" /> : <img src={source} alt="" />;
}
