import { test } from 'vitest';
export const checked = test;
