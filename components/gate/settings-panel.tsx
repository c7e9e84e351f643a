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
      <dl className="grid gap-x-8 gap-y-4 border-t border-line px-4 py-3.5 text-sm sm:grid-cols-2 lg:grid-cols-4">
        {prepareGateSettings(settings).map(({ name, value, meaning }) => (
          <div key={name} className="min-w-0">
            <dt className="text-xs wrap-anywhere text-muted">{name}</dt>
            <dd className="font-medium tabular-nums first-letter:uppercase">{value}</dd>
            <dd className="text-xs text-muted">{meaning}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
