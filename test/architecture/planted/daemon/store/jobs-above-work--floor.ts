import { queue } from '../jobs/queue.ts';
export const queued = queue();
