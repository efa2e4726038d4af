import * as z from 'zod/mini';
import { PLAIN, plainText, withFacts } from './fields.ts';

const LONGEST = 1_024;
/** A shorter one is guessed sooner or later, however slow each guess is made. */
const SHORTEST_OF_A_MEMORY = 8;

/** What a file is encrypted with. */
export const passphrase = withFacts(
  plainText(LONGEST, 'The passphrase').check(
    z.refine((text) => text !== '', { error: 'The passphrase must not be empty.' }),
  ),
  { minLength: 1, maxLength: LONGEST, pattern: PLAIN },
);

/** What a memory is to be encrypted with from now on. */
export const newPassphrase = withFacts(
  plainText(LONGEST, 'The passphrase').check(
    z.refine((text) => text.length >= SHORTEST_OF_A_MEMORY, {
      error: `The passphrase must have at least ${SHORTEST_OF_A_MEMORY} characters.`,
    }),
  ),
  { minLength: SHORTEST_OF_A_MEMORY, maxLength: LONGEST, pattern: PLAIN },
);
