import { Component, type ReactNode } from "react";

interface State {
  failure: string | null;
}

/** Keeps what fails in a view, such as code that could not be loaded, from taking the whole screen away. */
export class ViewBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { failure: null };

  static getDerivedStateFromError(error: unknown): State {
    return { failure: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    return (
      <section className="table-view" role="alert" data-testid="view-failed">
        <p>
          <b>This view has failed: {failure}</b>
        </p>
        <p>
          The other views go on. If the twin was updated since this page was opened, the page has to
          be loaded again.
        </p>
        <button type="button" onClick={() => window.location.reload()}>
          Load the page again
        </button>
      </section>
    );
  }
}
