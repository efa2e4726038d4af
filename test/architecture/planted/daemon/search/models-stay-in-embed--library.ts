import { pipeline } from '@xenova/transformers';
export const made = pipeline;
