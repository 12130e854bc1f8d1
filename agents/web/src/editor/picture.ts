/** The diagram as one SVG file, or as PNG of it, made of what is on the screen. */

const KEPT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight"];
const SVG = "http://www.w3.org/2000/svg";

/** A copy of an element whose looks do not depend on any style sheet. */
function plainCopy(element: Element): Element {
  const copy = element.cloneNode(false) as Element;
  const style = getComputedStyle(element);
  copy.removeAttribute("class");
  copy.removeAttribute("style");
  for (const name of KEPT) {
    const value = style.getPropertyValue(name);
    if (value !== "" && value !== "none 0px") copy.setAttribute(name, value);
  }
  for (const child of element.childNodes)
    copy.append(child instanceof Element ? plainCopy(child) : child.cloneNode(true));
  return copy;
}

function made(name: string, attributes: Record<string, string | number>): Element {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** Place of a node on the canvas: React Flow moves it there. */
function placeOf(node: HTMLElement): { x: number; y: number } {
  const { e, f } = new DOMMatrix(getComputedStyle(node).transform);
  return { x: e, y: f };
}

function word(text: string, x: number, y: number, like: Element): Element {
  const { color, fontSize } = getComputedStyle(like);
  const element = made("text", {
    x,
    y,
    fill: color,
    "font-size": fontSize,
    "text-anchor": "middle",
  });
  element.setAttribute("font-family", "sans-serif");
  element.textContent = text;
  return element;
}

function nodeCopy(node: HTMLElement): Element {
  const { x, y } = placeOf(node);
  const group = made("g", { transform: `translate(${x} ${y})` });
  const [width, height] = [node.offsetWidth, node.offsetHeight];
  const symbol = node.querySelector("svg");
  if (symbol !== null) {
    const copy = plainCopy(symbol);
    for (const [key, value] of Object.entries({ width, height }))
      copy.setAttribute(key, `${value}`);
    group.append(copy);
  }
  const id = node.querySelector(".equipment-id");
  const below = symbol === null ? height / 2 + 4 : height + 13;
  group.append(word(id?.textContent ?? node.textContent ?? "", width / 2, below, node));
  return group;
}

/** An SVG of everything that is drawn. */
export function svgOf(sketch: HTMLElement, canvas: { width: number; height: number }): string {
  const root = made("svg", {
    xmlns: SVG,
    viewBox: `0 0 ${canvas.width} ${canvas.height}`,
    width: canvas.width,
    height: canvas.height,
  });
  const base = getComputedStyle(sketch.querySelector(".react-flow") ?? sketch).backgroundColor;
  root.append(made("rect", { width: "100%", height: "100%", fill: base }));
  const heads = sketch.querySelector(".arrow-heads defs");
  if (heads !== null) root.append(plainCopy(heads));
  for (const pipe of sketch.querySelectorAll(".pipe, .leader")) root.append(plainCopy(pipe));
  for (const node of sketch.querySelectorAll<HTMLElement>(".react-flow__node"))
    root.append(nodeCopy(node));
  return new XMLSerializer().serializeToString(root);
}

/** The SVG as PNG, twice as fine as the screen. */
export async function pngOf(svg: string, canvas: { width: number; height: number }): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const drawn = document.createElement("canvas");
  [drawn.width, drawn.height] = [2 * canvas.width, 2 * canvas.height];
  drawn.getContext("2d")?.drawImage(image, 0, 0, drawn.width, drawn.height);
  return new Promise((resolve, reject) => {
    drawn.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture was made"))));
  });
}

/** Has the browser keep a file. */
export function keep(name: string, content: Blob | string): void {
  const blob = content instanceof Blob ? content : new Blob([content], { type: "text/plain" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
