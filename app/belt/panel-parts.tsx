/** What every panel is made of: its head, and the buttons that call the API. */
import type { ActionOutcome } from '#sim';
import type { ReactNode } from 'react';
import { CopyButton } from '../components/copy-button.tsx';
import { select } from '../state/lab-view.ts';
import { edit } from '../state/sim-session.ts';
import type { Command } from './commands.ts';

/** @param stream the panel of the stream itself, which is what stays when others close */
export function Head({ title, stream = false, children }: { readonly title: ReactNode; readonly stream?: boolean; readonly children?: ReactNode }) {
  return (
    <header className="panel-head">
      <h2 id="panel-title" tabIndex={-1}>
        {title}
      </h2>
      {children}
      {!stream && (
        <button type="button" className="quiet panel-close" onClick={() => select(null)}>
          Close
        </button>
      )}
    </header>
  );
}

interface CallButtonProps {
  readonly command: Command;
  readonly primary?: boolean;
  readonly disabled?: boolean;
  readonly children: ReactNode;
  /** Told what the call was answered. */
  answered?(outcome: ActionOutcome): void;
}

/** A button that calls the API, and the command it equals. */
export function CallButton({ command, primary = false, disabled = false, answered, children }: CallButtonProps) {
  return (
    <div className="call">
      <button type="button" className={primary ? 'primary' : ''} disabled={disabled} onClick={() => call()}>
        {children}
      </button>
      {command.text !== '' && (
        <details>
          <summary>as a command</summary>
          <code>{command.text}</code>
          <CopyButton text={() => command.text} label="Copy the command">
            Copy
          </CopyButton>
        </details>
      )}
    </div>
  );

  function call(): void {
    const outcome = edit(command.action);
    answered?.(outcome);
  }
}
