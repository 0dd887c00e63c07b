/** Whether an element has come near the window, and what loads only then because it is heavy. */
import { useEffect, useState, type RefObject } from 'react';

/** How far below the window something starts to load. */
const NEAR_PX = 400;

/** Once true, true for good. */
export function useNear(element: RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (near || !element.current) return;
    const observer = new IntersectionObserver((entries) => entries.some((one) => one.isIntersecting) && setNear(true), {
      rootMargin: `${NEAR_PX}px 0px`,
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [near, element]);
  return near;
}

/** What was loaded; null before, 'failed' where it could not be fetched. */
export function useNearby<Loaded extends object>(element: RefObject<HTMLElement | null>, load: () => Promise<Loaded>): { readonly loaded: Loaded | 'failed' | null; readonly retry: () => void } {
  const near = useNear(element);
  const [loaded, setLoaded] = useState<Loaded | 'failed' | null>(null);
  useEffect(() => {
    if (!near || loaded !== null) return;
    let wanted = true;
    load().then(
      (module) => wanted && setLoaded(module),
      () => wanted && setLoaded('failed'),
    );
    return () => {
      wanted = false;
    };
  }, [near, loaded, load]);
  return { loaded, retry: () => setLoaded(null) };
}
