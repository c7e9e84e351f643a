import { ProblemError, problemResponse } from '#lib/http/problem.ts';

/** Programs that call what isn't there get a refusal that they can read, not the page for people. */
function notFound(request: Request): Response {
  const { pathname } = new URL(request.url);
  return problemResponse(new ProblemError(404, `there is nothing at ${pathname}; /docs lists what there is`));
}

export { notFound as GET, notFound as POST, notFound as PUT, notFound as PATCH, notFound as DELETE };
