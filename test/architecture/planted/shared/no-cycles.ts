import { back } from './there-and-back.ts';
export const there = (): unknown => back();
