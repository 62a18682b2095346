"use client";
import { useT } from "../i18n/provider";
import type { ClientEntity } from "../../runtime/model/client";
import { FilterButton } from "../lists/filter-button";
import { Checkbox } from "../ui/checkbox";
import { cn } from "../ui/cn";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import { SCOPES, type RoleGrant } from "./role-document";

interface GrantCellProps {
  label: string;
  grants: readonly RoleGrant[];
  /** Absent for "every entity": conditions need fields. */
  entity?: ClientEntity;
  onChange(grants: readonly RoleGrant[]): void;
}

/** One cell of the matrix: which records. Scopes add up; a condition is one more alternative. */
export function GrantCell({ label, grants, entity, onChange }: GrantCellProps) {
  const t = useT();
  const plain = new Set(grants.filter(({ condition }) => !condition).map(({ scope }) => scope));
  const conditions = grants.filter(({ condition }) => condition);
  const words = [...SCOPES.filter((scope) => plain.has(scope)).map((scope) => t(`admin.scope.${scope}`)), ...(conditions.length ? [t("admin.withCondition")] : [])];
  const text = words.join(" + ") || t("admin.scope.none");
  const setScope = (scope: (typeof SCOPES)[number], held: boolean) => onChange(held ? [...grants, { scope }] : grants.filter((grant) => grant.condition || grant.scope !== scope));
  const setCondition = (index: number, condition: RoleGrant["condition"]) => {
    const next = index < conditions.length ? conditions.map((grant, at) => (at === index ? { ...grant, condition } : grant)) : [...conditions, { condition }];
    onChange([...grants.filter((grant) => !grant.condition), ...next.filter((grant) => grant.condition)]);
  };
  return (
    <Popover>
      <PopoverTrigger asChild>
        <button type="button" aria-label={`${label}: ${text}`} className={cn("h-8 w-full truncate rounded-md border border-transparent px-2 text-left text-sm hover:border-line-strong hover:bg-hover max-sm:h-10", words.length === 0 ? "text-ink-3" : plain.has("all") ? "bg-accent-soft text-accent-ink" : "bg-sunken text-ink")}>
          {text}
        </button>
      </PopoverTrigger>
      <PopoverContent aria-label={label} className="w-72 p-3">
        <p className="mb-2 text-xs font-medium text-ink-3">{label}</p>
        <div className="grid gap-0.5">
          {SCOPES.map((scope) => (
            <label key={scope} className="flex min-h-8 items-center gap-2 rounded-md px-1 text-sm hover:bg-hover max-sm:min-h-10">
              <Checkbox checked={plain.has(scope)} onCheckedChange={(held) => setScope(scope, held === true)} />
              {t(`admin.scope.${scope}`)}
            </label>
          ))}
        </div>
        {entity && (
          <div className="mt-2 grid gap-1 border-t border-line pt-2">
            {[...conditions, undefined].map((grant, index) => (
              <div key={`${index} of ${conditions.length}`} className="flex min-h-8 items-center justify-between gap-2 text-sm">
                <span className="min-w-0 truncate">{grant?.scope ? t("admin.scopeAndCondition", { scope: t(`admin.scope.${grant.scope}`) }) : t("admin.orCondition")}</span>
                <FilterButton entity={entity} filter={grant?.condition} onChange={(condition) => (grant || condition) && setCondition(index, condition)} />
              </div>
            ))}
          </div>
        )}
      </PopoverContent>
    </Popover>
  );
}
