import { z } from 'zod';
import { ForgeError } from '#lib/domain/comment/forge.ts';
import { isUnavailable, type FailedTry } from './wait-time.ts';

const MOST_CHARACTERS = 300;

/** GitHub: message and errors. GitLab: message (a text, or problems by field) or error. */
const refusalSchema = z.object({
  message: z.unknown().optional(),
  error: z.unknown().optional(),
  errors: z
    .array(z.union([z.string(), z.object({ message: z.string().nullish() })]))
    .nullish()
    .catch(null),
});

/**
 * What a call's failure means, in words.
 *
 * @param waitMs how long the server asks to wait, where it limits calls
 */
export function forgeErrorOf(tried: FailedTry, url: URL, waitMs: number | null): ForgeError {
  const { status, text } = tried;
  const server = url.origin;
  if (waitMs !== null)
    return new ForgeError('rate_limited', `${server} takes no more calls for ${Math.ceil(waitMs / 1_000)} s`);
  if (status === null) return new ForgeError('unavailable', `${server} doesn't answer (${printable(text)})`);
  const said = saidIn(text);
  const what = `${server} answered ${status}${said === '' ? '' : ` (${said})`}`;
  if (isUnavailable(tried)) return new ForgeError('unavailable', what);
  if (status === 401) return new ForgeError('forbidden', `${what}: the token is not valid`);
  if (status === 403) return new ForgeError('forbidden', `${what}: the token may not write comments`);
  if (status === 404)
    return new ForgeError('missing', `${what}: there is no such pull request, or the token may not see it`);
  if (
    (status === 400 || status === 413 || status === 422) &&
    (status === 413 || /too long|maximum is/i.test(said))
  )
    return new ForgeError('too_long', what);
  return new ForgeError('refused', what);
}

function saidIn(text: string): string {
  const { message, error, errors } = refusalSchema.safeParse(parsed(text)).data ?? {};
  const parts = [
    message ?? error,
    ...(errors ?? []).map((each) => (typeof each === 'string' ? each : each.message)),
  ];
  const words = parts.flatMap((part) =>
    part === undefined || part === null ? [] : [typeof part === 'string' ? part : JSON.stringify(part)],
  );
  return printable(words.join('; '));
}

function printable(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .slice(0, MOST_CHARACTERS)
    .trim();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
