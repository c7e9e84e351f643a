import { ProblemError, problemResponse } from './problem.ts';

/** Whether the escapes of an address stand for text; Next fails on what doesn't. */
export function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** The refusal of an address whose escapes stand for no text. */
export function malformedPath(): Response {
  return problemResponse(new ProblemError(400, 'expected an address whose %-escapes are UTF-8'));
}
