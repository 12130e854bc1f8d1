import { vi } from "vitest";

/** What the exchange answers, by method and path: status and content. */
export type Answers = Record<string, [number, object]>;

/** A change that was asked for: method, path and content. */
export type Call = [string, string, unknown];

/** An exchange that answers as it is told, and notes what is to be changed. */
export function stubExchange(answers: Answers, calls: Call[]): void {
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    const method = init.method ?? "GET";
    if (method !== "GET") calls.push([method, path, JSON.parse((init.body as string) ?? "null")]);
    const [status, body] = answers[`${method} ${path.split("?")[0]}`] ?? [200, {}];
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
}
