'use client';

import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { useEnvironment } from './use-environment.ts';

const ALL = 'all';
const PRODUCTION = 'production';

/** Chooses whose runs the page looks at: all, or those that are or were in production. */
export function EnvironmentControl() {
  const [env, setEnv] = useEnvironment();
  const options = [
    { id: ALL, label: 'All runs' },
    { id: PRODUCTION, label: 'Production', words: 'Runs promoted to production' },
    // An address may name another.
    ...(env === null || env === PRODUCTION ? [] : [{ id: env, label: env }]),
  ];
  return (
    <SegmentedControl
      label="Environment of runs"
      value={env ?? ALL}
      options={options}
      onChange={(id) => setEnv(id === ALL ? null : id)}
    />
  );
}
