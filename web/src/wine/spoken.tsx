import { useEffect, useState } from 'react';

/** How long the text must have stood still before it is read out. */
const SETTLED_MS = 700;

/** A text that screen readers read out when it has changed, but not at every step of a slider. */
export function Spoken({ text }: { readonly text: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => {
      setSaid(text);
    }, SETTLED_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return (
    <p className="unseen" role="status">
      {said}
    </p>
  );
}
