import { useCallback, useEffect, useState } from 'react';
import { readAddress, writeAddress, type Place } from './address';

/** Browsers refuse to rewrite the address more often than a few times a second. */
const WRITE_AFTER_MS = 300;

/** The page's place, kept equal to its address both ways. */
export function usePlace(): [Place, (change: Partial<Place>) => void] {
  const [place, setPlace] = useState(() => readAddress(location.hash));
  useEffect(() => {
    const read = (): void => {
      setPlace(readAddress(location.hash));
    };
    addEventListener('hashchange', read);
    return () => {
      removeEventListener('hashchange', read);
    };
  }, []);
  useEffect(() => {
    const address = writeAddress(place);
    if (address === location.hash) return;
    const timer = setTimeout(() => {
      history.replaceState(null, '', address);
    }, WRITE_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [place]);
  const move = useCallback((change: Partial<Place>) => {
    setPlace((before) => ({ ...before, ...change }));
  }, []);
  return [place, move];
}
