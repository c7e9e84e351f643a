import { describe, expect, it } from 'vitest';
import { failureOf, TotalTimeoutError, UpstreamFailure } from './upstream-failure.ts';

const present = new AbortController().signal;
const withCode = (code: unknown) => Object.assign(new Error('x'), { code });

describe('failureOf', () => {
  it.each([
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', true],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout', false],
    ['UND_ERR_BODY_TIMEOUT', 'timeout', false],
    ['ETIMEDOUT', 'timeout', true],
    ['ECONNREFUSED', 'unreachable', true],
    ['ENOTFOUND', 'unreachable', true],
    ['EAI_AGAIN', 'unreachable', true],
    ['ECONNRESET', 'interrupted', true],
    ['UND_ERR_SOCKET', 'interrupted', true],
    [7, 'interrupted', true],
  ])('%s is %s, worth another try: %s', (code, kind, isRetryable) => {
    const cause = withCode(code);
    const failure = failureOf(cause, present, 3);
    expect(failure).toMatchObject({ kind, isRetryable, attempts: 3, cause });
    expect(failure.message).not.toBe('');
  });

  it.each([
    ['connect', 'ETIMEDOUT', 'timeout', true],
    ['read', 'ETIMEDOUT', 'timeout', false],
    ['write', 'ETIMEDOUT', 'timeout', false],
    ['connect', 'EHOSTUNREACH', 'unreachable', true],
    ['read', 'EHOSTUNREACH', 'unreachable', false],
    ['write', 'ENETUNREACH', 'unreachable', false],
    ['getaddrinfo', 'ENOTFOUND', 'unreachable', true],
  ])('in %s, %s is %s, worth another try: %s', (syscall, code, kind, isRetryable) => {
    const cause = Object.assign(new Error('x'), { code, syscall });
    expect(failureOf(cause, present, 1)).toMatchObject({ kind, isRetryable });
  });

  it('several addresses that could not be connected in time are worth another try', () => {
    const errors = ['10.0.0.1', '::1'].map((address) =>
      Object.assign(new Error(address), { code: 'ETIMEDOUT', syscall: 'connect' }),
    );
    const cause = Object.assign(new AggregateError(errors), { code: 'ETIMEDOUT' });
    expect(failureOf(cause, present, 1)).toMatchObject({
      kind: 'timeout',
      isRetryable: true,
      message: 'no connection in time',
    });
  });

  it('a caller who has left is the reason, whatever the error', () => {
    const failure = failureOf(withCode('ECONNRESET'), AbortSignal.abort(), 1);
    expect(failure).toMatchObject({ kind: 'aborted', isRetryable: false });
  });

  it('the total time is the reason when it has aborted the call', () => {
    const signal = AbortSignal.abort(new TotalTimeoutError(250));
    expect(failureOf(withCode('ECONNRESET'), signal, 1)).toMatchObject({
      kind: 'timeout',
      isRetryable: false,
      message: 'no complete answer within 250 ms',
    });
  });

  it('leaves a failure as it is', () => {
    const failure = new UpstreamFailure('unreachable', 'x', true, 2, null);
    expect(failureOf(failure, AbortSignal.abort(), 9)).toBe(failure);
  });

  it('takes what is no error for a broken connection', () => {
    expect(failureOf('boom', present, 1).kind).toBe('interrupted');
  });
});
