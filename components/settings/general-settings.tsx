import { Badge } from '#components/ui/badge.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { GeneralSettings as Settings } from '#lib/contracts/general-settings.ts';
import { prepareGeneralSettings, type SettingLine } from '#lib/view-models/general-settings.ts';
import { ModelPrices } from './model-prices.tsx';

/** What is configured in files and by the environment, and where to change it. */
export function GeneralSettings({ settings }: { settings: Settings }) {
  const { privacy, retention, signIn } = prepareGeneralSettings(settings);
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 lg:grid-cols-3">
        <SettingPanel id="privacy" title="Privacy" file="config/privacy.yaml" lines={privacy} />
        <SettingPanel id="retention" title="Data retention" file="config/telemetry.yaml" lines={retention} />
        <SettingPanel id="sign-in" title="Signing in" file=".env (AUTH_…)" lines={signIn} />
      </div>
      <ModelPrices models={settings.models} currentModel={settings.currentModel} />
    </div>
  );
}

interface SettingPanelProps {
  id: string;
  title: string;
  /** Where it is changed. */
  file: string;
  lines: readonly SettingLine[];
}

function SettingPanel({ id, title, file, lines }: SettingPanelProps) {
  return (
    <Panel
      id={id}
      title={title}
      description={<>Change it in {<Code>{file}</Code>} and restart the server.</>}
    >
      <dl className="flex flex-col gap-3 px-4 pb-4 text-sm">
        {lines.map(({ name, value, note }) => (
          <div key={name}>
            <dt className="text-muted">{name}</dt>
            <dd className="mt-0.5 flex flex-wrap gap-1 font-medium wrap-anywhere">
              {typeof value === 'string' ? value : value.map((one) => <Badge key={one}>{one}</Badge>)}
            </dd>
            {note === null ? null : <dd className="mt-0.5 text-xs text-muted">{note}</dd>}
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function Code({ children }: { children: string }) {
  return <code className="font-mono text-xs text-text">{children}</code>;
}
