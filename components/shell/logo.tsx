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

/** A score that dips and stays above its threshold. */
export function Mark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className="size-6 shrink-0">
      <rect width="24" height="24" rx="6" className="fill-text" />
      <path d="M4.5 16.5h15" strokeWidth="1.5" strokeDasharray="2.2 2.2" className="stroke-page opacity-55" />
      <path
        d="M4.5 8l4.5 1.2 3.8 3.8 3-5 3.7-1.5"
        fill="none"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-page"
      />
    </svg>
  );
}
