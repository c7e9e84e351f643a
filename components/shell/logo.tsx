import Link from 'next/link';

/** The product's mark and name, which lead to the overview. */
export function Logo() {
  return (
    <Link href="/" className="flex items-center gap-2 rounded-sm text-base font-semibold tracking-tight">
      <Mark />
      Regression Guard
    </Link>
  );
}

/** A shield with a score that holds. */
export function Mark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className="size-6 shrink-0">
      <path d="M12 1.5l8.5 3v7c0 5.2-3.4 9-8.5 11-5.1-2-8.5-5.8-8.5-11v-7z" className="fill-text" />
      <path
        d="M7 12.5h2.4l1.8-4 2.4 6 1.5-2h1.9"
        fill="none"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-page"
      />
    </svg>
  );
}
