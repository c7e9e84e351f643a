/** Orders rows of prompt_aliases, as `a`: prod first, then by name. */
export const ALIAS_ORDER = `a.alias <> 'prod', a.alias`;
