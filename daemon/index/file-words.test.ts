import { expect, test } from 'vitest';
import { fileWords } from './file-words.ts';

test.each([
  ['https://a.example/i/IMG_2041-Olive_Press@2x.jpg?w=640', 'Olive Press'],
  ['https://a.example/oliveHarvestMap-1024x768.png', 'olive Harvest Map'],
  ['https://a.example/%E6%9D%B1%E4%BA%AC.webp', '東京'],
  ['https://a.example/9f86d081884c7d65.jpg', ''],
  ['https://a.example/1*HYcJ_z0ti23gZRVoLG3IpA.jpeg', 'HYc J'],
  ['https://a.example/100%.png', ''],
  ['https://a.example/', ''],
  ['data:image/png;base64,b2xpdmU=', ''],
  ['no address', ''],
])('%s is named %j', (src, words) => {
  expect(fileWords(src)).toBe(words);
});
