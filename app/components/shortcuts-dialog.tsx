/** The list of keys that work on the open page, and the switch that turns them off. */
import { useEffect, useRef } from 'react';
import { useShortcutList } from '../state/shortcuts.ts';
import './shortcuts-dialog.css';

export default function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { enabled, groups, setEnabled } = useShortcutList();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  // The page's own keys first: they are what one looks for.
  return (
    <dialog ref={dialog} className="shortcuts-dialog" aria-labelledby="shortcuts-dialog-title" onClose={onClose}>
      <h2 id="shortcuts-dialog-title">Keyboard shortcuts</h2>
      {groups.toReversed().map((group) => (
        <section key={group.title}>
          <h3 className="label">{group.title}</h3>
          <dl>
            {group.shortcuts.map((shortcut) => (
              <div key={shortcut.key}>
                <dt>{shortcut.label}</dt>
                <dd>
                  <kbd>{keyName(shortcut.key)}</kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <label className="shortcuts-dialog-switch">
        <input type="checkbox" checked={enabled} onChange={(event) => setEnabled(event.target.checked)} />
        Single keys act as shortcuts
      </label>
      <button type="button" onClick={() => dialog.current?.close()}>
        Close
      </button>
    </dialog>
  );
}

const names: Record<string, string> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc' };

function keyName(key: string): string {
  return names[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}
