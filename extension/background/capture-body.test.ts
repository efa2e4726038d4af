import { expect, test } from 'vitest';
import { captureBody } from './capture-body.ts';

test('the body is the JSON of the whole capture, however its markup was cut', async () => {
  const fields = { url: 'https://tides.example/', note: 'a "quoted" note', tags: ['é'] };
  const html = '<p>"high" \\ low\n😀 \u0000</p>';
  const pieces = [html.slice(0, 9), html.slice(9, 20), html.slice(20)];
  const body = captureBody(fields, pieces);
  expect(JSON.parse(await body.text())).toEqual({ ...fields, html });
  expect(body.size).toBe(new TextEncoder().encode(await body.text()).length);
});
