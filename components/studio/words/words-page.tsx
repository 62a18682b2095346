"use client";
import { useQuery } from "@tanstack/react-query";
import { Languages } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import type { StudioChange, StudioDocument } from "../../../runtime/studio/documents";
import { withWord, wordAt, type Word } from "../../../runtime/studio/words";
import { languageName, Loaded } from "../../admin/parts";
import { api } from "../../data/api";
import type { MessageKey } from "../../i18n/messages";
import { useLocale, useT } from "../../i18n/provider";
import { LeaveGuard } from "../../records/leave-guard";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { cn } from "../../ui/cn";
import { Dialog } from "../../ui/dialog";
import { Input, NativeSelect } from "../../ui/input";
import { EmptyState } from "../../ui/states";
import { ReviewDialog } from "../review-dialog";
import { StudioFrame } from "../studio-frame";
import { useHeld } from "../../publishing/use-held";
import { useMetadata } from "../use-studio";

interface Translation {
  readonly language: string;
  readonly pack: string;
  readonly document: StudioDocument;
}

interface WordTable {
  readonly revision: number;
  readonly madeHere: boolean;
  readonly language: string;
  readonly languages: readonly string[];
  readonly words: readonly Word[];
  readonly translations: readonly Translation[];
}

/** Lines drawn at once; a module may have thousands of words. */
const PAGE = 150;

/** Every text of a module in one other language: what is missing is marked, what is written is published like any change. */
export default function WordsPage({ module }: { module: string }) {
  const t = useT();
  const pack = useMetadata().data?.packs.find(({ name }) => name === module);
  const query = useQuery({ queryKey: ["studio", "words", module], gcTime: 0, queryFn: ({ signal }) => api<WordTable>(`/metadata/words?pack=${encodeURIComponent(module)}`, { signal }) });
  const [opened, renew] = useHeld(query.data);
  const crumbs = [{ label: pack?.manifest.label ?? module, href: `/studio/${module}` }, { label: t("studio.translations") }];
  if (!opened) return <StudioFrame crumbs={crumbs}><Loaded query={query}>{() => null}</Loaded></StudioFrame>;
  return <Table key={opened.revision} module={module} crumbs={crumbs} table={opened} onPublished={renew} />;
}

function Table({ module, crumbs, table, onPublished }: { module: string; crumbs: { label: string; href?: string }[]; table: WordTable; onPublished(revision: number): void }) {
  const t = useT();
  const { language: mine } = useLocale();
  const offered = [...new Set(["en", "ru", "uk", "tr", ...table.languages])].filter((one) => one !== table.language);
  const [language, setLanguage] = useState(() => (offered.includes(mine) ? mine : offered[0]!));
  const [written, setWritten] = useState<Readonly<Record<string, ReadonlyMap<Word, string>>>>({});
  const [onlyMissing, setOnlyMissing] = useState(false);
  const [search, setSearch] = useState("");
  const [shown, setShown] = useState(PAGE);
  const [reviewing, setReviewing] = useState(false);
  const [published, setPublished] = useState(false);
  const storedOf = useMemo(() => {
    const documents = table.translations.filter((one) => one.language === language);
    const local = documents.find(({ pack }) => pack === "local")?.document;
    const own = documents.find(({ pack }) => pack === module)?.document;
    return (word: Word): string => wordAt(local, word.path) ?? wordAt(own, word.path) ?? "";
  }, [table, language, module]);
  const textOf = (word: Word): string => written[language]?.get(word) ?? storedOf(word);
  const changes = useMemo(() => changesOf(module, table, written), [module, table, written]);
  const wanted = useDeferredValue(search.trim().toLocaleLowerCase());
  const missing = table.words.filter((word) => textOf(word) === "").length;
  // What is being written stays in sight although it is missing no longer.
  const rows = table.words.filter((word) => (!onlyMissing || storedOf(word) === "") && (wanted === "" || word.text.toLocaleLowerCase().includes(wanted) || textOf(word).toLocaleLowerCase().includes(wanted)));
  const write = (word: Word, text: string) => setWritten((old) => ({ ...old, [language]: new Map(old[language]).set(word, text) }));
  return (
    <StudioFrame crumbs={crumbs} actions={<Button variant="primary" disabled={changes.length === 0} onClick={() => setReviewing(true)}><span className="max-sm:hidden">{t("studio.reviewTitle")}</span><span className="sm:hidden">{t("studio.review")}</span></Button>}>
      <LeaveGuard dirty={changes.length > 0 && !published} />
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <NativeSelect aria-label={t("studio.translateInto")} className="w-auto" value={language} onValueChange={(next) => { setLanguage(next); setShown(PAGE); }}>{offered.map((one) => <option key={one} value={one}>{languageName(one)}</option>)}</NativeSelect>
        <Input type="search" aria-label={t("studio.searchWords")} placeholder={t("studio.searchWords")} className="max-w-60" value={search} onChange={(event) => setSearch(event.target.value)} />
        <label className="flex items-center gap-2 text-sm"><Checkbox checked={onlyMissing} onCheckedChange={setOnlyMissing} />{t("studio.onlyMissing")}</label>
        <p role="status" className="ml-auto text-sm text-ink-3 tabular-nums">{t("studio.missingOf", { count: missing, all: table.words.length })}</p>
      </div>
      {rows.length === 0 ? <EmptyState icon={<Languages />} title={t("field.nothingFound")} /> : (
        <table className="w-full table-fixed text-sm" aria-label={t("studio.translations")}>
          <thead className="text-left text-xs text-ink-3 max-sm:sr-only"><tr><th scope="col" className="w-44 px-2 py-1.5 font-medium max-md:hidden">{t("studio.wordPlace")}</th><th scope="col" className="px-2 py-1.5 font-medium">{languageName(table.language)}</th><th scope="col" className="px-2 py-1.5 font-medium">{languageName(language)}</th></tr></thead>
          <tbody className="divide-y divide-line">
            {rows.slice(0, shown).map((word) => (
              <tr key={word.path.join("\n")} className="align-middle max-sm:grid max-sm:py-2">
                <td className="truncate px-2 py-1 text-xs text-ink-3 max-md:hidden" title={word.path.join(" › ")}><Badge>{t(`kind.${word.kind}` as MessageKey)}</Badge> {word.name}</td>
                <td lang={table.language} className="px-2 py-1 break-words">{word.text}</td>
                <td className="px-2 py-1"><Input lang={language} aria-label={t("studio.translationOf", { word: word.text, language: languageName(language) })} className={cn(textOf(word) === "" && "border-warning-ink/40 bg-warning-soft")} placeholder={t("studio.missing")} value={textOf(word)} maxLength={2000} onChange={(event) => write(word, event.target.value)} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.length > shown && <Button className="mt-3" onClick={() => setShown(shown + PAGE)}>{t("studio.moreWords", { count: rows.length - shown })}</Button>}
      <Dialog open={reviewing} onOpenChange={setReviewing}>
        {reviewing && <ReviewDialog changes={changes} baseRevision={table.revision} onClose={() => setReviewing(false)} onPublished={(revision) => { setPublished(true); onPublished(revision); }} />}
      </Dialog>
    </StudioFrame>
  );
}

/** Translation documents with what was written: the module's own, or, where a pack from elsewhere has none, one made here. */
function changesOf(module: string, { translations, madeHere }: WordTable, written: Readonly<Record<string, ReadonlyMap<Word, string>>>): readonly StudioChange[] {
  return Object.entries(written).flatMap(([language, words]): StudioChange[] => {
    const local = translations.find((one) => one.language === language && one.pack === "local");
    const own = translations.find((one) => one.language === language && one.pack === module);
    const home = own ?? (madeHere ? { pack: module, language, document: newDocument(module, language) } : (local ?? { pack: "local", language, document: newDocument("local", language) }));
    const next = new Map<Translation, StudioDocument>();
    for (const [word, text] of words) {
      const target = local && wordAt(local.document, word.path) !== undefined ? local : home;
      next.set(target, withWord(next.get(target) ?? target.document, word.path, text));
    }
    return [...next].filter(([target, document]) => JSON.stringify(target.document) !== JSON.stringify(document)).map(([target, document]) => ({ kind: "translation", name: language, pack: target.pack, document }));
  });
}

const newDocument = (pack: string, language: string): StudioDocument => ({ id: `${pack}.${language}`, name: language, language });
