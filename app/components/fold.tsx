/** A disclosure whose content exists only while it is open: what nobody sees costs nothing ten times a second. */
import { useState, type ReactNode } from 'react';

interface Props {
  readonly summary: ReactNode;
  /** Of those with one name only one is open at a time. */
  readonly name?: string;
  readonly className?: string;
  readonly openAtFirst?: boolean;
  readonly onOpen?: () => void;
  readonly children: ReactNode;
}

export function Fold({ summary, name, className, openAtFirst = false, onOpen, children }: Props) {
  const [open, setOpen] = useState(openAtFirst);
  return (
    <details
      name={name}
      className={className}
      open={open}
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
        if (currentTarget.open) onOpen?.();
      }}
    >
      <summary>{summary}</summary>
      {open && children}
    </details>
  );
}
