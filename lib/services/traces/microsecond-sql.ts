/** The time so many microseconds after 1970; an interval of microseconds is exact where one of seconds is not. */
export const timeOf = (microseconds: string): string =>
  `timestamptz 'epoch' + ${microseconds} * interval '1 microsecond'`;

/** Microseconds since 1970. */
export const microsecondsOf = (time: string): string => `(extract(epoch FROM ${time}) * 1e6)::bigint`;
