import type { ReactNode } from "react";

/** A part of a faceplate or of a page under its own heading. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="part" role="group" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </div>
  );
}
