import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Whom the issuer vouches for. */
export interface FakePerson {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
}

export interface FakeIssuer {
  url: string;
  /** Who is signed in there, from the next visit on. */
  person: FakePerson;
  close: () => Promise<void>;
}

export const OIDC_CLIENT = { id: 'guard', secret: 'secret-of-the-client' };

interface Grant {
  person: FakePerson;
  nonce: string | null;
  challenge: string | null;
  redirectUri: string | null;
}

/** An OpenID Connect issuer on loopback: code flow with PKCE, RS256. It asks nobody anything. */
export async function startFakeIssuer(port = 0): Promise<FakeIssuer> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const grants = new Map<string, Grant>();
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer: FakeIssuer = {
    url,
    person: { sub: '1' },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };

  const idTokenOf = ({ person, nonce }: Grant) => {
    const now = Math.floor(Date.now() / 1_000);
    const claims = { iss: url, aud: OIDC_CLIENT.id, iat: now, exp: now + 60, nonce, ...person };
    const text = [{ alg: 'RS256', kid: 'k' }, claims].map(base64Json).join('.');
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
  };
  const routes: Record<string, (asked: URL, request: IncomingMessage) => Promise<object | string>> = {
    '/.well-known/openid-configuration': () =>
      Promise.resolve({
        issuer: url,
        authorization_endpoint: `${url}/authorize`,
        token_endpoint: `${url}/token`,
        jwks_uri: `${url}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      }),
    '/keys': () =>
      Promise.resolve({
        keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }],
      }),
    '/authorize': ({ searchParams }) => {
      const code = randomUUID();
      const [nonce, challenge] = [searchParams.get('nonce'), searchParams.get('code_challenge')];
      const redirectUri = searchParams.get('redirect_uri');
      grants.set(code, { person: issuer.person, nonce, challenge, redirectUri });
      const back = new URL(redirectUri ?? '');
      back.searchParams.set('code', code);
      back.searchParams.set('state', searchParams.get('state') ?? '');
      return Promise.resolve(back.href);
    },
    '/token': async (_, request) => {
      const form = new URLSearchParams(await bodyOf(request));
      const grant = grants.get(form.get('code') ?? '');
      grants.delete(form.get('code') ?? '');
      const verifier = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      const expected = `Basic ${Buffer.from(`${OIDC_CLIENT.id}:${OIDC_CLIENT.secret}`).toString('base64')}`;
      if (grant?.challenge !== verifier || grant.redirectUri !== form.get('redirect_uri'))
        return { error: 'invalid_grant' };
      if (request.headers.authorization !== expected) return { error: 'invalid_client' };
      return { access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token: idTokenOf(grant) };
    },
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const asked = new URL(request.url ?? '/', url);
    const result = await routes[asked.pathname]?.(asked, request);
    if (result === undefined) response.writeHead(404).end();
    else if (typeof result === 'string') response.writeHead(302, { location: result }).end();
    else {
      response.writeHead('error' in result ? 400 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(result));
    }
  };
  return issuer;
}

function base64Json(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}
