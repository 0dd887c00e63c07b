/** Predict, then run: the learner commits to an answer, the engine gives its own, and the two stand side by side. */
import { useEffect, useId, useRef, useState } from 'react';
import { readGuess, writeGuess } from '../storage/guesses.ts';

interface Props {
  readonly figure: string;
  readonly question: string;
  readonly options: readonly string[];
  /** What the engine came to: one of the options. Null before it has run. */
  readonly outcome: string | null;
  readonly onRun: () => void;
}

export function Predict({ figure, question, options, outcome, onRun }: Props) {
  const [guess, setGuess] = useState(() => known(readGuess(figure), options));
  const [ran, setRan] = useState(false);
  const name = useId();
  if (outcome !== null) return <Verdict question={question} options={options} guess={guess} outcome={outcome} focused={ran} />;

  const run = (committed: string | null) => {
    writeGuess(figure, committed);
    setGuess(committed);
    setRan(true);
    onRun();
  };
  return (
    <form
      className="fig-predict"
      onSubmit={(event) => {
        event.preventDefault();
        run(guess);
      }}
    >
      <fieldset>
        <legend>
          <b>Predict, then run.</b> {question}
        </legend>
        <div className="fig-options">
          {options.map((option) => (
            <label key={option}>
              <input type="radio" name={name} checked={guess === option} onChange={() => setGuess(option)} required /> {option}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="fig-predict-run">
        <button type="submit" className="primary">
          Run it
        </button>
        <button type="button" className="quiet" onClick={() => run(null)}>
          Just show me
        </button>
      </div>
    </form>
  );
}

/** An answer of an older build may be none any more. */
const known = (guess: string | null, options: readonly string[]) => (guess !== null && options.includes(guess) ? guess : null);

interface VerdictProps extends Pick<Props, 'question' | 'options'> {
  readonly guess: string | null;
  readonly outcome: string;
  /** Whether the button that was pressed has gone, and the focus with it. */
  readonly focused: boolean;
}

/** Stands where the question stood, and takes as much room: nothing below it moves. */
function Verdict({ question, options, guess, outcome, focused }: VerdictProps) {
  const verdict = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (focused) verdict.current?.focus({ preventScroll: true });
  }, [focused]);
  return (
    <div className="fig-predict fig-predicted">
      <p>{question}</p>
      <ul className="fig-options">
        {options.map((option) => (
          <li key={option} className={option === outcome ? 'fig-outcome' : undefined}>
            {option}
          </li>
        ))}
      </ul>
      <p className="fig-verdict" ref={verdict} tabIndex={-1}>
        {guess === null ? (
          <>
            It is <b>“{outcome}”</b>.
          </>
        ) : guess === outcome ? (
          <>
            You said “{guess}”. <b>So it is.</b>
          </>
        ) : (
          <>
            You said “{guess}”. It is <b>“{outcome}”</b>.
          </>
        )}
      </p>
    </div>
  );
}
