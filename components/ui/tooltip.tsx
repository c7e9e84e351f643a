'use client';

import { Slot } from 'radix-ui';
import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type PointerEvent,
  type ReactNode,
} from 'react';
import { createPortal } from 'react-dom';

const OPEN_MS = 300;
/** Time to move the pointer from the child to the hint. */
const CLOSE_MS = 100;
const GAP = 6;
const EDGE = 8;

/** When the latest hint closed, in the page's own time: the next one beside it opens at once. */
let closedMs = -Infinity;

/** A hint on hover and on keyboard focus of its one child; Escape takes it away. */
export function Tooltip({ text, children }: { text: ReactNode; children: ReactNode }) {
  const id = useId();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const timer = useRef(0);
  const after = (ms: number, action: () => void) => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(action, ms);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const close = () => {
    clearTimeout(timer.current);
    if (anchor !== null) closedMs = performance.now();
    setAnchor(null);
  };
  const enter = ({ currentTarget, pointerType }: PointerEvent) => {
    if (pointerType === 'touch') return;
    after(performance.now() - closedMs < OPEN_MS ? 0 : OPEN_MS, () => setAnchor(currentTarget));
  };
  return (
    <>
      <Slot.Root
        {...(anchor === null ? {} : { 'aria-describedby': id })}
        onPointerEnter={enter}
        onPointerLeave={() => after(CLOSE_MS, close)}
        onFocus={({ currentTarget }) => {
          if (currentTarget.matches(':focus-visible')) after(0, () => setAnchor(currentTarget));
        }}
        onBlur={close}
      >
        {children}
      </Slot.Root>
      {anchor === null ? null : (
        <Hint
          id={id}
          anchor={anchor}
          onEnter={() => clearTimeout(timer.current)}
          onLeave={() => after(CLOSE_MS, close)}
          onClose={close}
        >
          {text}
        </Hint>
      )}
    </>
  );
}

interface HintProps {
  id: string;
  anchor: Element;
  onEnter: () => void;
  onLeave: () => void;
  onClose: () => void;
  children: ReactNode;
}

function Hint({ id, anchor, onEnter, onLeave, onClose, children }: HintProps) {
  const box = useRef<HTMLDivElement>(null);
  // Above its anchor, below it where there is no room, and never beyond the window's edges.
  useLayoutEffect(() => {
    if (!box.current) return;
    const at = anchor.getBoundingClientRect();
    const { width, height } = box.current.getBoundingClientRect();
    const left = Math.min(
      at.left + at.width / 2 - width / 2,
      document.documentElement.clientWidth - width - EDGE,
    );
    const above = at.top - height - GAP;
    box.current.style.left = `${Math.max(EDGE, left)}px`;
    box.current.style.top = `${above < EDGE ? at.bottom + GAP : above}px`;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose();
    };
    document.addEventListener('keydown', onKey);
    // What the hint belongs to moves away under it.
    window.addEventListener('scroll', onClose, { capture: true, passive: true });
    return () => {
      document.removeEventListener('keydown', onKey);
      window.removeEventListener('scroll', onClose, { capture: true });
    };
  });
  return createPortal(
    <div
      ref={box}
      id={id}
      role="tooltip"
      onPointerEnter={onEnter}
      onPointerLeave={onLeave}
      className="fixed top-0 left-0 z-50 w-max max-w-72 animate-fade-in rounded-md bg-text px-2 py-1 text-xs text-page shadow-pop print:hidden"
    >
      {children}
    </div>,
    document.body,
  );
}
