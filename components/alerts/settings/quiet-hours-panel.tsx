'use client';

import { useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, INPUT } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { ProblemBanner } from '#components/ui/problem-banner.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { alertSettingsQuery, changeAlertSettings } from '#lib/client/alerts.ts';
import { fieldErrorOf } from '#lib/client/api-error.ts';
import { useAlertChange } from '#lib/client/use-alert-change.ts';
import type { AlertSettings } from '#lib/contracts/alerts.ts';

/** Hours in which nothing is sent. */
export function QuietHoursPanel({ canWrite }: { canWrite: boolean }) {
  const query = useQuery(alertSettingsQuery());
  return (
    <Panel
      id="quiet-hours-heading"
      title="Quiet hours"
      description="What fires in these hours is sent when they end, if it is still true then."
    >
      <QueryView query={query} what="quiet hours" skeleton={<Skeleton className="mx-4 mb-4 h-24" />}>
        {(settings) =>
          canWrite ? (
            // Another version is another form.
            <QuietHoursForm key={settings.version} settings={settings} />
          ) : (
            <p className="px-4 pb-4 text-sm">{textOf(settings)}</p>
          )
        }
      </QueryView>
    </Panel>
  );
}

function textOf({ quiet_hours: hours }: AlertSettings): string {
  return hours ? `${hours.from} to ${hours.to}, ${hours.time_zone}` : 'There are none.';
}

function QuietHoursForm({ settings }: { settings: AlertSettings }) {
  const { quiet_hours: hours, version } = settings;
  const [form, setForm] = useState({
    from: hours?.from ?? '22:00',
    to: hours?.to ?? '07:00',
    time_zone: hours?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  const save = useAlertChange(changeAlertSettings);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!save.isPending) save.mutate({ version, quiet_hours: form });
  };
  const bind = (name: keyof typeof form) => ({
    value: form[name],
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [name]: event.target.value }),
    className: INPUT,
  });
  const errorOf = (name: string) => fieldErrorOf(save.error, `quiet_hours.${name}`);
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3 px-4 pb-4">
      <p className="text-sm">Now: {textOf(settings)}</p>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        <Field label="From" error={errorOf('from')}>
          {(tied) => <input {...tied} {...bind('from')} type="time" />}
        </Field>
        <Field label="To" error={errorOf('to')}>
          {(tied) => <input {...tied} {...bind('to')} type="time" />}
        </Field>
        <Field label="Time zone" error={errorOf('time_zone')} className="col-span-2 sm:col-span-1">
          {(tied) => <input {...tied} {...bind('time_zone')} autoComplete="off" />}
        </Field>
      </div>
      <ProblemBanner error={save.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" aria-disabled={save.isPending}>
          Save quiet hours
        </Button>
        {hours ? (
          <Button variant="ghost" onClick={() => save.mutate({ version, quiet_hours: null })}>
            No quiet hours
          </Button>
        ) : null}
      </div>
    </form>
  );
}
