'use client';

import { useState, type SubmitEvent } from 'react';
import { Dialog } from '#components/ui/dialog.tsx';
import { DialogForm } from '#components/ui/dialog-form.tsx';
import { Field, INPUT } from '#components/ui/field.tsx';
import { addAlertRule, changeAlertRule } from '#lib/client/alerts.ts';
import { fieldErrorOf } from '#lib/client/api-error.ts';
import { useAlertChange } from '#lib/client/use-alert-change.ts';
import type { AlertRuleList } from '#lib/contracts/alerts.ts';
import { ALERT_KINDS, type AlertKind, type AlertRule } from '#lib/domain/alerts/rule.ts';
import { readRuleForm, ruleFields, ruleFormOf, type RuleForm } from '#lib/view-models/alert-rule-form.ts';

const KINDS = Object.keys(ALERT_KINDS) as AlertKind[];

interface RuleDialogProps {
  /** As it was when the form opened, so that somebody else's change in the meantime is noticed; null adds a rule. */
  item: AlertRuleList['items'][number] | null;
  onClose: () => void;
}

/** Changes a rule, or adds one. */
export function RuleDialog({ item, onClose }: RuleDialogProps) {
  const [kind, setKind] = useState<AlertKind>(item?.rule.kind ?? 'latency_p95');
  const [form, setForm] = useState<RuleForm>(item ? ruleFormOf(item.rule) : { id: '', name: '' });
  const [isTried, setIsTried] = useState(false);
  const save = useAlertChange(
    (rule: AlertRule) => (item ? changeAlertRule({ version: item.version, rule }) : addAlertRule(rule)),
    onClose,
  );
  const reading = readRuleForm(form, kind, item?.rule ?? null);
  const errorOf = (name: string) =>
    (isTried ? reading.errors[name] : undefined) ?? fieldErrorOf(save.error, `rule.${name}`);
  const bind = (name: string) => ({
    value: form[name] ?? '',
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [name]: event.target.value }),
    className: INPUT,
    autoComplete: 'off',
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setIsTried(true);
    if (save.isPending) return;
    if (reading.rule) save.mutate(reading.rule);
    // What the server said of an earlier try isn't about what stands here now.
    else save.reset();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={item ? 'Change a rule' : 'Add a rule'}
      description={ALERT_KINDS[kind].measures}
      className="max-w-2xl"
    >
      <DialogForm
        onSubmit={submit}
        onClose={onClose}
        error={save.error}
        isPending={save.isPending}
        submitLabel="Save"
        closeLabel="Not now"
      >
        {item ? null : (
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="What it looks at">
              {(tied) => (
                <select
                  {...tied}
                  className={INPUT}
                  value={kind}
                  onChange={(event) => setKind(KINDS.find((name) => name === event.target.value) ?? kind)}
                >
                  {KINDS.map((name) => (
                    <option key={name} value={name}>
                      {ALERT_KINDS[name].measures}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label="Id" hint="Lower-case letters, digits, - and _" error={errorOf('id')}>
              {(tied) => <input {...tied} {...bind('id')} />}
            </Field>
          </div>
        )}
        <Field label="Name" error={errorOf('name')}>
          {(tied) => <input {...tied} {...bind('name')} dir="auto" />}
        </Field>
        <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
          {ruleFields(kind).map(({ name, label, hint, options }) => (
            <Field key={name} label={label} hint={hint} error={errorOf(name)}>
              {(tied) =>
                options ? (
                  <select {...tied} {...bind(name)}>
                    {item ? null : <option value="">as usual</option>}
                    {options.map((option) => (
                      <option key={option} value={option}>
                        {option}
                      </option>
                    ))}
                  </select>
                ) : (
                  <input {...tied} {...bind(name)} inputMode="decimal" />
                )
              }
            </Field>
          ))}
        </div>
        <Field label="Advice" hint="Goes out with every message" error={errorOf('advice')}>
          {(tied) => <input {...tied} {...bind('advice')} dir="auto" />}
        </Field>
        <label className="flex items-center gap-2 text-sm">
          <input
            type="checkbox"
            checked={Boolean(form.ignores_quiet_hours)}
            onChange={(event) => setForm({ ...form, ignores_quiet_hours: event.target.checked ? 'yes' : '' })}
          />
          Send in quiet hours too
        </label>
      </DialogForm>
    </Dialog>
  );
}
