'use client';

import { Command } from '#components/ui/command.tsx';

/** How to get a first verdict. Rendered in the browser only, after the first answer of the API. */
export function FirstVerdict() {
  return (
    <>
      <p>
        Score a model and let this server compare it with the baseline, from a terminal or from CI. Or open a
        finished run and judge it there.
      </p>
      <div className="mt-3 text-left">
        <Command
          text={`npm run lrg -- score\nnpm run lrg -- gate --server ${window.location.origin}`}
          label="Copy the commands"
        />
      </div>
    </>
  );
}
