import { Component, type ReactNode } from 'react';

/** Shows something else where its content cannot be drawn, so that one broken file never takes the window with it. */
export class UnlessBroken extends Component<{ instead: ReactNode; children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    return this.state.isBroken ? this.props.instead : this.props.children;
  }
}
