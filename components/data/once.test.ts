import { afterEach, expect, test, vi } from "vitest";
import { once } from "./once";

afterEach(() => void vi.unstubAllGlobals());

test("what got no answer keeps its key when it is sent again; anything else gets a key of its own", async () => {
  const keys: (string | null)[] = [];
  const answers: (Response | undefined)[] = [];
  vi.stubGlobal("fetch", (_url: string, { headers }: RequestInit) => {
    keys.push(new Headers(headers).get("Idempotency-Key"));
    const answer = answers.shift();
    return answer ? Promise.resolve(answer) : Promise.reject(new TypeError("Failed to fetch"));
  });
  const body = { variables: { discount: 25 } };
  answers.push(undefined, undefined, Response.json({ id: "1" }), Response.json({ id: "2" }), Response.json({ detail: "No." }, { status: 422 }), Response.json({ id: "3" }));

  await expect(once("/processes/discount/start", { body })).rejects.toMatchObject({ status: 0 });
  await expect(once("/processes/discount/start", { body: { variables: { discount: 26 } } })).rejects.toMatchObject({ status: 0 });
  expect(await once("/processes/discount/start", { body })).toEqual({ id: "1" });
  expect(await once("/processes/discount/start", { body })).toEqual({ id: "2" });
  await expect(once("/processes/discount/start", { body })).rejects.toMatchObject({ status: 422 });
  expect(await once("/processes/discount/start", { body })).toEqual({ id: "3" });

  expect(keys[2]).toBe(keys[0]);
  expect(new Set(keys).size).toBe(5);
});
