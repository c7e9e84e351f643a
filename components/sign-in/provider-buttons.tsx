'use client';

import { LogIn } from 'lucide-react';
import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';

interface ProviderButtonsProps {
  providers: readonly { id: string; name: string }[];
  destination: string;
}

/** Goes to a provider that knows who somebody is, and comes back signed in. */
export function ProviderButtons({ providers, destination }: ProviderButtonsProps) {
  const [going, setGoing] = useState<string | null>(null);
  const go = async (id: string) => {
    setGoing(id);
    await signIn(id, { callbackUrl: destination });
  };
  return (
    <div className="mb-5 flex flex-col gap-2 border-b border-line pb-5">
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          size="large"
          aria-busy={going === id}
          onClick={() => (going === null ? void go(id).catch(() => setGoing(null)) : undefined)}
        >
          <LogIn aria-hidden="true" />
          {going === id ? 'One moment…' : `Continue with ${name}`}
        </Button>
      ))}
    </div>
  );
}
