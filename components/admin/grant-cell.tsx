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
  // Of several conditions the builder edits the first; the others stay.
  const [first, ...more] = conditions;
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
          <div className="mt-2 flex items-center justify-between border-t border-line pt-2 text-sm">
            {t("admin.orCondition")}
            <FilterButton entity={entity} filter={first?.condition} onChange={(condition) => onChange([...grants.filter((grant) => !grant.condition), ...(condition ? [{ ...first, condition }] : []), ...more])} />
          </div>
        )}
      </PopoverContent>
    </Popover>
  );
}
