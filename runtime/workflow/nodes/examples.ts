/** Registry of node types: their examples. */
import { startEventExamples } from "./startEvent/examples";
import { intermediateCatchEventExamples } from "./intermediateCatchEvent/examples";
import { intermediateThrowEventExamples } from "./intermediateThrowEvent/examples";
import { boundaryEventExamples } from "./boundaryEvent/examples";
import { endEventExamples } from "./endEvent/examples";
import { taskExamples } from "./task/examples";
import { userTaskExamples } from "./userTask/examples";
import { manualTaskExamples } from "./manualTask/examples";
import { serviceTaskExamples } from "./serviceTask/examples";
import { scriptTaskExamples } from "./scriptTask/examples";
import { sendTaskExamples } from "./sendTask/examples";
import { receiveTaskExamples } from "./receiveTask/examples";
import { businessRuleTaskExamples } from "./businessRuleTask/examples";
import { exclusiveGatewayExamples } from "./exclusiveGateway/examples";
import { parallelGatewayExamples } from "./parallelGateway/examples";
import { inclusiveGatewayExamples } from "./inclusiveGateway/examples";
import { complexGatewayExamples } from "./complexGateway/examples";
import { eventBasedGatewayExamples } from "./eventBasedGateway/examples";
import { subProcessExamples } from "./subProcess/examples";
import { eventSubProcessExamples } from "./eventSubProcess/examples";
import { adHocSubProcessExamples } from "./adHocSubProcess/examples";
import { transactionExamples } from "./transaction/examples";
import { callActivityExamples } from "./callActivity/examples";
import type { NodeExample } from "./example";
import type { NodeType } from "./options";

export const nodeExamples: { readonly [T in NodeType]: readonly NodeExample[] } = {
  startEvent: startEventExamples, intermediateCatchEvent: intermediateCatchEventExamples, intermediateThrowEvent: intermediateThrowEventExamples,
  boundaryEvent: boundaryEventExamples, endEvent: endEventExamples, task: taskExamples, userTask: userTaskExamples, manualTask: manualTaskExamples,
  serviceTask: serviceTaskExamples, scriptTask: scriptTaskExamples, sendTask: sendTaskExamples, receiveTask: receiveTaskExamples,
  businessRuleTask: businessRuleTaskExamples, exclusiveGateway: exclusiveGatewayExamples, parallelGateway: parallelGatewayExamples,
  inclusiveGateway: inclusiveGatewayExamples, complexGateway: complexGatewayExamples, eventBasedGateway: eventBasedGatewayExamples,
  subProcess: subProcessExamples, eventSubProcess: eventSubProcessExamples, adHocSubProcess: adHocSubProcessExamples, transaction: transactionExamples,
  callActivity: callActivityExamples,
};
