import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { FullPageMessage } from '#components/ui/full-page-message.tsx';

export default function NotFound() {
  return (
    <FullPageMessage title="There is no such page" text="The address may be mistyped, or the page has moved.">
      <Button asChild>
        <Link href="/">Go to the overview</Link>
      </Button>
    </FullPageMessage>
  );
}
