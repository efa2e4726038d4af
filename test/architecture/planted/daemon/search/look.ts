export const look = (): string => 'found';
