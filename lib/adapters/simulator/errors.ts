interface ErrorDetails {
  code?: string;
  param?: string;
  headers?: Record<string, string>;
}

/** An error in the shape of OpenAI's API, which every SDK understands. */
export function errorResponse(status: number, message: string, details: ErrorDetails = {}): Response {
  const error = { message, type: typeOf(status), param: details.param ?? null, code: details.code ?? null };
  return Response.json({ error }, { status, headers: { 'x-simulated': 'true', ...details.headers } });
}

function typeOf(status: number): string {
  if (status === 429) return 'rate_limit_error';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}
