import { allowed } from '../policy/allowed.ts';
export const may = allowed();
