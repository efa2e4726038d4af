import { expect, test } from 'vitest';
import { ownNames } from './own-names.ts';

test('loopback is addressed by its three names and the port', () => {
  const { hosts, origins } = ownNames(7410, []);
  expect([...hosts]).toEqual(['127.0.0.1:7410', 'localhost:7410', '[::1]:7410']);
  expect([...origins]).toEqual(['http://127.0.0.1:7410', 'http://localhost:7410', 'http://[::1]:7410']);
});

test('on port 80 browsers leave the port out', () => {
  expect(ownNames(80, []).hosts.has('localhost')).toBe(true);
  expect(ownNames(7410, []).hosts.has('localhost')).toBe(false);
});

test('configured names join both lists, in small letters', () => {
  const { hosts, origins } = ownNames(7410, ['Home.lan:7410', 'memory.example']);
  expect(hosts.has('home.lan:7410')).toBe(true);
  expect(origins.has('http://home.lan:7410')).toBe(true);
  expect(origins.has('https://memory.example')).toBe(true);
});
