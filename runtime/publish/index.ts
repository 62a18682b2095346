/** Publishing: revisions of documents, packs, drafts, and the model of the head on every node. */
export { authorOf, type Author, type Published, type PublishDeps, type PublishHooks, type SeedOptions } from "./commit";
export { createPublisher, type HiddenData, type Publisher, type PublishPlan, type PublishRequest, type Validation } from "./publisher";
export type { Decisions } from "./meet";
export { createPacks, type Asks, type InstallRequest, type MergePlan, type PackPlan, type Packs, type UpgradeRequest } from "./packs";
export { openLiveModel, revisionChannel, type Listener, type LiveModel, type LiveModelOptions, type ModelLoader } from "./live";
export { previewRole, PREVIEW_LIMITS, type PersonPreview } from "./role-preview";
export { listDocuments, viewDocument, EDITABLE_KINDS, type DocumentAddress, type DocumentChange, type DocumentView } from "./changes";
export { draftsOfOthers, dropDraft, readDraft, saveDraft, type Draft } from "./drafts";
export { decodePackFile, packProblem, packSource, readFolderFiles, readPackFolder, writePackFolder, PACK_LIMITS, type PackSource } from "./pack-folder";
export { newSigningKeys, packDigest, signPack, signerOf } from "./signature";
export { documentsInFolder, shippedPackNames, shippedPacks, withRequired } from "./shipped";
export { diffFiles, type Difference } from "./compare";
export { loadFiles } from "./live";
export { listPacks } from "./made-here";
export { packsIn } from "./packs-in";
export type { Files } from "./tree";
export { effectivePack } from "./effective";
export { DATA_PLANS, type DataPlan } from "./uninstall";
