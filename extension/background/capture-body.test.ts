import { expect, test } from 'vitest';
import { LIMITS } from '../../shared/contract/limits.ts';
import type { CleanedFields } from '../cleaning/cleaning-messages.ts';
import { captureBody } from './capture-body.ts';

const fields = { url: 'https://tides.example/', note: 'a "quoted" note', tags: ['é'] };
const cleaned = {
  cleaner: '2',
  article: { title: 'Tides', markdown: 'high' },
  passages: [],
} as unknown as CleanedFields;

test('the body is the JSON of the whole capture, however its markup was cut', async () => {
  const html = '<p>"high" \\ low\n😀 \u0000</p>';
  const pieces = [html.slice(0, 9), html.slice(9, 20), html.slice(20)];
  const body = captureBody(fields, pieces, cleaned);
  expect(JSON.parse(await body.text())).toEqual({ ...fields, ...cleaned, html });
  expect(body.size).toBe(new TextEncoder().encode(await body.text()).length);
});

test('where there is no room for what was made of the page, the page travels alone', async () => {
  const images = [{ src: 'https://tides.example/low.png', alt: 'Low', thumbnail: 'UklGRg==' }];
  const html = 'x'.repeat(LIMITS.captureBytes - 300);
  const body = captureBody({ ...fields, images }, [html], {
    ...cleaned,
    article: { ...cleaned.article, markdown: 'y'.repeat(300) },
  });
  const { src, alt } = { src: 'https://tides.example/low.png', alt: 'Low' };
  expect(JSON.parse(await body.text())).toEqual({ ...fields, images: [{ src, alt }], html });
});
