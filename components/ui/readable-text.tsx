'use client';

import { useState } from 'react';
import { Button } from './button.tsx';
import { formatCount } from '#lib/view-models/format.ts';
import { splitCode } from '#lib/view-models/text-parts.ts';

const SHOWN = 12_000;

/**
 * A text to be read with care: each paragraph in its own direction, code between fences as code. It is shown as text and
 * nothing else; a very long one is cut until the person asks for all of it.
 */
export function ReadableText({ text }: { text: string }) {
  const [isWhole, setIsWhole] = useState(false);
  const isCut = !isWhole && text.length > SHOWN;
  if (text.trim() === '') return <p className="text-muted">(empty)</p>;
  return (
    <div className="flex flex-col gap-2">
      {splitCode(isCut ? `${text.slice(0, SHOWN).toWellFormed()}…` : text).map((part, index) =>
        part.kind === 'text' ? (
          <p
            key={index}
            dir="auto"
            className="text-base leading-6 wrap-anywhere whitespace-pre-wrap [unicode-bidi:plaintext]"
          >
            {part.text}
          </p>
        ) : (
          <pre
            key={index}
            dir="ltr"
            tabIndex={0}
            role="region"
            aria-label={part.language === null ? 'Code' : `Code, ${part.language}`}
            className="overflow-x-auto rounded-md border border-line bg-raised/60 px-3 py-2 font-mono text-xs leading-5"
          >
            {part.text}
          </pre>
        ),
      )}
      {isCut ? (
        <Button className="self-start" onClick={() => setIsWhole(true)}>
          Show all {formatCount(text.length)} characters
        </Button>
      ) : null}
    </div>
  );
}
