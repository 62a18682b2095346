import { defineWidget } from "../widget";

/** Words in Markdown. */
export const text = defineWidget({
  kind: "text", icon: "text", size: { width: 4, height: 2 }, least: { width: 2, height: 1 }, takes: { text: true }, settings: [],
  ask: () => [], data: () => ({ shape: "text" }),
});
