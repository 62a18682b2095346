import { activity } from "../../engine/activity";
import { finish } from "../../engine/tokens";

export const taskBehaviour = activity((run, token) => finish(run, token));
