/** A stretch of a text: from `start` up to, without, `end`, in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

/** Finds one kind of personal data. */
export interface Detector {
  /** Stands in the text instead of what was found, as `[name]`. */
  name: string;
  /** What it finds, in order and without overlaps; null when it could not finish in its time. */
  find: (text: string) => readonly Span[] | null;
}

/** Kinds that are built in. */
export const DETECTOR_KINDS = ['key', 'email', 'card', 'phone'] as const;
export type DetectorKind = (typeof DETECTOR_KINDS)[number];
