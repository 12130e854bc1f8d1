import { CanvasTexture, LinearFilter, SRGBColorSpace } from "three";

import type { Emphasis } from "../core/xr/panelContent";
import { WIDTH, type Button, type PanelLayout, type Text } from "../core/xr/panelLayout";
import type { ProvenanceKind } from "../core/xr/provenance";

/** Colours of the page's style sheet, by their names there. */
type Named = (name: string) => string;

const FONT = '"Liberation Sans", "Segoe UI", Roboto, Arial, sans-serif';
const HATCH = 36; // units between two lines

function named(): Named {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

const OF_EMPHASIS: Record<Emphasis, { ground: string; text: string }> = {
  none: { ground: "", text: "text" },
  warning: { ground: "warning", text: "warning-text" },
  severe: { ground: "severe", text: "severe-text" },
  distrusted: { ground: "grid", text: "text-soft" },
};

function fontOf({ size, bold, italic }: Pick<Text, "size" | "bold" | "italic">): string {
  return `${italic ? "italic" : ""} ${bold ? "bold" : ""} ${size}px ${FONT}`.trim();
}

/** What a panel looks like, drawn on a canvas that covers it. */
export class PanelPicture {
  readonly texture: CanvasTexture;
  private readonly pen: CanvasRenderingContext2D;

  constructor(readonly height: number) {
    const canvas = document.createElement("canvas");
    canvas.width = WIDTH;
    canvas.height = height;
    const pen = canvas.getContext("2d");
    if (pen === null) throw new Error("no canvas for the panel");
    this.pen = pen;
    this.texture = new CanvasTexture(canvas);
    this.texture.colorSpace = SRGBColorSpace;
    this.texture.minFilter = LinearFilter;
    this.texture.generateMipmaps = false;
  }

  /** Draws it anew. */
  draw(layout: PanelLayout, kind: ProvenanceKind, hovered: string | null): void {
    const colour = named();
    const { pen } = this;
    pen.fillStyle = colour("raised");
    pen.fillRect(0, 0, WIDTH, this.height);
    if (layout.band !== null) this.band(layout.band.height, kind, colour);
    for (const button of layout.buttons) this.button(button, button.name === hovered, colour);
    layout.texts.forEach((text, place) => {
      const isBand = layout.band !== null && place === 0;
      this.text(text, colour, isBand && kind !== "live" ? colour("raised") : null);
    });
    this.frame(kind, colour);
    this.texture.needsUpdate = true;
  }

  /** Dark and hatched unless what is shown is live. */
  private band(height: number, kind: ProvenanceKind, colour: Named): void {
    const { pen } = this;
    pen.fillStyle = kind === "live" ? colour("base") : colour("text");
    pen.fillRect(0, 0, WIDTH, height);
    if (kind === "live") return;
    pen.strokeStyle = colour("text-soft");
    pen.lineWidth = 8;
    for (let x = -height; x < WIDTH; x += HATCH) {
      pen.beginPath();
      pen.moveTo(x, height);
      pen.lineTo(x + height, 0);
      pen.stroke();
    }
  }

  /** A dashed frame, as around each value on the page that is not the plant's. */
  private frame(kind: ProvenanceKind, colour: Named): void {
    const { pen } = this;
    pen.strokeStyle = kind === "live" ? colour("outline") : colour("text");
    pen.lineWidth = kind === "live" ? 6 : 16;
    pen.setLineDash(kind === "live" ? [] : [44, 28]);
    pen.strokeRect(4, 4, WIDTH - 8, this.height - 8);
    pen.setLineDash([]);
  }

  private button(
    { x, y, width, height, text, enabled }: Button,
    hot: boolean,
    colour: Named,
  ): void {
    const { pen } = this;
    pen.fillStyle = hot && enabled ? colour("focus") : colour(enabled ? "surface" : "raised");
    pen.fillRect(x, y, width, height);
    pen.strokeStyle = colour(enabled ? "outline" : "grid");
    pen.lineWidth = 3;
    pen.strokeRect(x, y, width, height);
    pen.fillStyle = hot && enabled ? colour("raised") : colour(enabled ? "text" : "text-soft");
    pen.font = fontOf({ size: 34, bold: enabled, italic: !enabled });
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(text, x + width / 2, y + height / 2 + 2, width - 16);
  }

  private text(text: Text, colour: Named, over: string | null): void {
    const { pen } = this;
    const { ground, text: ink } = OF_EMPHASIS[text.emphasis];
    pen.font = fontOf(text);
    pen.textAlign = text.align;
    pen.textBaseline = "middle";
    const width = Math.min(text.width, pen.measureText(text.text).width);
    if (ground !== "") {
      const left = text.align === "left" ? text.x : text.x - width;
      pen.fillStyle = colour(ground);
      pen.fillRect(left - 6, text.y - text.size * 0.6, width + 12, text.size * 1.2);
    }
    pen.fillStyle = over ?? colour(ink);
    pen.fillText(text.text, text.x, text.y + 2, text.width);
  }

  dispose(): void {
    this.texture.dispose();
  }
}
