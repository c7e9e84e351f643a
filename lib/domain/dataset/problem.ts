/** Something wrong in, or doubtful about, a dataset file. */
export interface DatasetProblem {
  /** Counted from 1; null when it concerns the file as a whole. */
  line: number | null;
  /** Path of the field, such as `checks.0.pattern`; null when it concerns the line as a whole. */
  field: string | null;
  message: string;
}

export type WarningKind =
  | 'unknown_key'
  | 'duplicate_prompt'
  | 'near_duplicate'
  | 'conflicting_references'
  | 'reference_in_prompt'
  | 'reference_fails_check'
  | 'imbalance';

export interface DatasetWarning extends DatasetProblem {
  kind: WarningKind;
}

/** `file:line: field: message`, the form that editors and CI systems make links of. */
export function problemText(file: string, { line, field, message }: DatasetProblem): string {
  return [line === null ? file : `${file}:${line}`, field, message]
    .filter((part) => part !== null)
    .join(': ');
}
