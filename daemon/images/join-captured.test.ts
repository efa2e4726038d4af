import { describe, expect, test } from 'vitest';
import type { PageImage } from '../../shared/page/article.ts';
import { joinCaptured } from './join-captured.ts';

const picture = (src: string, alt = ''): PageImage => ({
  src: `https://lamps.example/${src}`,
  alt,
  title: '',
  caption: '',
  heading: 'Lamps',
  context: 'beside the lamp',
  width: null,
  height: null,
});
const article = [picture('a.png', 'A harbour'), picture('b.png', 'A lamp')];
const sources = (images: readonly { src: string }[]) => images.map(({ src }) => src.slice(-5));

describe('the picture a person pointed at', () => {
  test('comes first with all that the article says of it', () => {
    const joined = joinCaptured(article, [
      { src: 'https://lamps.example/b.png#shown', chosen: true, width: 640, height: 480 },
    ]);
    expect(sources(joined)).toEqual(['b.png', 'a.png']);
    expect(joined[0]).toMatchObject({ alt: 'A lamp', heading: 'Lamps', width: 640, chosen: true });
  });

  test('is kept though it stands outside of the article', () => {
    const joined = joinCaptured(article, [
      { src: 'https://lamps.example/c.png', alt: 'The \u0000keeper', chosen: true },
    ]);
    expect(sources(joined)).toEqual(['c.png', 'a.png', 'b.png']);
    expect(joined[0]).toMatchObject({ alt: 'The keeper', heading: '', context: '' });
  });

  test.each(['data:image/png;base64,AAAA', 'javascript:alert(1)', 'no address'])('is none as %s', (src) => {
    expect(sources(joinCaptured(article, [{ src, chosen: true }]))).toEqual(['a.png', 'b.png']);
  });
});

test('other pictures outside of the article are left out', () => {
  expect(sources(joinCaptured(article, [{ src: 'https://lamps.example/c.png' }]))).toEqual([
    'a.png',
    'b.png',
  ]);
});
