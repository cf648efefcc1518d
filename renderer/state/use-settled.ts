import { useEffect, useState } from 'react';

/** A value once it has been the same for a while, so that not every keystroke asks a question. */
export function useSettled<T>(value: T, quietMs = 350): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), quietMs);
    return () => clearTimeout(timer);
  }, [value, quietMs]);
  return settled;
}
