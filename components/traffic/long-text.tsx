'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { formatCount } from '#lib/view-models/format.ts';

const SHOWN = 4_000;

/** A text of any length and direction, as text and nothing else; a long one is cut until the person asks for all of it. */
export function LongText({ text, isCode = false }: { text: string; isCode?: boolean }) {
  const [isWhole, setIsWhole] = useState(false);
  const isCut = !isWhole && text.length > SHOWN;
  return (
    <>
      <p
        dir={isCode ? 'ltr' : 'auto'}
        className={`wrap-anywhere whitespace-pre-wrap ${isCode ? 'font-mono text-xs' : 'text-base'}`}
      >
        {isCut ? `${text.slice(0, SHOWN).toWellFormed()}…` : text}
        {text === '' ? <span className="text-muted">(empty)</span> : null}
      </p>
      {isCut ? (
        <Button className="mt-2" onClick={() => setIsWhole(true)}>
          Show all {formatCount(text.length)} characters
        </Button>
      ) : null}
    </>
  );
}
