import { look } from '../search/look.ts';
export const queue = look;
