/** Keeps a failure of one part of a page inside that part, with a way to try again. */
import { Component } from 'react';
import type { ReactNode } from 'react';
import './failure-boundary.css';

interface Props {
  /** What failed, as a sentence: "This figure stopped." */
  readonly says: string;
  readonly onRetry?: () => void;
  readonly children: ReactNode;
}

export class FailureBoundary extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    const retry = () => {
      this.setState({ error: null });
      this.props.onRetry?.();
    };
    return <Failure says={`${this.props.says} ${error.message}`} onRetry={retry} />;
  }
}

export function Failure({ says, onRetry }: { readonly says: string; readonly onRetry: () => void }) {
  return (
    <div className="failure" role="alert">
      <p>{says}</p>
      <button type="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}
