import { createTransport } from 'smtp-mailer';
import type { ChannelTarget, SendAnswer } from '#lib/domain/alerts/channel.ts';
import { AddressError, checkHost } from './addresses.ts';
import type { PostOptions } from './post-json.ts';

export interface Email {
  /** Names the message, so that mail programs show a repetition once. */
  id: string;
  subject: string;
  text: string;
}

/** Sends a plain text e-mail by SMTP, to an address that was checked before it is connected to. Never throws. */
export async function sendEmail(
  target: Extract<ChannelTarget, { kind: 'email' }>,
  email: Email,
  options: PostOptions,
): Promise<Omit<SendAnswer, 'durationMs'>> {
  let transport: ReturnType<typeof createTransport> | null = null;
  try {
    const checked = await checkHost(target.host, options.allowedPrivateHosts, options.resolve);
    if (target.security === 'none' && !checked.isPrivate) {
      throw new AddressError('expected tls or starttls for a public mail server');
    }
    transport = createTransport({
      host: checked.address,
      port: target.port,
      secure: target.security === 'tls',
      requireTLS: target.security === 'starttls',
      ignoreTLS: target.security === 'none',
      tls: { servername: target.host },
      connectionTimeout: options.timeoutMs,
      greetingTimeout: options.timeoutMs,
      socketTimeout: options.timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...(target.username === null ? {} : { auth: { user: target.username, pass: target.password ?? '' } }),
    });
    const sent = await transport.sendMail({
      from: target.from,
      to: [...target.to],
      subject: email.subject.replace(/[\r\n]+/g, ' '),
      text: email.text,
      messageId: `<${email.id}@llm-regression-guard>`,
      headers: { 'auto-submitted': 'auto-generated' },
    });
    return {
      outcome: 'delivered',
      isRetriable: false,
      status: codeOf(sent.response),
      text: sent.response.slice(0, 300),
      retryAfterMs: null,
    };
  } catch (error) {
    return failure(error, options.timeoutMs);
  } finally {
    transport?.close();
  }
}

/** A 5xx is final (RFC 5321); so is a refused password. */
function failure(error: unknown, timeoutMs: number): Omit<SendAnswer, 'durationMs'> {
  const nothing = { status: null, retryAfterMs: null };
  if (error instanceof AddressError) {
    const { isRetriable, message: text } = error;
    return { ...nothing, outcome: isRetriable ? 'unreachable' : 'not_allowed', isRetriable, text };
  }
  const { code, response } = readMailError(error);
  if (code === 'ETIMEDOUT') {
    return { ...nothing, outcome: 'timeout', isRetriable: true, text: `no answer within ${timeoutMs} ms` };
  }
  if (response !== null) {
    const status = codeOf(response);
    const isRetriable = status === null || status < 500;
    return { ...nothing, outcome: 'refused', isRetriable, status, text: response.slice(0, 300) };
  }
  return {
    ...nothing,
    outcome: 'unreachable',
    isRetriable: true,
    text: `the mail server could not be reached (${code})`,
  };
}

function readMailError(error: unknown): { code: string; response: string | null } {
  if (!(error instanceof Error)) return { code: 'unknown reason', response: null };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'unknown reason';
  const response = 'response' in error && typeof error.response === 'string' ? error.response : null;
  return { code, response };
}

function codeOf(response: string): number | null {
  const code = Number.parseInt(response.slice(0, 3), 10);
  return Number.isNaN(code) ? null : code;
}
