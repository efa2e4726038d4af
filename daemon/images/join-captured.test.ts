import { expect, test } from 'vitest';
import { sampleImage } from '../../test/fakes/sample-page.ts';
import { SAMPLE_PICTURES } from '../../test/fakes/sample-pictures.ts';
import { joinCaptured } from './join-captured.ts';

const SRC = 'https://groves.example/olive%281%29.jpg';
const written = sampleImage(SRC, { width: 300, height: 200 });

test('a live picture is known again however its address is written, and gives its natural size', () => {
  for (const src of [SRC, 'https://groves.example/olive(1).jpg', 'https://GROVES.example/olive(1).jpg#top']) {
    const [joined] = joinCaptured([written], [{ src, width: 1600, height: 900 }]);
    expect(joined).toEqual({ ...written, width: 1600, height: 900 });
  }
  expect(joinCaptured([written], [{ src: 'https://groves.example/other.jpg', width: 9, height: 9 }])).toEqual(
    [written],
  );
});

test('words the markup lacks come from the live page, folded; words it has stay', () => {
  const bare = sampleImage(SRC, { alt: '', title: '', caption: 'Ripe' });
  const live = { src: SRC, alt: ' An\n olive\u200B ', title: 'x'.repeat(2_000), caption: 'other' };
  const [joined] = joinCaptured([bare], [live]);
  expect(joined).toMatchObject({ alt: 'An olive', title: 'x'.repeat(1_000), caption: 'Ripe' });
});

test('a small copy comes along when it is one, from whichever of two equal pictures has it', () => {
  const live = { src: SRC, thumbnail: SAMPLE_PICTURES.webp };
  expect(joinCaptured([written], [{ src: SRC }, live, { src: SRC }])[0]?.thumbnail?.type).toBe('image/webp');
  expect(joinCaptured([written], [{ src: SRC, thumbnail: 'no picture' }])).toEqual([written]);
});

test.each([
  [{ width: 0, height: 10 }],
  [{ width: -5, height: 10 }],
  [{ width: 1.5, height: 10 }],
  [{ width: 1e9, height: 10 }],
  [{ width: 640 }],
])('a size of %j is no size', (size) => {
  expect(joinCaptured([written], [{ src: SRC, ...size }])).toEqual([written]);
});

test('a picture that turns out to be a dot is left out', () => {
  expect(joinCaptured([written], [{ src: SRC, width: 1, height: 1 }])).toEqual([]);
});
