'use client';

import { useState, type SubmitEvent } from 'react';
import { Dialog } from '#components/ui/dialog.tsx';
import { DialogForm } from '#components/ui/dialog-form.tsx';
import { Field, INPUT } from '#components/ui/field.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { addAlertChannel, changeAlertChannel } from '#lib/client/alerts.ts';
import { useAlertChange } from '#lib/client/use-alert-change.ts';
import type { AlertChannelList, CreateAlertChannel } from '#lib/contracts/alert-channels.ts';
import { CHANNEL_FIELDS, readChannelForm, type ChannelForm } from '#lib/view-models/alert-channel-form.ts';

const KINDS = [
  { id: 'slack', label: 'Slack' },
  { id: 'email', label: 'E-mail' },
  { id: 'webhook', label: 'Webhook' },
] as const;

interface ChannelDialogProps {
  /** Null adds one. The secrets of a known one can't be shown, so that its target is entered as a whole. */
  channel: AlertChannelList['items'][number] | null;
  onClose: () => void;
}

/** Adds a channel, or gives one another name and another target. */
export function ChannelDialog({ channel, onClose }: ChannelDialogProps) {
  const [kind, setKind] = useState<(typeof KINDS)[number]['id']>(channel?.kind ?? 'slack');
  const [form, setForm] = useState<ChannelForm>({ id: channel?.id ?? '', name: channel?.name ?? '' });
  const [isTried, setIsTried] = useState(false);
  const save = useAlertChange(
    ({ name, target, id }: CreateAlertChannel) =>
      channel
        ? changeAlertChannel({ id, version: channel.version, name, target })
        : addAlertChannel({ id, name, target }),
    onClose,
  );
  const reading = readChannelForm(form, kind);
  const errorOf = (name: string) => (isTried ? (reading.errors[name] ?? null) : null);
  const bind = (name: string) => ({
    value: form[name] ?? '',
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [name]: event.target.value }),
    className: INPUT,
    autoComplete: 'off',
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setIsTried(true);
    if (reading.channel && !save.isPending) save.mutate(reading.channel);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={channel ? 'Change a channel' : 'Add a channel'}
      description={channel ? 'Enter address and secrets again: they are never shown.' : undefined}
    >
      <DialogForm
        onSubmit={submit}
        onClose={onClose}
        error={save.error}
        isPending={save.isPending}
        submitLabel="Save"
        closeLabel="Not now"
      >
        <SegmentedControl
          label="Kind of channel"
          value={kind}
          options={KINDS}
          onChange={(id) => setKind(KINDS.find((option) => option.id === id)?.id ?? kind)}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          {channel ? null : (
            <Field label="Id" hint="Lower-case letters, digits, - and _" error={errorOf('id')}>
              {(tied) => <input {...tied} {...bind('id')} />}
            </Field>
          )}
          <Field label="Name" error={errorOf('name')}>
            {(tied) => <input {...tied} {...bind('name')} dir="auto" />}
          </Field>
          {CHANNEL_FIELDS[kind].map(({ name, label, hint, isSecret = false, options }) => (
            <Field key={name} label={label} hint={hint} error={errorOf(name)}>
              {(tied) =>
                options ? (
                  <select {...tied} {...bind(name)}>
                    {options.map((option) => (
                      <option key={option}>{option}</option>
                    ))}
                  </select>
                ) : (
                  <input
                    {...tied}
                    {...bind(name)}
                    type={isSecret ? 'password' : 'text'}
                    autoComplete={isSecret ? 'new-password' : 'off'}
                  />
                )
              }
            </Field>
          ))}
        </div>
      </DialogForm>
    </Dialog>
  );
}
