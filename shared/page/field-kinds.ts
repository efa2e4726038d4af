/** What a field that a person should think about asks for. */
export type FieldKind = 'sign-in' | 'payment' | 'code';

const PAYMENT = /card.?(?:num|no\b|holder|expir)|cc.?(?:num|exp|csc)|\bcv[cv]2?\b|security.?code|\biban\b/i;
const CODE = /one.?time|\botp\b|\btotp\b|\b[2m]fa\b|(?:verification|auth\w*|sms).?code/i;

/** What a field asks for, by how its page describes it; null for any other. `attribute` answers empty where there is none. */
export function namesField(attribute: (name: string) => string): FieldKind | null {
  const type = attribute('type').toLowerCase();
  const fills = attribute('autocomplete').toLowerCase();
  if (type === 'hidden' || type === 'submit' || type === 'button') return null;
  if (fills.includes('one-time-code')) return 'code';
  if (/\bcc-/.test(fills)) return 'payment';
  if (type === 'password') return 'sign-in';
  const named = `${attribute('name')} ${attribute('id')}`;
  if (PAYMENT.test(named)) return 'payment';
  return CODE.test(named) ? 'code' : null;
}
