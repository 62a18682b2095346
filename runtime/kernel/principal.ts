/**
 * Principals: who is asking. Each kind is its own type; none is an alias of another, and there is no default one.
 * `roles` are role *names* of the published model; unknown names grant nothing.
 */
interface Acting {
  /** Names of the roles held. */
  readonly roles: readonly string[];
  /** Teams the actor belongs to (uuid). */
  readonly teams: readonly string[];
  /** Units the actor belongs to (uuid). */
  readonly units: readonly string[];
  /** Those units and every unit below them in the tree (uuid). */
  readonly unitTree: readonly string[];
  /** Names of the entities of which at least one record is shared with the actor, his teams or units. */
  readonly sharedEntities: readonly string[];
  /** Set while records of one entity are taken out or brought in as a file; see `actingBy`. */
  readonly onlyBy?: Passage;
}

/** Records of one entity on their way through a file. */
export interface Passage {
  readonly right: "export" | "import";
  readonly entity: string;
}

export interface StaffPrincipal extends Acting {
  readonly kind: "staff";
  readonly userId: string;
  readonly name: string;
  readonly sessionId: string;
}

/** An API key acts as its owner, limited to the roles the key is bound to. */
export interface ApiKeyPrincipal extends Acting {
  readonly kind: "apiKey";
  readonly userId: string;
  readonly name: string;
  readonly keyId: string;
  readonly readOnly: boolean;
}

export interface PortalPrincipal extends Acting {
  readonly kind: "portal";
  readonly portalUserId: string;
  readonly name: string;
  readonly organisationId: string;
}

export interface ProcessPrincipal extends Acting {
  readonly kind: "process";
  /** Who started it; null when nobody did (a time, an event of the product). */
  readonly userId: string | null;
  readonly name: string;
  readonly instanceId: string;
}

/** Unlimited. Needs a reason from the closed list in `system.ts`; never reachable from an HTTP handler. */
export interface SystemPrincipal {
  readonly kind: "system";
  readonly reason: SystemReason;
  /** Uuid of the person whose doing it shall be said to be. Seeds only: their records are somebody's from the first day. */
  readonly inNameOf?: string;
}

/** Every place that acts without a person. Reviewed as a list. */
export type SystemReason = "install-pack" | "seed" | "maintenance" | "test" | "rollup" | "clock" | "command-line" | "notification" | "process";

export type Principal = StaffPrincipal | ApiKeyPrincipal | PortalPrincipal | ProcessPrincipal | SystemPrincipal;

export function systemPrincipal(reason: SystemReason, inNameOf?: string): SystemPrincipal {
  return { kind: "system", reason, ...(inNameOf === undefined ? {} : { inNameOf }) };
}

/**
 * The same actor, for an export or import of one entity: of that entity he reads (export) or writes (import) only by the roles that
 * carry this right, so that what one role shows does not leave the house because another role exports other records.
 */
export function actingBy(principal: Principal, right: Passage["right"], entity: string): Principal {
  return principal.kind === "system" ? principal : { ...principal, onlyBy: { right, entity } };
}

/** Uuid of the user who is answerable for what the principal does; null for system, unless it acts in somebody's name. */
export function actorId(principal: Principal): string | null {
  switch (principal.kind) {
    case "staff":
    case "apiKey":
    case "process":
      return principal.userId;
    case "portal":
      return principal.portalUserId;
    case "system":
      return principal.inNameOf ?? null;
  }
}
