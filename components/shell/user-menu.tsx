'use client';

import { lazy } from 'react';
import { MenuOnDemand } from '#components/ui/menu-on-demand.tsx';
import type { SignedInUser } from './user-choice.tsx';

const load = () => import('./user-choice.tsx');
const UserChoice = lazy(() => load().then((file) => ({ default: file.UserChoice })));

/** Who is signed in, and the way out. */
export function UserMenu({ user }: { user: SignedInUser }) {
  const name = user.name || user.email;
  const trigger = (
    <button
      type="button"
      aria-label={`Account of ${name}`}
      className="flex size-8 items-center justify-center rounded-full border border-line bg-raised text-xs font-semibold uppercase hover:border-control"
    >
      {name.slice(0, 1)}
    </button>
  );
  return (
    <MenuOnDemand
      trigger={trigger}
      preload={() => void load()}
      menu={<UserChoice trigger={trigger} user={user} />}
    />
  );
}
