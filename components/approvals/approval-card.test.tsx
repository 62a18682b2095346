import { describe, expect, it } from "vitest";
import { draw } from "../../tests/helpers/screen";
import type { Approval } from "../data/approvals";
import { ApprovalCard } from "./approval-card";

const person = (id: string, title: string) => ({ id, title });
const part = { place: 0, weight: 1, asked: true, answered: false, answer: null, words: null, doneBy: null, at: null, signature: null };
const APPROVAL: Approval = {
  id: "a", kind: "approve", title: "Terms", words: "Please look", record: { entity: "deal", id: "d", title: "Pumps" }, status: "open", decision: null, quorum: 2, secret: false, due: "2020-01-01T00:00:00.000Z",
  startedBy: person("s", "Sam"), startedAt: "2026-01-01T10:00:00.000Z", endedAt: null, given: { approve: 1 },
  participants: [{ ...part, person: person("x", "Ann"), answered: true, answer: "approve", words: "Fine", doneBy: person("y", "Dora") }, { ...part, person: person("z", "Ben") }],
  asks: [person("z", "Ben")], answers: [{ name: "approve", reasoned: false, confirmed: false }, { name: "reject", reasoned: true, confirmed: false }], mayRecall: true, mayWithdraw: [], mayAdd: false, withdrawn: [],
};

describe("the card of an approval", () => {
  it("says how far it is, who answered for whom, and what can be answered and done", () => {
    const { html } = draw(<ApprovalCard approval={APPROVAL} showRecord />);
    for (const words of ["Terms", "Pumps", "1 of 2", "2 are enough", "Ann", "by Dora", "Fine", "Approved", "Ben", "Asked", "Answer for", "Reject", "Take back", "Evidence sheet"]) expect(html).toContain(words);
    expect(html).not.toContain("Add somebody");
  });

  it("shows of a secret vote that somebody voted, and the counts when it is over", () => {
    const { html } = draw(<ApprovalCard approval={{ ...APPROVAL, kind: "vote", secret: true, status: "passed", decision: "for", given: { for: 2, against: 1 }, asks: [], mayRecall: false, mayWithdraw: [], answers: [{ name: "for", reasoned: false, confirmed: false }, { name: "against", reasoned: false, confirmed: false }], participants: [{ ...part, person: person("x", "Ann"), answered: true }] }} />);
    for (const words of ["Most are for", "For: 2 · Against: 1", "Voted"]) expect(html).toContain(words);
    expect(html).not.toContain("Take back");
  });
});
