export const left = 'over';
