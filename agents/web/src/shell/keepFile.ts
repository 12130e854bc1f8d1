/** Has the browser keep a file. */
export function keepFile(name: string, content: Blob | string): void {
  const blob = content instanceof Blob ? content : new Blob([content], { type: "text/plain" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
