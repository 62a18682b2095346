import { describe, expect, it } from "vitest";
import { EVENTS } from "./events";
import { addPeriod, isBetween, localTime, momentOf, nextAt, offsetMs } from "./moments";
import { letterTime } from "./channels/email/channel";
import { clip, fill, wordsIn } from "./render";
import { rulesFor } from "./tell";
import type { Occurrence, Reader } from "./occurrence";
import type { NotificationModel } from "../model/kinds/notification/model";
import type { EntityModel } from "../model/types";

describe("templates", () => {
  it("are filled with values, and what stands in a value is no placeholder", () => {
    expect(fill("{@actor} gave you {name}, {organisation.name}", new Map([["@actor", "Ann"], ["name", "{@actor}"], ["organisation.name", "$& Co"]]))).toBe("Ann gave you {@actor}, $& Co");
  });

  it("say nothing of what is not known, stay on one line, and end somewhere", () => {
    expect(fill("Cost: {cost}", new Map())).toBe("Cost: —");
    expect(clip("a\r\nBcc: x\u2028y")).toBe("a Bcc: x y");
    expect(clip("x".repeat(2000))).toHaveLength(500);
  });

  it("are read in the reader's language, in its family, or in English", () => {
    const label = { en: "Won", uk: "Виграно" };
    expect(["uk", "uk-UA", "fr"].map((language) => wordsIn(label, language))).toEqual(["Виграно", "Виграно", "Won"]);
  });
});

describe("moments", () => {
  it("are found from the clock of a zone, also where the clock is changed", () => {
    expect(momentOf({ day: "2026-03-02", time: "08:00" }, "Europe/Kyiv").toISOString()).toBe("2026-03-02T06:00:00.000Z");
    expect(momentOf({ day: "2026-07-02", time: "08:00" }, "Europe/Kyiv").toISOString()).toBe("2026-07-02T05:00:00.000Z");
    expect(localTime(new Date("2026-03-29T00:59:00Z"), "Europe/Kyiv")).toEqual({ day: "2026-03-29", time: "02:59" });
    expect(momentOf({ day: "2026-03-29", time: "03:30" }, "Europe/Kyiv").toISOString()).toMatch(/2026-03-29T0[01]:30/);
  });

  it("repeat at the same time of day; the 31st becomes the last of a shorter month", () => {
    expect(addPeriod(new Date("2026-03-28T07:00:00Z"), "day", "Europe/Kyiv").toISOString()).toBe("2026-03-29T06:00:00.000Z");
    expect(addPeriod(new Date("2026-01-31T10:00:00Z"), "month", "UTC").toISOString()).toBe("2026-02-28T10:00:00.000Z");
    expect(addPeriod(new Date("2026-12-05T10:00:00Z"), "month", "UTC").toISOString()).toBe("2027-01-05T10:00:00.000Z");
    expect(addPeriod(new Date("2028-02-29T10:00:00Z"), "year", "UTC").toISOString()).toBe("2029-02-28T10:00:00.000Z");
  });

  it("of the next morning, of offsets, of quiet nights", () => {
    expect(nextAt("08:00", "Europe/Kyiv", new Date("2026-03-02T06:00:00Z")).toISOString()).toBe("2026-03-03T06:00:00.000Z");
    expect([offsetMs("PT30M"), offsetMs("-P1DT2H")]).toEqual([1_800_000, -93_600_000]);
    expect([isBetween("23:10", "22:00", "07:00"), isBetween("06:59", "22:00", "07:00"), isBetween("07:00", "22:00", "07:00"), isBetween("12:00", "11:00", "13:00")]).toEqual([true, true, false, true]);
  });

  it("a letter in quiet hours waits for their end", () => {
    const reader = { timeZone: "Europe/Kyiv" } as Reader;
    const hours = { digestTime: "08:00", quietFrom: "22:00", quietTo: "07:00" };
    expect(letterTime({ reader, hours, now: new Date("2026-03-02T21:00:00Z"), mergeSeconds: 0 }).toISOString()).toBe("2026-03-03T05:00:00.000Z");
    expect(letterTime({ reader, hours, now: new Date("2026-03-02T12:00:00Z"), mergeSeconds: 60 }).toISOString()).toBe("2026-03-02T12:01:15.000Z");
  });
});

describe("rules", () => {
  const entity = { name: "deal", id: "d", fieldByName: new Map([["stage", { id: "s1" }]]) } as unknown as EntityModel;
  const happened = (more: Partial<Occurrence>): Occurrence => ({ entity, recordId: "r", verb: "update", changes: {}, actorId: null, at: new Date(), mentions: [], ...more });
  const rule = (event: NotificationModel["on"]["event"], more: object = {}) => ({ id: event, entity: "deal", on: { event, ...more } }) as unknown as NotificationModel;

  it("see fields by id, and the values they become", () => {
    const won = { event: "changed", fields: ["stage"], becomes: ["won"] } as unknown as NotificationModel["on"];
    const changes = { s1: { from: "new", to: "won" } };
    expect(EVENTS.changed.fits(happened({ changes }), won)).toBe(true);
    expect(EVENTS.changed.fits(happened({ changes: { s1: { from: "won", to: "lost" } } }), won)).toBe(false);
    expect(EVENTS.changed.fits(happened({ changes: { other: { from: 1, to: 2 } } }), { ...won, becomes: undefined })).toBe(false);
  });

  it("that say more go first: a mention before the comment it stands in, a new owner before a change", () => {
    const comment = happened({ verb: "part", mentions: ["u"], part: { kind: "comment", id: "c", added: true } });
    expect(rulesFor([rule("comment"), rule("mention"), rule("created")], comment).map(({ id }) => id)).toEqual(["mention", "comment"]);
    expect(rulesFor([rule("updated"), rule("assigned")], happened({ changes: { owner: { from: null, to: { id: "u" } } } })).map(({ id }) => id)).toEqual(["assigned", "updated"]);
  });

  it("an edited comment tells those it names now, and is no new comment", () => {
    expect(rulesFor([rule("comment"), rule("mention")], happened({ verb: "part", mentions: ["u"], part: { kind: "comment", id: "c", added: false } })).map(({ id }) => id)).toEqual(["mention"]);
  });
});
