// Holds: the loop's band never reaches beyond the track, which is shorter in a branch that has come less far.
import { render } from '@testing-library/react';
import { expect, test } from 'vitest';
import { LoopBand } from '../../../app/belt/loop.tsx';
import { useSimSession } from '../../../app/state/sim-session.ts';

test('the band ends with the track, and is not there where the loop lies beyond it', () => {
  useSimSession.setState({ loop: { fromMs: 500, toMs: 81_000, rounds: 0 } });
  const { container, rerender } = render(<LoopBand endMs={1_000} />);
  expect(container.firstElementChild).toHaveStyle({ left: '50%', width: '50%' });
  rerender(<LoopBand endMs={400} />);
  expect(container).toBeEmptyDOMElement();
});
