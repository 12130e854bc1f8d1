import { setField } from "../core/editing/edits";
import { namesIn } from "../core/editing/names";
import { rename } from "../core/editing/references";
import { sectionOf, textOf, type SectionName } from "../core/editing/sketch";
import { useEditor } from "./editorContext";
import { FieldRow } from "./FieldRow";
import { fieldsOf, sectionWith, text } from "./fields";
import { Measured } from "./Measured";
import { OpenPorts } from "./OpenPorts";
import { PlaceFields } from "./PlaceFields";

/** Numbers stay numbers, all else is text. */
function valueOf(written: string): string | number {
  const text = written.trim();
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

function Name({ name }: { name: string }) {
  const { sketch, edit, select } = useEditor();
  const write = (wanted: string): void => {
    const fresh = wanted.trim();
    if (fresh === "" || namesIn(sketch).has(fresh)) return;
    edit(`renamed ${name} to ${fresh}`, rename(sketch, new Map([[name, fresh]])));
    select([fresh]);
  };
  return <FieldRow field={text("name", true)} value={name} onWrite={write} />;
}

function Mistakes({ name }: { name: string }) {
  const { problems } = useEditor();
  return (problems.get(name) ?? []).map(({ what, remedy }) => (
    <p key={what} className="refusal" role="alert">
      {what}; {remedy}
    </p>
  ));
}

/** All that can be written about the one element that is chosen. */
export function Properties({ name }: { name: string }) {
  const { sketch, kinds, edit } = useEditor();
  const section = sectionWith(sketch, name);
  if (section === undefined) return null;
  const entry = sectionOf(sketch, section)[name];
  const kind = textOf(entry, "kind");
  const write = (key: string, value: string): void =>
    edit(`changed ${key} of ${name}`, setField(sketch, section, name, key, valueOf(value)));
  return (
    <section className="properties" aria-label={`Properties of ${name}`} data-testid="properties">
      <h3>
        {name} <span className="soft">{kinds.get(kind)?.title ?? section}</span>
      </h3>
      <Mistakes name={name} />
      <Name key={name} name={name} />
      {fieldsOf(sketch, name, kinds).map((field) => (
        <FieldRow
          key={`${name}.${field.key}`}
          field={field}
          value={textOf(entry, field.key)}
          onWrite={(value) => write(field.key, value)}
        />
      ))}
      <More name={name} section={section} kind={kind} />
    </section>
  );
}

/** What only elements of one section have. */
function More({ name, section, kind }: { name: string; section: SectionName; kind: string }) {
  if (section === "instruments") return <Range name={name} />;
  if (section === "streams") return <Measured name={name} kind={kind} />;
  if (section !== "equipment") return null;
  return (
    <>
      <PlaceFields name={name} />
      <OpenPorts name={name} kind={kind} />
      <Measured name={name} kind={kind} />
    </>
  );
}

/** The range of an instrument, written as two quantities. */
function Range({ name }: { name: string }) {
  const { sketch, edit } = useEditor();
  const range = sectionOf(sketch, "instruments")[name]?.["range"];
  const ends = Array.isArray(range) ? range.map(String) : ["", ""];
  return ["from", "to"].map((word, place) => (
    <FieldRow
      key={word}
      field={{ key: `range ${word}`, unit: "", needed: true }}
      value={ends[place] ?? ""}
      onWrite={(value) => {
        const next = ends.map((each, at) => (at === place ? value : each));
        edit(`changed the range of ${name}`, setField(sketch, "instruments", name, "range", next));
      }}
    />
  ));
}
