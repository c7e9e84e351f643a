import packageFile from '../../package.json' with { type: 'json' };
import { docsResponse } from '#lib/http/docs-page.ts';
import { openApiDocument } from '#lib/http/openapi.ts';

export const dynamic = 'force-static';

/** The description of the API for people; open to everybody, as the one for machines is. */
export function GET(): Response {
  return docsResponse(openApiDocument(packageFile.version));
}
