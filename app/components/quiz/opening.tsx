/** While the storage opens. Shown late by the style sheet: storage that opens at once shows nothing. */
export function Opening({ onSkip }: { readonly onSkip: () => void }) {
  return (
    <div className="quiz-opening" role="status">
      <p>Opening your saved marks…</p>
      <button type="button" onClick={onSkip}>
        Go on without saving
      </button>
    </div>
  );
}
