/** Where credentials come from, for whoever has just started the server. */
export function CredentialsHelp() {
  return (
    <div className="mt-5 px-1 text-sm text-muted">
      <p className="font-medium text-text">First start?</p>
      <p className="mt-1">
        The terminal that runs the server prints a one-time sign-in link. To sign in with a password instead,
        set <Name>LRG_ADMIN_EMAIL</Name> and <Name>LRG_ADMIN_PASSWORD</Name> and restart.
      </p>
    </div>
  );
}

function Name({ children }: { children: string }) {
  return <code className="font-mono text-xs text-text">{children}</code>;
}
