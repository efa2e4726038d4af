/** Goes up when the same page would be read differently; pages read by another version are read again. */
export const CLEANER_VERSION = '6';
