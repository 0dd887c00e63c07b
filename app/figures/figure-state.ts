/**
 * A figure's state is a list of steps: what the learner has done in it, in order. It stands in the address, under the figure's id,
 * so that reload, back and a copied link bring it back: `?key-skew=day`. The world is built from the steps and from nothing else.
 */
import { useCallback, useMemo, useState } from 'react';
import { useLocation, useNavigate, useNavigationType } from 'react-router';
import { samePlace } from '../storage/scroll-places.ts';
import type { FigureRun } from './plan.ts';

/** Of one figure: an address that was written by hand must not keep the page busy. */
const TEXT_MAX = 400;
const STEPS_MAX = 60;

export interface FigureState {
  readonly text: string;
  /** @param how a step that can be gone back to is pushed; one of many small ones (a key being typed) replaces the last */
  readonly setText: (text: string, how?: 'push' | 'replace') => void;
}

/** The text under a figure's id in the address. What is typed shows at once; the address follows. */
export function useFigureText(id: string): FigureState {
  const location = useLocation();
  const { search, key } = location;
  const navigate = useNavigate();
  const type = useNavigationType();
  const inAddress = (new URLSearchParams(search).get(id) ?? '').slice(0, TEXT_MAX);
  const [state, setState] = useState({ text: inAddress, key });
  // Back, forward and reload bring a state; our own steps are in it already.
  if (state.key !== key) setState({ text: type === 'POP' ? inAddress : state.text, key });

  const setText = useCallback(
    (text: string, how: 'push' | 'replace' = 'push') => {
      setState((before) => ({ ...before, text }));
      const parameters = new URLSearchParams(location.search);
      if (text === '') parameters.delete(id);
      else parameters.set(id, text);
      const next = parameters.toString();
      void navigate({ search: next === '' ? '' : `?${next}`, hash: location.hash }, { replace: how === 'replace', preventScrollReset: true, state: samePlace(location) });
    },
    [id, location, navigate],
  );
  return { text: state.text, setText };
}

export interface SteppedFigure<Run> {
  readonly steps: readonly string[];
  readonly run: Run;
  /** Whether a step can still be added. */
  readonly full: boolean;
  /** Does one thing more. */
  readonly add: (step: string) => void;
  /** Does these things instead of what was done. */
  readonly go: (...steps: readonly string[]) => void;
  readonly restart: () => void;
}

const stepsOf = (text: string) => text.split('.').filter((step) => step !== '').slice(0, STEPS_MAX);

/** @param build makes the figure's world and does the steps in it: the same each time, and it passes over what is no step of its own */
export function useFigure<Run extends FigureRun>(id: string, build: (steps: readonly string[]) => Run): SteppedFigure<Run> {
  const { text, setText } = useFigureText(id);
  const steps = useMemo(() => stepsOf(text), [text]);
  const run = useMemo(() => build(steps), [build, steps]);
  return {
    steps,
    run,
    full: steps.length >= STEPS_MAX || text.length > TEXT_MAX - 20,
    add: (step) => setText([...steps, step].join('.')),
    go: (...next) => setText(next.join('.')),
    restart: () => setText(''),
  };
}
