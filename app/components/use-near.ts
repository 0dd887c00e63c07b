/** Whether an element has come near the window: what is heavy loads only then. */
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
