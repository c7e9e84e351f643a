import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { z, type ZodObject, type ZodType } from 'zod';
import { chatRequestSchema, chatResponseSchema } from '#lib/contracts/chat.ts';
import { endpoints, type Endpoint } from '#lib/contracts/endpoints.ts';
import { problemSchema } from '#lib/contracts/problem.ts';
import { idempotencyKeySchema } from './idempotency-key.ts';

const SIGNATURE =
  'HMAC-SHA256 of the body as it is sent, with LRG_WEBHOOK_SECRET as key, in hexadecimal; for systems that can not send a key.';
const SECURITY_SCHEMES = {
  apiKey: { type: 'http', scheme: 'bearer', description: 'lrg_…' },
  bodySignature: {
    type: 'apiKey',
    in: 'header',
    name: 'x-hub-signature-256',
    description: `sha256=… ${SIGNATURE}`,
  },
  bodySignatureInQuery: { type: 'apiKey', in: 'query', name: 'signature', description: SIGNATURE },
} as const;

const PROBLEM = {
  description: 'Refused',
  content: { 'application/problem+json': { schema: problemSchema } },
};

/** The OpenAPI document, generated from the same declarations that the routes run on. */
export function openApiDocument(version: string) {
  const paths: ZodOpenApiPathsObject = {
    '/chat': { post: chatOperation() },
    '/v1/traces': { post: tracesOperation() },
    '/metrics': { get: metricsOperation() },
  };
  for (const [name, endpoint] of Object.entries<Endpoint>(endpoints)) {
    const [method, path] = name.split(' ') as ['GET' | 'POST' | 'PATCH' | 'DELETE', string];
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(endpoint, path) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'LLM Regression Guard',
      version,
      description:
        'The dashboard and CI API, and `POST /chat`. `POST /v1/chat/completions` and `GET /v1/models` follow the API of OpenAI.',
    },
    components: { securitySchemes: SECURITY_SCHEMES },
    security: [{ apiKey: [] }],
    paths,
  });
}

function chatOperation(): ZodOpenApiOperationObject {
  return {
    summary: 'Ask the current model',
    description: 'Needs the scope chat:write; open to this machine when the server listens for it alone.',
    requestBody: { content: jsonOf(chatRequestSchema) },
    responses: {
      200: {
        description:
          'The answer. With `stream`, server-sent events: `{"type":"delta","text":…}`, then `{"type":"done",…}` with the members below, or `{"type":"error",…}`.',
        content: jsonOf(chatResponseSchema),
      },
      default: PROBLEM,
    },
  };
}

function tracesOperation(): ZodOpenApiOperationObject {
  const otlp = { schema: { type: 'object' as const, description: "OTLP's ExportTraceServiceRequest" } };
  return {
    summary: 'Take spans in by OTLP/HTTP',
    description:
      'Needs the scope chat:write; open to this machine when the server listens for it alone. Spans that come again change nothing.',
    requestBody: { content: { 'application/json': otlp, 'application/x-protobuf': {} } },
    responses: {
      200: { description: 'Stored; `partialSuccess` counts the spans that can not be, and says why.' },
      default: PROBLEM,
    },
  };
}

function metricsOperation(): ZodOpenApiOperationObject {
  return {
    summary: 'Counters of this process for Prometheus',
    description: 'Needs the scope read; open to this machine when the server listens for it alone.',
    responses: {
      200: { description: 'Text format 0.0.4', content: { 'text/plain': { schema: { type: 'string' } } } },
      default: PROBLEM,
    },
  };
}

function operationOf(endpoint: Endpoint, path: string): ZodOpenApiOperationObject {
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name: name ?? '',
    in: 'path' as const,
    required: true,
    schema: { type: 'string' as const },
  }));
  const header = endpoint.takesIdempotencyKey
    ? { header: z.object({ 'idempotency-key': idempotencyKeySchema.optional() }) }
    : {};
  const status = String(endpoint.status ?? 200) as '200';
  return {
    summary: endpoint.summary,
    description: `Needs the scope ${endpoint.scope}${endpoint.isSignable ? ', or a signed body' : ''}.`,
    ...(endpoint.isSignable
      ? { security: [{ apiKey: [] }, { bodySignature: [] }, { bodySignatureInQuery: [] }] }
      : {}),
    parameters,
    requestParams: { ...(endpoint.query ? { query: endpoint.query as ZodObject } : {}), ...header },
    ...(endpoint.body ? { requestBody: { content: jsonOf(endpoint.body) } } : {}),
    responses: {
      [status]: { description: 'Done', ...(endpoint.response ? { content: jsonOf(endpoint.response) } : {}) },
      default: PROBLEM,
    },
  };
}

function jsonOf(schema: ZodType) {
  return { 'application/json': { schema } };
}
