'use client';

import { useState } from 'react';
import { ConfirmDialog } from '#components/run/confirm-dialog.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import { cn } from '#lib/client/cn.ts';
import { revokeApiKey } from '#lib/client/settings.ts';
import type { ApiKeyItem } from '#lib/contracts/api-keys.ts';
import { useSettingsChange } from './use-settings-change.ts';

/** API keys with who made them and when they were last used. */
export function ApiKeysTable({ keys }: { keys: readonly ApiKeyItem[] }) {
  const [revoking, setRevoking] = useState<ApiKeyItem | null>(null);
  return (
    <>
      <table aria-label="API keys" className="w-full text-sm">
        <thead className="border-y border-line">
          <tr>
            <HeadCell>Name</HeadCell>
            <HeadCell className="hidden md:table-cell">Scopes</HeadCell>
            <HeadCell className="hidden lg:table-cell">Created</HeadCell>
            <HeadCell className="hidden sm:table-cell">Last used</HeadCell>
            <HeadCell className="w-24">
              <span className="sr-only">Revoke</span>
            </HeadCell>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {keys.map((key) => (
            <tr key={key.id} className={cn(key.revoked_at !== null && 'text-muted')}>
              <Cell>
                <p className="font-medium wrap-anywhere">
                  <bdi>{key.name}</bdi>
                </p>
                <p className="font-mono text-xs text-muted">{key.prefix}…</p>
                <div className="mt-1 md:hidden">
                  <Scopes scopes={key.scopes} />
                </div>
                <p className="mt-1 text-xs text-muted sm:hidden">
                  used <LastUsed apiKey={key} />
                </p>
              </Cell>
              <Cell className="hidden md:table-cell">
                <Scopes scopes={key.scopes} />
              </Cell>
              <Cell className="hidden text-muted lg:table-cell">
                <RelativeTime timeMs={Date.parse(key.created_at)} />
                <span className="block max-w-48 truncate text-xs">
                  by <bdi>{key.created_by.name}</bdi>
                </span>
              </Cell>
              <Cell className="hidden text-muted sm:table-cell">
                <LastUsed apiKey={key} />
              </Cell>
              <Cell className="text-right">
                {key.revoked_at === null ? (
                  <Button onClick={() => setRevoking(key)} aria-label={`Revoke ${key.name}`}>
                    Revoke
                  </Button>
                ) : (
                  <Badge>revoked</Badge>
                )}
              </Cell>
            </tr>
          ))}
        </tbody>
      </table>
      {revoking ? <RevokeDialog apiKey={revoking} onClose={() => setRevoking(null)} /> : null}
    </>
  );
}

function Scopes({ scopes }: { scopes: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-1">
      {scopes.map((scope) => (
        <Badge key={scope} tone={scope === 'admin' ? 'warning' : 'neutral'} className="font-mono">
          {scope}
        </Badge>
      ))}
    </span>
  );
}

function LastUsed({ apiKey }: { apiKey: ApiKeyItem }) {
  if (apiKey.last_used_at === null) return 'never';
  return <RelativeTime timeMs={Date.parse(apiKey.last_used_at)} />;
}

function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKeyItem; onClose: () => void }) {
  const change = useSettingsChange('api-keys', () => revokeApiKey(apiKey.id), onClose);
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title="Revoke this key?"
      confirm={change.isPending ? 'Revoking…' : 'Revoke key'}
      dismiss="Keep it"
      error={change.error}
      onConfirm={() => (change.isPending ? undefined : change.mutate(undefined))}
    >
      <p>
        Programs that send <strong className="font-medium wrap-anywhere text-text">{apiKey.name}</strong> (
        {apiKey.prefix}…) are refused from now on. This can&apos;t be undone; a new key can take its place.
      </p>
    </ConfirmDialog>
  );
}
