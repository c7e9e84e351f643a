const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** A shell command that sends one prompt to the gateway; other machines need an API key for it. */
export function chatCommand(origin: string): string {
  const isHere = LOOPBACK.test(new URL(origin).hostname);
  const parts = [
    `curl -s ${origin}/chat`,
    ...(isHere ? [] : ['-H "authorization: Bearer $LRG_API_KEY"']),
    `-H 'content-type: application/json'`,
    `-d '${JSON.stringify({ prompt: 'Explain in two sentences what a hash function does.' })}'`,
  ];
  return parts.join(' \\\n  ');
}
