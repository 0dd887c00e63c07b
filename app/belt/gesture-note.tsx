/** What a gesture would do if it ended here, beside the pointer: in words, and as the command that it equals. */
import type { ReactNode } from 'react';
import './gestures.css';

interface Props {
  readonly left: number;
  readonly top: number;
  /** Null where letting go would do nothing. */
  readonly command: string | null;
  /** Towards the left of its place: near the right edge. */
  readonly leftwards?: boolean;
  readonly children: ReactNode;
}

export function GestureNote({ left, top, command, leftwards = false, children }: Props) {
  return (
    <div className={leftwards ? 'gesture-note gesture-note-left' : 'gesture-note'} style={{ left, top }}>
      {children}
      {command !== null && <code>{command}</code>}
    </div>
  );
}
