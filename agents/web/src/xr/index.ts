/** All that is loaded when a headset is offered. */
export { makeStore } from "./store";
export { XrWorld } from "./XrWorld";
