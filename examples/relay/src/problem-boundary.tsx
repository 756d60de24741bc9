import { Component, type ReactNode } from 'react';
import { GatewayError } from './gateway-error';

interface State {
  readonly error?: Error;
}

/** Shows what went wrong below it, with a way to try again. */
export class ProblemBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = {};

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <p role="alert">
        {inWords(error)}{' '}
        <button onClick={() => this.setState({ error: undefined })}>Try again</button>
      </p>
    );
  }
}

function inWords(error: Error): string {
  if (!(error instanceof GatewayError)) return 'The gateway cannot be reached.';
  return error.details.code === 'OVERLOADED' ? 'The gateway is busy.' : error.message;
}
