import { expect, test } from 'vitest';
import { Failure } from '../failure.ts';
import { createPairing } from './pairing.ts';
import type { Pairing, PairingProof } from './pairing.ts';

const NOW = 1_800_000_000_000;

function outcome(pairing: Pairing, proof: PairingProof, now = NOW): string {
  try {
    pairing.claim(proof, now);
    return 'paired';
  } catch (error) {
    return error instanceof Failure ? error.code : String(error);
  }
}

/** Digits that are certainly not the ones given. */
function other(digits: string): string {
  return String((Number(digits) + 1) % 100_000_000).padStart(8, '0');
}

test('digits pair once, written with spaces too', () => {
  const pairing = createPairing();
  const { digits } = pairing.open(NOW);
  expect(digits).toMatch(/^\d{8}$/);
  expect(outcome(pairing, { digits: `${digits.slice(0, 4)} ${digits.slice(4)}` })).toBe('paired');
  expect(outcome(pairing, { digits })).toBe('pairing-refused');
});

test('the code pairs once and uses up the digits as well', () => {
  const pairing = createPairing();
  const { digits, code } = pairing.open(NOW);
  expect(Buffer.from(code, 'base64url')).toHaveLength(16);
  expect(outcome(pairing, { code })).toBe('paired');
  expect(outcome(pairing, { code })).toBe('pairing-refused');
  expect(outcome(pairing, { digits })).toBe('pairing-refused');
});

test('a code is good for 120 seconds and not longer', () => {
  const pairing = createPairing();
  const first = pairing.open(NOW);
  expect(first.expires_at).toBe(NOW + 120_000);
  expect(outcome(pairing, { digits: first.digits }, NOW + 120_000)).toBe('pairing-refused');
  expect(outcome(pairing, { digits: first.digits }, NOW + 119_999)).toBe('paired');
});

test('nothing pairs before a code was made, and an older code dies with a newer one', () => {
  const pairing = createPairing();
  expect(outcome(pairing, { digits: '00000000' })).toBe('pairing-refused');
  const old = pairing.open(NOW);
  const current = pairing.open(NOW);
  expect(outcome(pairing, { code: old.code })).toBe('pairing-refused');
  expect(outcome(pairing, { code: current.code })).toBe('paired');
});

test('five wrong tries in all close the door, even to the right code, until a new one is made', () => {
  const pairing = createPairing();
  const { digits, code } = pairing.open(NOW);
  for (let tries = 0; tries < 5; tries += 1) {
    const proof = tries % 2 === 0 ? { digits: other(digits) } : { code: `${code}x` };
    expect(outcome(pairing, proof)).toBe('pairing-refused');
  }
  expect(outcome(pairing, { digits })).toBe('pairing-closed');
  expect(outcome(pairing, { code }, NOW + 300_000)).toBe('pairing-closed');
  const renewed = pairing.open(NOW);
  expect(outcome(pairing, { digits: renewed.digits })).toBe('paired');
});

test('10,000 guesses pair 0 times', () => {
  const pairing = createPairing();
  const { digits } = pairing.open(NOW);
  let paired = 0;
  for (let guess = 0; guess < 10_000; guess += 1) {
    const tried =
      guess === 9_999 ? digits : String((Number(digits) + 1 + guess) % 100_000_000).padStart(8, '0');
    if (outcome(pairing, { digits: tried }) === 'paired') paired += 1;
  }
  expect(paired).toBe(0);
});

test('of racing claims one pairs', async () => {
  const pairing = createPairing();
  const { code } = pairing.open(NOW);
  const outcomes = await Promise.all(Array.from({ length: 50 }, async () => outcome(pairing, { code })));
  expect(outcomes.filter((each) => each === 'paired')).toHaveLength(1);
});

test('a claim with both or neither is no try', () => {
  const pairing = createPairing();
  const { digits, code } = pairing.open(NOW);
  for (let tries = 0; tries < 6; tries += 1) {
    expect(outcome(pairing, {})).toBe('bad-input');
    expect(outcome(pairing, { digits, code })).toBe('bad-input');
  }
  expect(outcome(pairing, { code })).toBe('paired');
});
