/** Registry of node types: what each says about itself. To add one: make its folder, a line in options.ts, here, in behaviours.ts and in examples.ts. */
import { startEvent } from "./startEvent/definition";
import { intermediateCatchEvent } from "./intermediateCatchEvent/definition";
import { intermediateThrowEvent } from "./intermediateThrowEvent/definition";
import { boundaryEvent } from "./boundaryEvent/definition";
import { endEvent } from "./endEvent/definition";
import { task } from "./task/definition";
import { userTask } from "./userTask/definition";
import { manualTask } from "./manualTask/definition";
import { serviceTask } from "./serviceTask/definition";
import { scriptTask } from "./scriptTask/definition";
import { sendTask } from "./sendTask/definition";
import { receiveTask } from "./receiveTask/definition";
import { businessRuleTask } from "./businessRuleTask/definition";
import { exclusiveGateway } from "./exclusiveGateway/definition";
import { parallelGateway } from "./parallelGateway/definition";
import { inclusiveGateway } from "./inclusiveGateway/definition";
import { complexGateway } from "./complexGateway/definition";
import { eventBasedGateway } from "./eventBasedGateway/definition";
import { subProcess } from "./subProcess/definition";
import { eventSubProcess } from "./eventSubProcess/definition";
import { adHocSubProcess } from "./adHocSubProcess/definition";
import { transaction } from "./transaction/definition";
import { callActivity } from "./callActivity/definition";
import type { NodeDefinition } from "./node-type";
import type { NodeType } from "./options";

export const nodeDefinitions: { readonly [T in NodeType]: NodeDefinition<T> } = {
  startEvent, intermediateCatchEvent, intermediateThrowEvent, boundaryEvent, endEvent, task, userTask, manualTask, serviceTask, scriptTask, sendTask,
  receiveTask, businessRuleTask, exclusiveGateway, parallelGateway, inclusiveGateway, complexGateway, eventBasedGateway, subProcess, eventSubProcess,
  adHocSubProcess, transaction, callActivity,
};
