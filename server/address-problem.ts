/** What to do about an address that can't be listened on; null for any other error. */
export function addressProblem(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { syscall, code, address, port }: NodeJS.ErrnoException & { address?: string; port?: number } = error;
  if (syscall !== 'listen') return null;
  const where = `${address ?? 'this address'}, port ${port ?? 'unknown'}`;
  if (code === 'EADDRINUSE')
    return `Another program listens on ${where}, already: stop it, or choose another port with PORT.`;
  if (code === 'EACCES')
    return `This user may not listen on ${where}: choose a port of 1024 or above with PORT.`;
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${where}: choose another one with HOST.`;
  return null;
}
