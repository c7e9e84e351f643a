type Step = () => Promise<void> | void;

const steps: Step[] = [];
let running: Promise<void> | null = null;

/** Registers what has to be undone at the end, however that comes; the last registered is undone first. */
export function atEnd(step: Step): void {
  steps.push(step);
}

/** Whether the benchmark is being undone: what fails from now on fails for that. */
export function isEnding(): boolean {
  return running !== null;
}

export function cleanUp(): Promise<void> {
  running ??= runAll();
  return running;
}

async function runAll(): Promise<void> {
  for (;;) {
    const step = steps.pop();
    if (!step) return;
    try {
      await step();
    } catch (error) {
      console.error('clean-up:', error);
    }
  }
}

/** Ctrl-C and SIGTERM undo everything before the process ends. */
export function cleanUpOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      console.error('\nstopping …');
      void cleanUp().then(() => process.exit(130));
    });
  }
}
