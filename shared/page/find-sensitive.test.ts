import { expect, test } from 'vitest';
import { parseHtml } from '../../daemon/ingest/parse-html.ts';
import { findSensitive } from './find-sensitive.ts';

test.each([
  ['sign-in', '<form><input name=user><input type=password></form>'],
  ['sign-in', '<input type="PASSWORD" autocomplete="new-password">'],
  ['code', '<input autocomplete="one-time-code">'],
  ['code', '<input name="otp" inputmode=numeric>'],
  ['code', '<input id="sms-code">'],
  ['payment', '<input autocomplete="cc-number">'],
  ['payment', '<input autocomplete="section-a billing cc-csc" type=password>'],
  ['payment', '<input name="cardNumber">'],
  ['payment', '<input id=cvv>'],
])('%s: %s', (kind, html) => {
  expect(findSensitive(parseHtml(html), 20)).toBe(kind);
});

test.each([
  ['a search', '<input type=search name=q>'],
  ['a newsletter', '<input type=email name=email autocomplete=email>'],
  ['a hidden field', '<input type=hidden name=card_number>'],
  ['a button', '<input type=submit name=otp value=Send>'],
  ['a closed dialog', '<dialog><input type=password></dialog>'],
  ['a form that waits', '<div hidden><input type=password></div>'],
  ['a form that no style shows', '<div style="color: red; display:none"><p><input type=password></p></div>'],
  ['a template', '<template><input type=password></template>'],
  ['a discount', '<input name="discount_code"><input name="postcode"><input name="discard">'],
])('%s is nothing to think about', (_name, html) => {
  expect(findSensitive(parseHtml(html), 20)).toBeNull();
});

test('a page to read may have a place to sign in', () => {
  const html = '<input type=password>';
  expect(findSensitive(parseHtml(html), 149)).toBe('sign-in');
  expect(findSensitive(parseHtml(html), 150)).toBeNull();
});
