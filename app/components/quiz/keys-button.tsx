/** Opens the list of keys that the page around keeps under `?`. */
import { useShortcutList } from '../../state/shortcuts.ts';
import { Key } from './key.tsx';

export function KeysButton() {
  const list = useShortcutList((state) => state.groups.flatMap((group) => group.shortcuts).find((shortcut) => shortcut.key === '?'));
  if (!list) return null;
  return (
    <button type="button" className="quiet quiz-keys" onClick={() => list.run(new KeyboardEvent('keydown', { key: '?' }))}>
      Keys <Key name="?" />
    </button>
  );
}
