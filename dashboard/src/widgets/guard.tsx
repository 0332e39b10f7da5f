import { Component, type ComponentChildren } from 'preact';
import { Failed } from './states';

interface GuardProps {
  children: ComponentChildren;
}

// What cannot be drawn says so and can be tried again; the rest of the page stays.
export class Guard extends Component<GuardProps, { broken: boolean }> {
  override state = { broken: false };

  override componentDidCatch(error: unknown): void {
    console.error('threeam: cannot draw:', error);
    this.setState({ broken: true });
  }

  override render({ children }: GuardProps) {
    if (!this.state.broken) return children;
    return (
      <Failed
        error={{ code: 'broken', message: 'This part of the page cannot be drawn.' }}
        onRetry={() => this.setState({ broken: false })}
      />
    );
  }
}
