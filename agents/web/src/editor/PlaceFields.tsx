import { resized } from "../core/editing/edits";
import { useEditor } from "./editorContext";
import { FieldRow } from "./FieldRow";

const SIDES = ["x", "y", "width", "height"] as const;

/** Where equipment is drawn and how large, in pixels. */
export function PlaceFields({ name }: { name: string }) {
  const { sketch, edit } = useEditor();
  const box = sketch.layout.equipment[name];
  if (box === undefined) return null;
  return (
    <fieldset>
      <legend>Place</legend>
      {SIDES.map((side) => (
        <FieldRow
          key={side}
          field={{ key: side, unit: "px", needed: true }}
          value={String(box[side])}
          onWrite={(value) => {
            const pixels = Number(value);
            if (!Number.isFinite(pixels) || pixels < 0) return;
            edit(`changed ${side} of ${name}`, resized(sketch, name, { [side]: pixels }));
          }}
        />
      ))}
    </fieldset>
  );
}
