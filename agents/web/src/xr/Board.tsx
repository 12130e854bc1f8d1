import type { ThreeEvent } from "@react-three/fiber";
import { useEffect, useMemo, useState } from "react";
import { AlwaysDepth } from "three";

import type { Vector } from "../core/scene/thing";
import {
  buttonAt,
  METRES,
  metresHigh,
  middleOfButton,
  type ButtonName,
  type PanelLayout,
} from "../core/xr/panelLayout";
import { pointOf, type PanelPlace } from "../core/xr/panelPlace";
import type { ProvenanceKind } from "../core/xr/provenance";
import type { SeenButton } from "../core/xr/sight";
import { useTheme } from "../shell/theme";
import { PanelPicture } from "./panelPicture";

interface BoardProps {
  layout: PanelLayout;
  kind: ProvenanceKind;
  place: PanelPlace;
  /** Where a point of the room is for the person in the headset. */
  seen: (point: Vector) => Vector;
  onButton: (name: ButtonName) => void;
  /** Is told where the buttons are. */
  onSeen: (buttons: readonly SeenButton[]) => void;
}

/** The picture, drawn anew when something of it has changed. */
function usePicture(layout: PanelLayout, kind: ProvenanceKind, hovered: string | null) {
  const { theme } = useTheme();
  const picture = useMemo(() => new PanelPicture(layout.height), [layout.height]);
  useEffect(() => () => picture.dispose(), [picture]);
  const shown = JSON.stringify(layout);
  useEffect(() => {
    picture.draw(JSON.parse(shown) as PanelLayout, kind, hovered);
  }, [picture, shown, kind, hovered, theme]);
  return picture.texture;
}

/** A panel with buttons that a ray can press; it lies over whatever stands before it. */
export function Board({ layout, kind, place, seen, onButton, onSeen }: BoardProps) {
  const [hovered, setHovered] = useState<ButtonName | null>(null);
  const texture = usePicture(layout, kind, hovered);
  const buttons = layout.buttons.map((button) => {
    const at = seen(pointOf(place, ...middleOfButton(layout, button)));
    return { name: button.name, enabled: button.enabled, at };
  });
  const told = JSON.stringify(buttons);
  useEffect(() => onSeen(JSON.parse(told) as SeenButton[]), [told, onSeen]);
  const under = (event: ThreeEvent<MouseEvent | PointerEvent>) =>
    event.uv === undefined ? null : buttonAt(layout, event.uv.x, event.uv.y);
  const press = (event: ThreeEvent<MouseEvent>): void => {
    event.stopPropagation();
    const button = under(event);
    if (button?.enabled === true) onButton(button.name);
  };
  const [x, y, z] = place.at;
  return (
    <mesh
      position={[x, y, z]}
      rotation={[0, place.turn, 0]}
      scale={place.scale}
      renderOrder={20}
      pointerEventsOrder={10}
      onClick={press}
      onPointerMove={(event) => setHovered(under(event)?.name ?? null)}
      onPointerLeave={() => setHovered(null)}
    >
      <planeGeometry args={[METRES, metresHigh(layout)]} />
      <meshBasicMaterial map={texture} fog={false} toneMapped={false} depthFunc={AlwaysDepth} />
    </mesh>
  );
}
