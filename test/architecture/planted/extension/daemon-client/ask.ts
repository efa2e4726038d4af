export const ask = (): string => 'answer';
