import type { Socket } from "../core/stream";

/** A WebSocket to the exchange which served this page. */
export function browserSocket(): Socket {
  const scheme = window.location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${window.location.host}/v1/stream`);
  const face: Socket = {
    onopen: null,
    onmessage: null,
    onclose: null,
    send: (text) => socket.send(text),
    close: () => socket.close(),
  };
  socket.onopen = () => face.onopen?.();
  socket.onmessage = (event) => face.onmessage?.(event);
  socket.onclose = () => face.onclose?.();
  return face;
}
