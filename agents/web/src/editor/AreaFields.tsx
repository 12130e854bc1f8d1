import { useState } from "react";

import { compositionIn, compositionText, fillOf, withFill } from "../core/editing/fill";
import { textOf } from "../core/editing/sketch";
import { useEditor } from "./editorContext";
import { FieldRow } from "./FieldRow";
import { text } from "./fields";

/** A composition in one line; one that can not be read is not taken over. */
function Composition({ phase }: { phase: "gas" | "liquid" }) {
  const { sketch, edit } = useEditor();
  const [refused, setRefused] = useState("");
  const write = (line: string): void => {
    const composition = compositionIn(line);
    setRefused(composition === null ? line : "");
    if (composition === null) return;
    edit(`changed the ${phase} of the first fill`, withFill(sketch, phase, composition));
  };
  return (
    <>
      <FieldRow field={text(phase, true)} value={compositionText(sketch, phase)} onWrite={write} />
      {refused !== "" && (
        <p className="refusal" role="alert">
          “{refused}” is no composition; write it as “N2 99 %, CO2 1 %”
        </p>
      )}
    </>
  );
}

/** What is written about the area itself: its title, and what its equipment is filled with at first. */
export function AreaFields() {
  const { sketch, edit } = useEditor();
  const { description } = sketch;
  const fill = fillOf(sketch);
  const rename = (title: string): void =>
    edit("changed the title", { ...sketch, description: { ...description, title } });
  return (
    <section className="properties" aria-label="Area" data-testid="area-fields">
      <h3>
        {sketch.area} <span className="soft">area</span>
      </h3>
      <FieldRow field={text("title", true)} value={textOf(description, "title")} onWrite={rename} />
      <fieldset>
        <legend>First fill</legend>
        {["pressure", "temperature"].map((key) => (
          <FieldRow
            key={key}
            field={text(key, true)}
            value={textOf(fill, key)}
            onWrite={(value) =>
              edit(`changed the ${key} of the first fill`, withFill(sketch, key, value))
            }
          />
        ))}
        <Composition phase="gas" />
        <Composition phase="liquid" />
        <p className="soft">
          The area holds these components and no others; write “0 %” for what only comes in later.
        </p>
      </fieldset>
    </section>
  );
}
