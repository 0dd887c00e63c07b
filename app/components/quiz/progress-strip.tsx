/** One segment per card of the round: whole when right, broken when wrong, tall when in hand, pale when to come. */
export type Segment = 'right' | 'wrong' | 'current' | 'to-come';

export function ProgressStrip({ segments, label }: { readonly segments: readonly Segment[]; readonly label: string }) {
  return (
    <div className="quiz-strip" role="img" aria-label={label}>
      {segments.map((segment, index) => (
        <span key={index} data-is={segment} />
      ))}
    </div>
  );
}
