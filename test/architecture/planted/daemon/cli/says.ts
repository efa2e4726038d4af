export const says = (): string => 'word';
