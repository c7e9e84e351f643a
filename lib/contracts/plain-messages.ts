import { z } from 'zod';
import { plainMessage } from '#lib/domain/text/plain-message.ts';

/*
 * Imported for its effect: what any schema says of a value that it refuses is in plain words, but for words of the schema's
 * own. Zod keeps this setting once a process, so that the entry points and the readers of input import it, and no schema has to.
 */
z.config({ customError: plainMessage });
