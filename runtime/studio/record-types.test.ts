import { describe, expect, it } from "vitest";
import { addRecordType, changeRecordType, recordTypesOf, removeRecordType, withTypeChoices, withTypeForm } from "./record-types";

describe("record types", () => {
  const entity = addRecordType(addRecordType({ id: "deal", name: "deal" }, "New sale"), "New sale");

  it("are named apart, relabelled and removed", () => {
    expect(recordTypesOf(entity).map(({ name }) => name)).toEqual(["newSale", "newSale2"]);
    expect(recordTypesOf(changeRecordType(entity, "newSale2", { label: "Renewal" }))[1]).toEqual({ id: "newSale2", name: "newSale2", label: "Renewal" });
    expect(removeRecordType(removeRecordType(entity, "newSale"), "newSale2")).toEqual({ id: "deal", name: "deal" });
  });

  it("have a form and fewer choices, and no traces of what was taken back", () => {
    const narrow = withTypeForm(withTypeChoices(entity, "newSale", "stage", ["new"], 3), "newSale", "short");
    expect(recordTypesOf(narrow)[0]).toMatchObject({ form: "short", choices: { stage: ["new"] } });
    expect(withTypeForm(withTypeChoices(narrow, "newSale", "stage", ["a", "b", "c"], 3), "newSale", undefined)).toEqual(entity);
  });
});
