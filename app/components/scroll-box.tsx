/** What may be wider or taller than its place: it scrolls by itself, so the keyboard must be able to reach it. */
import type { ReactNode, Ref } from 'react';

interface Props {
  readonly label: string;
  readonly className?: string;
  readonly ref?: Ref<HTMLDivElement>;
  readonly children: ReactNode;
}

export function ScrollBox({ label, className, ref, children }: Props) {
  return (
    // A group and not a region: a chapter has a dozen of these, too many for landmarks.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={ref} className={className} role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
