import { cleanup, render, screen } from "@testing-library/react";
import { lazy, Suspense } from "react";
import { afterEach, expect, it, vi } from "vitest";

import { ViewBoundary } from "../src/shell/ViewBoundary";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const Gone = lazy(() => Promise.reject(new Error("Failed to fetch SceneView.js")));

it("a view whose code can not be loaded says so, and the next view is shown", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined); // React tells of it, too
  const screenOf = (view: string, content: React.ReactNode) => (
    <>
      <h1>Header</h1>
      <ViewBoundary key={view}>
        <Suspense fallback="Loading">{content}</Suspense>
      </ViewBoundary>
    </>
  );
  const { rerender } = render(screenOf("scene", <Gone />));
  expect((await screen.findByTestId("view-failed")).textContent).toContain("fetch SceneView.js");
  expect(screen.getByText("Header")).toBeTruthy();
  rerender(screenOf("tags", <p>Tags</p>));
  expect(screen.queryByTestId("view-failed")).toBeNull();
  expect(screen.getByText("Tags")).toBeTruthy();
});
