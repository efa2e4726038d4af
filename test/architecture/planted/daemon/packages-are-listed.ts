import { parse } from 'acorn';
export const parsed = parse;
