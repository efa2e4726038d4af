import type { Kept } from '../daemon/log.ts';
export type Known = Kept;
