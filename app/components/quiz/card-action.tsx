/** One of the large buttons under a card, with its key and, in small, what it leads to. */
import { Key } from './key.tsx';

interface Props {
  readonly label: string;
  readonly keyName: string;
  readonly note?: string;
  readonly primary?: boolean;
  readonly busy: boolean;
  readonly onPress: () => void;
}

export function CardAction({ label, keyName, note, primary = false, busy, onPress }: Props) {
  return (
    <button type="button" className={primary ? 'primary' : ''} aria-disabled={busy} onClick={onPress}>
      <span>
        {label} <Key name={keyName} />
      </span>{' '}
      {note !== undefined && <small>{note}</small>}
    </button>
  );
}
