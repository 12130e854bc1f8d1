import { derivedLayer, putOnLayer } from "../core/editing/layers";
import { useEditor } from "./editorContext";
import { FieldRow } from "./FieldRow";

/** The layer of what is chosen, if it is not that of what it is. */
export function LayerField({ names }: { names: readonly string[] }) {
  const { sketch, edit } = useEditor();
  const written = new Set(names.map((name) => sketch.layout.layers?.[name]?.layer ?? ""));
  const own = new Set(names.map((name) => derivedLayer(sketch, name)));
  if (own.has("")) return null;
  const [layer = ""] = written.size === 1 ? written : [];
  const write = (value: string): void => {
    const wanted = value.trim().replaceAll(",", " ");
    edit(`put ${names.join(", ")} on a layer`, putOnLayer(sketch, names, wanted));
  };
  const unit = own.size === 1 ? `or ${[...own].join("")}` : "";
  return <FieldRow field={{ key: "layer", unit, needed: false }} value={layer} onWrite={write} />;
}
