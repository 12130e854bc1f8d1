import { useContext } from "react";

import type { Area, Box } from "../core/plant";
import { EmergencyStrip } from "../emergency/EmergencyStrip";
import { SelectionContext } from "./selection";
import { ZoomTools } from "./ZoomTools";

export interface DiagramHeadProps {
  area: Area;
  /** Whose values they are, where that has to be told. */
  label?: React.ReactNode;
  /** What stands at the end of the line above the drawing. */
  tools?: React.ReactNode;
  /** Whether it stands beside another one that is edited and zoomed for both. */
  isSecond?: boolean;
}

/** The line above a drawing: its name, what happens in it, and what can be done with it. */
export function DiagramHead(props: DiagramHeadProps & { drawn: Box }) {
  const { area, label, tools, drawn, isSecond = false } = props;
  const { openEditor } = useContext(SelectionContext);
  return (
    <header className="diagram-head">
      <h2>{area.title}</h2>
      {label}
      <EmergencyStrip area={area} />
      <span className="diagram-tools">
        {tools}
        {openEditor && !isSecond && (
          <button type="button" onClick={openEditor} data-testid="view-editor">
            Edit
          </button>
        )}
        {!isSecond && <ZoomTools drawn={drawn} />}
      </span>
    </header>
  );
}
