import type { StartRun } from '#lib/contracts/runs.ts';
import { readTagLines } from './tag-lines.ts';

/** The texts of the form that starts a run; an empty one leaves the matter to the configuration. */
export interface StartForm {
  model: string;
  prompt: string;
  repeats: string;
  /** Percent. */
  sample: string;
  limit: string;
  tags: string;
}

export interface StartFormReading {
  /** Null when a field is wrong. */
  request: StartRun | null;
  errors: Partial<Record<keyof StartForm, string>>;
}

/** Reads the form; says of each field that is wrong what was expected. */
export function readStartForm(form: StartForm): StartFormReading {
  const repeats = readWhole(form.repeats, 100);
  const limit = readWhole(form.limit, Number.MAX_SAFE_INTEGER);
  const sample = readPercent(form.sample);
  const { tags, error: tagError } = readTagLines(form.tags);
  const errors = {
    ...(repeats === null ? { repeats: 'Expected a whole number from 1 to 100' } : {}),
    ...(limit === null ? { limit: 'Expected a whole number from 1' } : {}),
    ...(sample === null ? { sample: 'Expected more than 0 and at most 100' } : {}),
    ...(tagError === null ? {} : { tags: tagError }),
  };
  if (repeats === null || limit === null || sample === null || tags === null)
    return { request: null, errors };
  const request: StartRun = {
    ...(form.model.trim() === '' ? {} : { model: form.model.trim() }),
    ...(form.prompt.trim() === '' ? {} : { prompt: form.prompt.trim() }),
    ...(repeats === undefined ? {} : { repeats }),
    ...(sample === undefined ? {} : { sample }),
    ...(limit === undefined ? {} : { limit }),
    tags,
  };
  return { request, errors };
}

/** Undefined for nothing, null for anything that isn't a whole number from 1 to `most`. */
function readWhole(text: string, most: number): number | null | undefined {
  if (text.trim() === '') return undefined;
  const value = Number(text.trim());
  return /^\d+$/.test(text.trim()) && value >= 1 && value <= most ? value : null;
}

function readPercent(text: string): number | null | undefined {
  const digits = text.trim().replace(/\s*%$/, '').replace(',', '.');
  if (digits === '') return undefined;
  const value = Number(digits);
  return Number.isFinite(value) && value > 0 && value <= 100 ? value / 100 : null;
}
