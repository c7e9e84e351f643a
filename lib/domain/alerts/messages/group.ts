export interface GroupSettings {
  /** More events than this of one rule are one message. */
  groupAbove: number;
  /** More messages than this are one. */
  mostMessages: number;
}

/** Divides the events of one check into messages, each event in exactly one. */
export function groupEvents<T extends { ruleId: string }>(
  events: readonly T[],
  { groupAbove, mostMessages }: GroupSettings,
): T[][] {
  const byRule = Map.groupBy(events, ({ ruleId }) => ruleId);
  const messages = [...byRule.values()].flatMap((group) =>
    group.length > groupAbove ? [group] : group.map((event) => [event]),
  );
  return messages.length > mostMessages ? [[...events]] : messages;
}
