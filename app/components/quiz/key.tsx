/** The key that does the same as the button it stands on; gone while shortcuts are off, and for screen readers, which have the list under `?`. */
import { useShortcutList } from '../../state/shortcuts.ts';

export function Key({ name }: { readonly name: string }) {
  const enabled = useShortcutList((state) => state.enabled);
  return enabled ? (
    <kbd className="quiz-key" aria-hidden="true">
      {name}
    </kbd>
  ) : null;
}
