/** Registry of node types: what each does. */
import type { NodeBehaviour } from "../engine/compiled";
import { startEventBehaviour } from "./startEvent/behaviour";
import { intermediateCatchEventBehaviour } from "./intermediateCatchEvent/behaviour";
import { intermediateThrowEventBehaviour } from "./intermediateThrowEvent/behaviour";
import { boundaryEventBehaviour } from "./boundaryEvent/behaviour";
import { endEventBehaviour } from "./endEvent/behaviour";
import { taskBehaviour } from "./task/behaviour";
import { userTaskBehaviour } from "./userTask/behaviour";
import { manualTaskBehaviour } from "./manualTask/behaviour";
import { serviceTaskBehaviour } from "./serviceTask/behaviour";
import { scriptTaskBehaviour } from "./scriptTask/behaviour";
import { sendTaskBehaviour } from "./sendTask/behaviour";
import { receiveTaskBehaviour } from "./receiveTask/behaviour";
import { businessRuleTaskBehaviour } from "./businessRuleTask/behaviour";
import { exclusiveGatewayBehaviour } from "./exclusiveGateway/behaviour";
import { parallelGatewayBehaviour } from "./parallelGateway/behaviour";
import { inclusiveGatewayBehaviour } from "./inclusiveGateway/behaviour";
import { complexGatewayBehaviour } from "./complexGateway/behaviour";
import { eventBasedGatewayBehaviour } from "./eventBasedGateway/behaviour";
import { subProcessBehaviour } from "./subProcess/behaviour";
import { eventSubProcessBehaviour } from "./eventSubProcess/behaviour";
import { adHocSubProcessBehaviour } from "./adHocSubProcess/behaviour";
import { transactionBehaviour } from "./transaction/behaviour";
import { callActivityBehaviour } from "./callActivity/behaviour";
import type { NodeType } from "./options";

export const nodeBehaviours: { readonly [T in NodeType]: NodeBehaviour } = {
  startEvent: startEventBehaviour, intermediateCatchEvent: intermediateCatchEventBehaviour, intermediateThrowEvent: intermediateThrowEventBehaviour,
  boundaryEvent: boundaryEventBehaviour, endEvent: endEventBehaviour, task: taskBehaviour, userTask: userTaskBehaviour,
  manualTask: manualTaskBehaviour, serviceTask: serviceTaskBehaviour, scriptTask: scriptTaskBehaviour, sendTask: sendTaskBehaviour,
  receiveTask: receiveTaskBehaviour, businessRuleTask: businessRuleTaskBehaviour, exclusiveGateway: exclusiveGatewayBehaviour,
  parallelGateway: parallelGatewayBehaviour, inclusiveGateway: inclusiveGatewayBehaviour, complexGateway: complexGatewayBehaviour,
  eventBasedGateway: eventBasedGatewayBehaviour, subProcess: subProcessBehaviour, eventSubProcess: eventSubProcessBehaviour,
  adHocSubProcess: adHocSubProcessBehaviour, transaction: transactionBehaviour, callActivity: callActivityBehaviour,
};
