/** An example of a node type: a process, what happens to it, and the way it must take. Run as tests; shown in the documentation. */
import type { InstanceStatus } from "../engine/state";
import type { Scene } from "../simulate/play";

export interface NodeExample extends Scene {
  /** A sentence: what the example shows. */
  readonly title: string;
  /** Nodes in the order they are entered. */
  readonly path: readonly string[];
  readonly status: InstanceStatus;
}
