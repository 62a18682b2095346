import { expect, it } from "vitest";
import { allSent, whileSending } from "./uploads";

it("waits for what is under way, and says when something did not arrive", async () => {
  expect(await allSent()).toBe(true);
  let arrive: () => void = () => undefined;
  let isSent = false;
  void whileSending(new Promise<void>((resolve) => (arrive = resolve))).then(() => (isSent = true));
  const waiting = allSent();
  expect(isSent).toBe(false);
  arrive();
  expect(await waiting).toBe(true);
  expect(isSent).toBe(true);
  const failing = whileSending(Promise.reject(new Error("no way through"))).catch(() => "told");
  expect(await allSent()).toBe(false);
  expect(await failing).toBe("told");
  expect(await allSent()).toBe(true);
});
