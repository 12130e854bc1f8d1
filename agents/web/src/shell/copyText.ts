/** Resolves to whether a text was copied: without TLS browsers give no clipboard, and a user may refuse it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
