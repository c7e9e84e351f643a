import packageFile from '../../package.json' with { type: 'json' };
import { openApiDocument } from '#lib/http/openapi.ts';

export const dynamic = 'force-static';

/** The machine-readable description of the API; open to everybody, because it tells nothing about this installation. */
export function GET(): Response {
  return Response.json(openApiDocument(packageFile.version));
}
