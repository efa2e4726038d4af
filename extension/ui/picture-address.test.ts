import { expect, test } from 'vitest';
import { pictureAddress } from './picture-address.ts';
import { IMAGES } from './gallery/sample-images.ts';
import type { FoundImage } from '../../shared/contract/image.ts';

function image(words: Partial<FoundImage>): FoundImage {
  const [sample] = IMAGES;
  if (sample === undefined) throw new Error('There is no sample.');
  return { ...sample, page_url: 'https://a.example/b', ...words };
}

test.for([
  [{ caption: 'The old pier' }, 'https://a.example/b#:~:text=The%20old%20pier'],
  [
    { caption: ' ', context: '  one two three four five six seven eight ' },
    'https://a.example/b#:~:text=one%20two%20three%20four%20five%20six',
  ],
  [{ caption: '', context: '' }, 'https://a.example/b'],
] as const)('a picture with %o opens %s', ([words, address]) => {
  expect(pictureAddress(image(words))).toBe(address);
});
