import { describe, expect, it } from "vitest";
import { draw } from "../../tests/helpers/screen";
import type { TaskItem } from "../data/processes";
import { InstanceHead } from "./instance-head";
import { TaskCard } from "./task-card";

const TASK: TaskItem = {
  id: "t", instance: "i", process: { name: "discount", label: "Discount approval" }, title: "Approve the discount", description: "Look at the margin", form: null, attachments: [], voices: [], record: { entity: "deal", id: "d", title: "Pumps" },
  decisions: [{ name: "approve", label: "Approve" }, { name: "reject", label: "Reject" }], needed: 1, votes: 0, due: "2020-01-31T09:00:00.000Z", status: "open", claimedBy: null, groups: ["Head of sales"], shared: true, for: [{ id: "p", title: "Hanna Head" }],
  mayDo: true, decision: null, comment: null, doneBy: null, doneFor: null, doneAt: null,
};

describe("a task", () => {
  it("shows what it is about, whose it is, and its decisions", () => {
    const { html } = draw(<TaskCard task={TASK} />);
    for (const words of ["Approve the discount", "Discount approval", "Look at the margin", 'href="/deal/d"', "for Hanna Head", "Approve</button>", "Reject</button>", "Take it", "Comment"]) expect(html).toContain(words);
  });

  it("offers nothing to who may not do it, and says who did it for whom once it is done", () => {
    expect(draw(<TaskCard task={{ ...TASK, mayDo: false }} />).html).not.toContain("<button");
    const { html } = draw(<TaskCard task={{ ...TASK, mayDo: false, status: "done", decision: { label: "Approved" }, doneBy: { id: "g", title: "Gus" }, doneFor: { id: "p", title: "Hanna" }, doneAt: "2020-01-31T09:00:00.000Z" }} />);
    expect(html).toContain("Gus for Hanna");
  });
});

describe("an instance", () => {
  it("shows where it stands; who may operate it can try again", () => {
    const instance = { id: "i", process: { name: "p", label: "Checking", version: 2 }, status: "running", record: null, startedAt: "2020-01-31T09:00:00.000Z", startedBy: { id: "a", title: "Ann" }, incidents: 1, at: [{ node: "n", label: "Add up", failed: true }], mayOperate: true } as const;
    const { html } = draw(<InstanceHead instance={instance} />);
    for (const words of ["Checking", "Running", "Incidents: 1", "Add up", "Ann", "Try again", "Suspend"]) expect(html).toContain(words);
    expect(draw(<InstanceHead instance={{ ...instance, mayOperate: false }} />).html).not.toContain("<button");
  });
});
