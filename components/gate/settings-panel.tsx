import { Panel } from '#components/ui/panel.tsx';
import type { GateSettings } from '#lib/domain/gate/settings.ts';
import { prepareGateSettings } from '#lib/view-models/gate-settings.ts';

/** By what the gate decides, as the server's configuration has it. */
export function SettingsPanel({ settings }: { settings: GateSettings }) {
  return (
    <Panel
      id="settings-heading"
      title="How it decides"
      description={
        <>
          Set in <code className="font-mono text-xs">config/scorer_config.yaml</code>; each verdict keeps the
          settings that it was made with.
        </>
      }
    >
      <dl className="divide-y divide-line border-t border-line text-sm">
        {prepareGateSettings(settings).map(({ name, value, meaning }) => (
          <div key={name} className="px-4 py-2">
            <div className="flex justify-between gap-4">
              <dt className="min-w-0 wrap-anywhere text-muted">{name}</dt>
              <dd className="text-right font-medium tabular-nums">{value}</dd>
            </div>
            <dd className="text-xs text-muted">{meaning}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
