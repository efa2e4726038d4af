import { allowed } from './policy/allowed.ts';
export type Kept = ReturnType<typeof allowed>;
