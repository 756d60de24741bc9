import { Component, type ReactNode } from 'react';
import { useSpeech } from '../words/language';

interface Props {
  readonly children: ReactNode;
}

/** Says so where a view cannot be shown, e.g. when its part of the page did not arrive. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Failure /> : this.props.children;
  }
}

function Failure() {
  const { words } = useSpeech();
  return (
    <div className="problem" role="alert">
      <p>{words.problems.unknown}</p>
      <button
        type="button"
        onClick={() => {
          location.reload();
        }}
      >
        {words.retry}
      </button>
    </div>
  );
}
