import { expect, test } from "vitest";
import { ApiError, sayWhenLost } from "./api";

test("an error without an answer speaks the language of the page; one with an answer says what the server said", () => {
  sayWhenLost("Сервер недоступен.");
  expect(new ApiError(0, {}).message).toBe("Сервер недоступен.");
  expect(new ApiError(502, {}).message).toBe("Сервер недоступен.");
  expect(new ApiError(503, { detail: "Too many wait." }).message).toBe("Too many wait.");
  expect(new ApiError(418, {}).message).toBe("HTTP 418");
  expect(new ApiError(0, {}).code).toBe("network");
});
