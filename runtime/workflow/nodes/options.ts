/** The closed list of node types and what each may be told beside what all nodes may be told (definition/types.ts). */
import type { AdHocSubProcessOptions } from "./adHocSubProcess/definition";
import type { BusinessRuleTaskOptions } from "./businessRuleTask/definition";
import type { CallActivityOptions } from "./callActivity/definition";
import type { ComplexGatewayOptions } from "./complexGateway/definition";
import type { EventBasedGatewayOptions } from "./eventBasedGateway/definition";
import type { ManualTaskOptions } from "./manualTask/definition";
import type { ReceiveTaskOptions } from "./receiveTask/definition";
import type { ScriptTaskOptions } from "./scriptTask/definition";
import type { SendTaskOptions } from "./sendTask/definition";
import type { ServiceTaskOptions } from "./serviceTask/definition";
import type { UserTaskOptions } from "./userTask/definition";

type None = Record<string, never>;

export interface NodeOptions {
  startEvent: None;
  intermediateCatchEvent: None;
  intermediateThrowEvent: None;
  boundaryEvent: None;
  endEvent: None;
  task: None;
  userTask: UserTaskOptions;
  manualTask: ManualTaskOptions;
  serviceTask: ServiceTaskOptions;
  scriptTask: ScriptTaskOptions;
  sendTask: SendTaskOptions;
  receiveTask: ReceiveTaskOptions;
  businessRuleTask: BusinessRuleTaskOptions;
  exclusiveGateway: None;
  parallelGateway: None;
  inclusiveGateway: None;
  complexGateway: ComplexGatewayOptions;
  eventBasedGateway: EventBasedGatewayOptions;
  subProcess: None;
  eventSubProcess: None;
  adHocSubProcess: AdHocSubProcessOptions;
  transaction: None;
  callActivity: CallActivityOptions;
}

export type NodeType = keyof NodeOptions;
