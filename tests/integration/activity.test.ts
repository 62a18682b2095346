import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../runtime/kernel/ids";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";

const PDF = "%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF";
const PNG = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(64)]);

describe.each(testDatabases())("activity of a record on $kind", ({ open }) => {
  let office: Office;
  let officer: OfficePerson, clerk: OfficePerson, reader: OfficePerson, partaker: OfficePerson, auditor: OfficePerson, stranger: OfficePerson;
  let contract: string;
  let made = 0;

  beforeAll(async () => {
    office = await openOffice(open);
    [officer, clerk, reader, partaker, auditor, stranger] = [await office.person("officer"), await office.person("clerk"), await office.person("reader"), await office.person("partaker"), await office.person("auditor"), await office.person()];
  });
  afterAll(() => office?.close());
  beforeEach(async () => {
    contract = await newContract(officer);
  });

  const newContract = async (who: OfficePerson): Promise<string> => (await office.ask(who, "POST", "/records/contract", { number: `A-${++made}` })).body.id as string;
  const at = (rest: string, id = contract) => `/records/contract/${id}/${rest}`;
  const say = async (who: OfficePerson, body: string, more: object = {}) => office.ask(who, "POST", at("comments"), { body, ...more });
  const note = async (who: OfficePerson, body: string, more: object = {}) => office.ask(who, "POST", at("notes"), { body, ...more });
  const upload = async (who: OfficePerson, bytes: Uint8Array | string = PDF, name = "scan.pdf") => (await office.send(who, "/files", { name, bytes })).body.id as string;
  const bodies = async (who: OfficePerson, list: "comments" | "notes" | "timeline") => (await office.ask(who, "GET", at(list))).body.items?.filter((item: { kind: string }) => item.kind === "comment" || item.kind === "note").map((item: { body: string }) => item.body);
  const join = (who: OfficePerson, ...roles: string[]) => office.ask(officer, "PUT", at(`members/${who.id}`), { roles });
  const code = ({ status, body }: { status: number; body: { code?: string; errors?: { pointer: string; code: string }[] } }) => [status, body?.code, body?.errors?.[0]?.pointer, body?.errors?.[0]?.code].filter((part) => part !== undefined);

  describe("comments", () => {
    it("are read and written by whoever reads the record, and by nobody else", async () => {
      const said = await say(reader, "**Good**\r\nnews");
      expect([said.status, said.body]).toMatchObject([201, { kind: "comment", body: "**Good**\nnews", author: { id: reader.id }, version: 1, mine: true, editedAt: null, files: [], reactions: [], mentions: [] }]);
      expect(await bodies(officer, "comments")).toEqual(["**Good**\nnews"]);
      for (const who of [clerk, partaker, stranger]) {
        expect((await say(who, "x")).status).toBe(404);
        for (const path of ["comments", "notes", "timeline", "files", "mentionable", `comments/${said.body.id}`, `comments/${said.body.id}/edits`]) expect([path, (await office.ask(who, "GET", at(path))).status]).toEqual([path, 404]);
        expect((await office.ask(who, "POST", at("presence"), { window: "aaaaaaaa" })).status).toBe(404);
        expect((await office.ask(who, "PATCH", at(`comments/${said.body.id}`), { body: "y" })).status).toBe(404);
        expect((await office.ask(who, "DELETE", at(`comments/${said.body.id}`))).status).toBe(404);
      }
      expect((await office.ask(officer, "GET", at("comments", newId()))).status).toBe(404);
    });

    it("are only read where the role names no other letter", async () => {
      await say(officer, "one");
      expect(await bodies(auditor, "comments")).toEqual(["one"]);
      expect(code(await say(auditor, "two"))).toEqual([403, "right:missing"]);
      expect((await office.ask(auditor, "GET", at("timeline"))).body.may).toEqual({ comments: "r", notes: "", files: "r" });
    });

    it("of members follow the letters of their record role", async () => {
      const { body } = await say(officer, "one");
      await note(officer, "open note");
      await join(partaker, "onlooker");
      expect(await bodies(partaker, "timeline")).toEqual(["one"]); // a role that does not name comments lets read them; notes are withheld
      expect(code(await say(partaker, "two"))).toEqual([403, "right:missing"]);
      await join(partaker, "agent");
      expect((await say(partaker, "two")).status).toBe(201);
      expect(code(await office.ask(partaker, "DELETE", at(`comments/${body.id}`)))).toEqual([403, "right:missing"]);
      await join(partaker, "moderator");
      expect((await office.ask(partaker, "DELETE", at(`comments/${body.id}`))).status).toBe(204);
      await join(partaker);
      expect((await office.ask(partaker, "GET", at("comments"))).status).toBe(404);
    });

    it("are changed by their author alone, within the record of edits", async () => {
      const { body: said } = await say(reader, "first");
      expect(code(await office.ask(officer, "PATCH", at(`comments/${said.id}`), { body: "forged" }))).toEqual([403, "right:missing"]);
      const { body: second } = await office.ask(reader, "PATCH", at(`comments/${said.id}`), { body: "second", version: 1 });
      expect(second).toMatchObject({ body: "second", version: 2, editedAt: expect.stringMatching(/^20/) });
      expect(code(await office.ask(reader, "PATCH", at(`comments/${said.id}`), { body: "third", version: 1 }))).toEqual([409, "conflict:version", "/version", "stale"]);
      expect((await office.ask(officer, "GET", at(`comments/${said.id}/edits`))).body.items).toMatchObject([{ version: 1, body: "first" }]);
      expect((await office.ask(reader, "DELETE", at(`comments/${said.id}`))).status).toBe(204);
      expect(await bodies(officer, "timeline")).toEqual([]);
      expect((await office.ask(officer, "GET", at(`comments/${said.id}/edits`))).status).toBe(404);
      expect((await office.test.database.run(sql`select 1 from metaloom.posts where id = ${said.id}::uuid and body = '' union all select 1 from metaloom.post_edits where post_id = ${said.id}::uuid`)).length).toBe(1);
    });

    it("of others are deleted by whoever may delete the record", async () => {
      const { body: mine } = await say(reader, "mine");
      const { body: theirs } = await say(officer, "theirs");
      expect(code(await office.ask(reader, "DELETE", at(`comments/${theirs.id}`)))).toEqual([403, "right:missing"]);
      expect((await office.ask(officer, "DELETE", at(`comments/${mine.id}`))).status).toBe(204);
      expect((await office.ask(officer, "DELETE", at(`comments/${mine.id}`))).status).toBe(404);
    });

    it("name people who may see the record, and nobody else", async () => {
      const named = (who: OfficePerson, name = "Some \\] One") => `@[${name}](user:${who.id})`;
      const { body } = await say(officer, `${named(reader)} look, ${named(reader)}`);
      expect(body.mentions).toEqual([{ id: reader.id, title: expect.stringContaining("Person of") }]);
      for (const who of [clerk, stranger, { ...reader, id: newId() }]) expect(code(await say(officer, named(who)))).toEqual([422, "input:invalid", "/body", "mention"]);
      const offered = (await office.ask(officer, "GET", `${at("mentionable")}?q=person`)).body.items.map((item: { id: string }) => item.id);
      expect(offered.sort()).toEqual([officer.id, reader.id, auditor.id].sort());
      expect((await office.ask(officer, "GET", `${at("mentionable")}?q=nobody%25`)).body.items).toEqual([]);
      expect((await office.ask(officer, "PATCH", at(`comments/${body.id}`), { body: `${named(auditor)} too` })).body.mentions).toMatchObject([{ id: auditor.id }]);
    });

    it("take reactions, each of a person once", async () => {
      const { body: said } = await say(officer, "hello");
      const react = (who: OfficePerson, emoji: string, on?: boolean) => office.ask(who, "POST", at(`comments/${said.id}/reactions`), { emoji, ...(on === undefined ? {} : { on }) });
      await react(reader, "👍");
      await react(reader, "👍");
      const { body } = await react(officer, "👍🏽");
      expect(body.reactions).toMatchObject([{ emoji: "👍", count: 1, mine: false }, { emoji: "👍🏽", count: 1, mine: true }]);
      expect((await react(reader, "👍", false)).body.reactions).toMatchObject([{ emoji: "👍🏽", count: 1, mine: false }]);
      for (const emoji of ["", "a", "👍👍", "<b>", "\u200b", "1"]) expect([emoji, (await react(reader, emoji)).status]).toEqual([emoji, 422]);
      expect(code(await react(auditor, "👍"))).toEqual([403, "right:missing"]);
      for (const emoji of ["😀", "😁", "😂", "🤣", "😃", "😄", "😅", "😆", "😉", "😊"]) expect((await react(reader, emoji)).status).toBe(200);
      expect(code(await react(reader, "❤️"))).toEqual([422, "limit:exceeded"]);
    });

    it("refuse what is empty, too long or malformed, with the place of the fault", async () => {
      expect(code(await say(officer, "  \n "))).toEqual([422, "input:invalid", "/body", "required"]);
      expect(code(await say(officer, "x".repeat(20_001)))).toEqual([422, "input:invalid", "/body", "tooLong"]);
      expect((await say(officer, "\0zero\0")).body.body).toBe("zero");
      expect(code(await say(officer, "x", { private: true }))[0]).toBe(422);
      expect(code(await say(officer, "x", { files: [newId()] }))).toEqual([422, "input:invalid", "/files/0", "notFound"]);
      expect(code(await say(officer, Array.from({ length: 51 }, () => `@[x](user:${newId()})`).join(" ")))).toEqual([422, "input:invalid", "/body", "tooMany"]);
      expect(await bodies(officer, "comments")).toEqual(["zero"]);
    });

    it("bring files along, which are seen with them", async () => {
      const file = await upload(reader);
      expect(code(await say(officer, "stolen", { files: [file] }))).toEqual([422, "input:invalid", "/files/0", "notFound"]);
      const { body: said } = await say(reader, "", { files: [file] });
      expect(said.files).toMatchObject([{ file, name: "scan.pdf", mediaType: "application/pdf", number: 1, mine: true }]);
      expect((await office.ask(auditor, "GET", `/files/${file}`)).status).toBe(200);
      expect((await office.ask(stranger, "GET", `/files/${file}`)).status).toBe(404);
      expect(code(await office.ask(officer, "DELETE", at(`files/${said.files[0].id}`)))).toEqual([409, "state:wrong"]);
      expect((await office.ask(officer, "GET", at("files"))).body.items).toMatchObject([{ id: file, field: null, post: said.id }]);
      await office.ask(reader, "PATCH", at(`comments/${said.id}`), { body: "without", removeFiles: [said.files[0].id] });
      expect((await office.ask(auditor, "GET", `/files/${file}`)).status).toBe(404);
    });
  });

  describe("private notes", () => {
    let boss: OfficePerson, chief: OfficePerson, author: OfficePerson, peer: OfficePerson;
    const company = newId(), department = newId(), group = newId(), other = newId();

    beforeAll(async () => {
      [boss, chief, author, peer] = [await office.person("officer"), await office.person("officer"), await office.person("officer"), await office.person("officer")];
      const unit = (id: string, name: string, head: string | null, path: string[]) => office.test.database.run(sql`insert into metaloom.units (id, name, parent_id, head_id, path) values (${id}::uuid, ${name}, ${path.at(-2) ?? null}::uuid, ${head}::uuid, ${path}::uuid[])`);
      await unit(company, "Company", boss.id, [company]);
      await unit(department, "Department", chief.id, [company, department]);
      await unit(group, "Group", author.id, [company, department, group]);
      await unit(other, "Other", reader.id, [company, other]);
      await office.test.database.run(sql`update metaloom.users set unit_id = ${group}::uuid where id in (${author.id}::uuid, ${peer.id}::uuid)`);
      await office.test.database.run(sql`update metaloom.users set unit_id = ${company}::uuid where id = ${officer.id}::uuid`); // in the unit above, but over nobody
      office.runtime.auth.invalidate();
    });

    const sees = async (who: OfficePerson, id: string) => {
      const one = (await office.ask(who, "GET", at(`notes/${id}`))).status === 200;
      const listed = ((await office.ask(who, "GET", at("timeline"))).body.items as { id: string }[]).some((item) => item.id === id);
      expect(listed).toBe(one);
      return one;
    };

    it("are seen by their author and everybody above him, as the tree stands now", async () => {
      const { body: secret } = await note(author, "confidential", { private: true });
      const { body: shown } = await note(author, "for all");
      expect(secret.private).toBe(true);
      for (const [who, may] of [[author, true], [chief, true], [boss, true], [peer, false], [officer, false], [reader, false]] as const) expect([await sees(who, secret.id), await sees(who, shown.id)]).toEqual([may, true]);
      await office.test.database.run(sql`update metaloom.units set head_id = ${peer.id}::uuid where id = ${department}::uuid`);
      expect([await sees(chief, secret.id), await sees(peer, secret.id)]).toEqual([false, true]);
      await office.test.database.run(sql`update metaloom.units set head_id = ${chief.id}::uuid where id = ${department}::uuid`);
    });

    it("are seen by whoever holds a position over the author's", async () => {
      const [low, middle, top, beside] = [newId(), newId(), newId(), newId()];
      for (const [id, superior, user] of [[top, null, officer.id], [middle, top, null], [low, middle, peer.id], [beside, middle, reader.id]] as const) await office.test.database.run(sql`insert into metaloom.positions (id, name, unit_id, superior_id, user_id) values (${id}::uuid, 'x', ${other}::uuid, ${superior}::uuid, ${user}::uuid)`);
      const { body: secret } = await note(peer, "confidential", { private: true });
      expect([await sees(officer, secret.id), await sees(reader, secret.id), await sees(author, secret.id)]).toEqual([true, true, true]); // reader heads the unit the position is in, author the unit peer is in
      const { body: own } = await note(reader, "mine", { private: true });
      expect([await sees(officer, own.id), await sees(peer, own.id)]).toEqual([true, false]);
      await office.test.database.run(sql`delete from metaloom.positions`);
      expect(await sees(officer, secret.id)).toBe(false);
    });

    it("give no sign of themselves to others: not their files, edits, reactions, history or events", async () => {
      const file = await upload(author);
      const { body: secret } = await note(author, "confidential", { private: true, files: [file] });
      await office.ask(author, "PATCH", at(`notes/${secret.id}`), { body: "more so" });
      const status = async (who: OfficePerson) => Promise.all([office.ask(who, "GET", `/files/${file}`), office.ask(who, "GET", `/files/${file}/view`), office.ask(who, "GET", at(`notes/${secret.id}/edits`)), office.ask(who, "POST", at(`notes/${secret.id}/reactions`), { emoji: "👍" }), office.ask(who, "DELETE", at(`notes/${secret.id}`)), office.ask(who, "PATCH", at(`notes/${secret.id}`), { body: "x" }), office.ask(who, "GET", at(`files/${secret.files[0].id}/versions`))]).then((all) => all.map((answer) => answer.status));
      expect(await status(officer)).toEqual([404, 404, 404, 404, 404, 404, 404]);
      expect((await office.ask(officer, "GET", at("files"))).body.items).toEqual([]);
      expect((await office.ask(chief, "GET", at("files"))).body.items).toHaveLength(1);
      expect((await office.ask(officer, "GET", at("history"))).body.items).toHaveLength(1);
      expect((await office.ask(officer, "GET", at("timeline"))).body.items.map((item: { kind: string }) => item.kind)).toEqual(["change"]);
      expect((await office.ask(chief, "GET", `/files/${file}`)).status).toBe(200);
    });

    it("are neither read nor written where the role takes notes away", async () => {
      await note(author, "for all");
      expect(await bodies(auditor, "timeline")).toEqual([]);
      expect((await office.ask(auditor, "GET", at("notes"))).body.items).toEqual([]);
      expect(code(await note(auditor, "x"))).toEqual([403, "right:missing"]);
    });
  });

  describe("files", () => {
    const put = async (who: OfficePerson, ...files: string[]) => office.ask(who, "POST", at("files"), { files });

    it("are put on the record by whoever may change it, and have versions of which the older stay", async () => {
      const [one, two] = [await upload(officer), await upload(officer, PNG, "photo.png")];
      const { status, body } = await put(officer, one, two);
      expect([status, body.items.map((item: { name: string }) => item.name).sort()]).toEqual([201, ["photo.png", "scan.pdf"]]);
      const scan = body.items.find((item: { file: string }) => item.file === one);
      const next = await upload(officer, `${PDF} second`, "scan 2.pdf");
      expect((await office.ask(officer, "POST", at(`files/${scan.id}/versions`), { file: next })).body).toMatchObject({ id: scan.id, file: next, number: 2, name: "scan 2.pdf" });
      expect((await office.ask(reader, "GET", at(`files/${scan.id}/versions`))).body.items.map((item: { file: string; number: number }) => [item.number, item.file])).toEqual([[2, next], [1, one]]);
      expect([(await office.ask(reader, "GET", `/files/${one}`)).text, (await office.ask(reader, "GET", `/files/${next}`)).text]).toEqual([PDF, `${PDF} second`]);
      expect((await office.ask(reader, "GET", at("files"))).body.items.map((item: { id: string; attachment: string }) => [item.id, item.attachment])).toContainEqual([next, scan.id]);
      expect((await office.ask(officer, "PATCH", at(`files/${scan.id}`), { name: "contract/../.exe" })).body.name).toBe("contract_.._.exe.pdf");
      expect((await office.ask(officer, "DELETE", at(`files/${scan.id}`))).status).toBe(204);
      expect([(await office.ask(officer, "GET", `/files/${one}`)).status, (await office.ask(officer, "GET", `/files/${next}`)).status, (await office.ask(officer, "GET", `/files/${two}`)).status]).toEqual([404, 404, 200]);
    });

    it("are changed by nobody who may only read, unless a record role gives the letter", async () => {
      const { body } = await put(officer, await upload(officer));
      const [item] = body.items;
      const mine = await upload(reader);
      expect(code(await put(reader, mine))).toEqual([403, "right:missing"]);
      expect(code(await office.ask(reader, "POST", at(`files/${item.id}/versions`), { file: mine }))).toEqual([403, "right:missing"]);
      expect(code(await office.ask(reader, "PATCH", at(`files/${item.id}`), { name: "x" }))).toEqual([403, "right:missing"]);
      expect(code(await office.ask(reader, "DELETE", at(`files/${item.id}`)))).toEqual([403, "right:missing"]);
      await join(partaker, "agent");
      expect((await put(partaker, await upload(partaker))).status).toBe(201);
      expect((await office.ask(partaker, "PATCH", at(`files/${item.id}`), { name: "renamed" })).body.name).toBe("renamed.pdf");
      await join(partaker, "moderator");
      expect(code(await put(partaker, await upload(partaker)))).toEqual([403, "right:missing"]);
      const { body: elsewhere } = await office.ask(officer, "POST", `/records/contract/${await newContract(officer)}/files`, { files: [await upload(officer)] });
      expect((await office.ask(officer, "DELETE", at(`files/${elsewhere.items[0].id}`))).status).toBe(404); // of another record
    });

    it("are shown in the browser under a policy that runs nothing, and only kinds a browser shows", async () => {
      const view = async (bytes: Uint8Array | string, name: string) => office.ask(officer, "GET", `/files/${await upload(officer, bytes, name)}/view`);
      const policy = (headers: Headers) => headers.get("content-security-policy") ?? "";
      const picture = await view(PNG, "a.png");
      expect([picture.status, picture.headers.get("content-type"), picture.headers.get("x-content-type-options"), picture.headers.get("x-frame-options")]).toEqual([200, "image/png", "nosniff", "SAMEORIGIN"]);
      expect(policy(picture.headers)).toMatch(/^default-src 'none'.*frame-ancestors 'self'; sandbox$/);
      expect(picture.headers.get("content-disposition")).toMatch(/^inline; filename=/);
      const paper = await view(PDF, "a.pdf");
      expect([paper.headers.get("content-type"), policy(paper.headers)]).toEqual(["application/pdf", expect.stringMatching(/^default-src 'none'.*object-src 'self'$/)]);
      const program = await view("%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj", "b.pdf");
      expect([program.headers.get("content-type"), policy(program.headers).endsWith("; sandbox"), program.text]).toEqual(["text/plain; charset=utf-8", true, expect.stringContaining("brings a program along")]);
      for (const [bytes, name] of [["<?xml version='1.0'?><a/>", "a.xml"], ["{\"a\":1}", "a.json"], ["# *x*", "a.md"], ["a,b", "a.csv"]] as const) {
        const text = await view(bytes, name);
        expect([name, text.headers.get("content-type"), policy(text.headers).endsWith("; sandbox")]).toEqual([name, "text/plain; charset=utf-8", true]);
      }
      for (const bytes of ["PK\x03\x04zip", "{\\rtf1 x}"]) expect(code(await view(bytes, "a.bin"))).toEqual([415, "request:unsupportedType"]);
      const id = await upload(officer, "0123456789", "a.txt");
      const part = await fetch(`${office.url}/files/${id}/view`, { headers: { authorization: `Bearer ${officer.key}`, range: "bytes=2-4" } });
      expect([part.status, await part.text(), part.headers.get("content-range"), part.headers.get("content-length")]).toEqual([206, "234", "bytes 2-4/10", "3"]);
      for (const [range, text] of [["bytes=8-", "89"], ["bytes=-3", "789"], ["bytes=5-99", "56789"], ["bytes=99-", "0123456789"], ["bytes=4-2", "0123456789"], ["lines=1-2", "0123456789"]] as const) expect([range, await (await fetch(`${office.url}/files/${id}/view`, { headers: { authorization: `Bearer ${officer.key}`, range } })).text()]).toEqual([range, text]);
    });
  });

  describe("the timeline", () => {
    it("holds comments, notes, files and changes in one order, page by page, each once", async () => {
      await say(officer, "c1");
      await office.ask(officer, "PATCH", `/records/contract/${contract}`, { subject: "changed" });
      await note(officer, "n1");
      await office.ask(officer, "POST", at("files"), { files: [await upload(officer)] });
      await say(officer, "c2");
      const kinds = (items: { kind: string }[]) => items.map((item) => item.kind);
      const whole = (await office.ask(officer, "GET", at("timeline"))).body;
      expect(kinds(whole.items)).toEqual(["comment", "file", "note", "change", "comment", "change"]);
      expect(whole.items[3]).toMatchObject({ verb: "update", changes: { subject: { from: null, to: "changed" } }, actor: { id: officer.id } });
      const paged: { id: string }[] = [];
      let cursor: string | null = null;
      do {
        const { body }: { body: { items: { id: string }[]; nextCursor: string | null } } = await office.ask(officer, "GET", `${at("timeline")}?limit=2${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
        paged.push(...body.items);
        cursor = body.nextCursor;
      } while (cursor);
      expect(paged).toEqual(whole.items);
      expect(kinds((await office.ask(officer, "GET", `${at("timeline")}?kinds=notes,files`)).body.items)).toEqual(["file", "note"]);
      expect(code(await office.ask(officer, "GET", `${at("timeline")}?kinds=letters`))).toEqual([400, "query:invalid", "/kinds", "choice"]);
      expect(code(await office.ask(officer, "GET", `${at("timeline")}?cursor=made.up`))).toEqual([400, "query:invalid", "/cursor", "cursor"]);
    });

    it("tells of changes only what the reader may see of fields", async () => {
      await office.ask(officer, "PATCH", `/records/contract/${contract}`, { remark: "hidden", amount: 912 });
      const { body } = await office.ask(reader, "GET", at("timeline"));
      expect(JSON.stringify(body)).not.toMatch(/hidden|912/);
    });
  });

  it("goes with the record: hidden in the trash, back with it, gone when it is purged", async () => {
    const file = await upload(officer);
    await say(officer, "one", { files: [file] });
    await office.ask(officer, "POST", at("files"), { files: [await upload(officer)] });
    await office.ask(officer, "POST", at("presence"), { window: "window-1" });
    await office.ask(officer, "DELETE", `/records/contract/${contract}`);
    expect([(await office.ask(officer, "GET", at("comments"))).status, (await office.ask(officer, "GET", `/files/${file}`)).status, (await say(officer, "x")).status]).toEqual([404, 404, 404]);
    await office.ask(officer, "POST", at("restore"), {});
    expect([await bodies(officer, "comments"), (await office.ask(officer, "GET", `/files/${file}`)).status]).toEqual([["one"], 200]);
    await office.ask(officer, "DELETE", `/records/contract/${contract}`);
    const { entities, ...purger } = { ...officer, entities: undefined };
    void entities;
    await office.runtime.records.purge({ model: office.runtime.live.current(), ctx: { ...purger.ctx, principal: { kind: "system", reason: "test" } } }, "contract", contract);
    const left = await office.test.database.run<{ n: number }>(sql`select (select count(*) from metaloom.posts where record_id = ${contract}::uuid) + (select count(*) from metaloom.attachments where record_id = ${contract}::uuid) + (select count(*) from metaloom.presence where record_id = ${contract}::uuid) + (select count(*) from metaloom.files where record_id = ${contract}::uuid and state <> 'deleted') as n`);
    expect(left[0]!.n).toBe(0);
  });

  it("follows a merge to the record that stays, and a copy begins without it", async () => {
    const other = await newContract(officer);
    const file = await upload(officer);
    await office.ask(officer, "POST", at("comments", other), { body: "from the other", files: [file] });
    await office.ask(officer, "POST", at("files", other), { files: [await upload(officer)] });
    expect((await office.ask(officer, "POST", at("merge"), { others: [other] })).status).toBe(200);
    expect(await bodies(officer, "timeline")).toEqual(["from the other"]);
    expect((await office.ask(officer, "GET", `/files/${file}`)).status).toBe(200);
    expect((await office.ask(officer, "GET", at("files"))).body.items).toHaveLength(2);
    const { body: copy } = await office.ask(officer, "POST", at("copy"), { number: `C-${++made}` });
    expect((await office.ask(officer, "GET", at("timeline", copy.id))).body.items.map((item: { kind: string }) => item.kind)).toEqual(["change"]);
  });

  it("leaves word for those who are to be told, with ids and no words", async () => {
    const { body } = await say(officer, `@[x](user:${reader.id}) the words`);
    const events = await office.test.database.run<{ payload: Record<string, unknown> }>(sql`select payload from metaloom.outbox where topic = 'activity' and payload->>'recordId' = ${contract} order by id`);
    expect(events.map(({ payload }) => payload)).toEqual([{ kind: "comment", verb: "added", entity: "contract", recordId: contract, partId: body.id, private: false, actorId: officer.id, mentions: [reader.id], at: expect.any(String) }]);
  });

  it("does once what is sent twice with one key", async () => {
    const send = () => fetch(`${office.url}/records/contract/${contract}/comments`, { method: "POST", headers: { authorization: `Bearer ${officer.key}`, "content-type": "application/json", "idempotency-key": `key-${contract}` }, body: JSON.stringify({ body: `once @[x](user:${reader.id})` }) });
    const [first, second] = [await (await send()).json(), await (await send()).json()] as [{ id: string }, { id: string }];
    expect(second.id).toBe(first.id);
    expect((await bodies(officer, "comments")).length).toBe(1);
  });

  it("says who else looks at the record, until they leave or fall silent", async () => {
    const sign = async (who: OfficePerson, body: object) => (await office.ask(who, "POST", at("presence"), body)).body.people?.map((person: { id: string; editing: boolean }) => [person.id, person.editing]);
    expect(await sign(officer, { window: "window-1" })).toEqual([]);
    expect(await sign(reader, { window: "window-2" })).toEqual([[officer.id, false]]);
    await sign(officer, { window: "window-3", editing: true });
    expect(await sign(reader, { window: "window-2" })).toEqual([[officer.id, true]]);
    await sign(officer, { window: "window-3", leaving: true });
    expect(await sign(reader, { window: "window-2" })).toEqual([[officer.id, false]]);
    await office.test.database.run(sql`update metaloom.presence set seen_at = now() - interval '50 seconds' where user_id = ${officer.id}::uuid`);
    expect(await sign(reader, { window: "window-2" })).toEqual([]);
    await office.runtime.activity.tidy(new Date());
    expect((await office.test.database.run(sql`select 1 from metaloom.presence where record_id = ${contract}::uuid`)).length).toBe(1);
    expect((await office.ask(officer, "POST", at("presence"), { window: "<b>" })).status).toBe(422);
  });

  it("finds records by the names of their files, for whoever sees those files", async () => {
    const file = await upload(officer, PDF, "lease of the harbour.pdf");
    expect((await office.ask(officer, "POST", at("files"), { files: [file] })).status).toBe(201);
    const hidden = await upload(officer, PDF, "lease of the attic.pdf");
    expect((await note(officer, "see this", { private: true, files: [hidden] })).status).toBe(201);
    const found = async (who: OfficePerson, words: string) => {
      const { status, body } = await office.ask(who, "GET", `/search?q=${encodeURIComponent(words)}`);
      expect([status, body]).toEqual([200, expect.anything()]);
      return body.items;
    };
    expect(await found(officer, "The Harbour")).toMatchObject([{ entity: "contract", id: contract, title: `A-${made}`, snippet: { field: "files", label: "File", text: "lease of the harbour.pdf" } }]);
    expect(await found(auditor, "harbour")).toHaveLength(1);
    for (const who of [clerk, stranger]) expect(await found(who, "harbour")).toEqual([]);
    expect(await found(officer, "attic")).toMatchObject([{ id: contract, part: "file", snippet: { text: "lease of the attic.pdf" } }]);
    for (const who of [reader, clerk, stranger]) expect(await found(who, "attic")).toEqual([]);
    expect((await office.ask(officer, "GET", "/search?q=harbour&entity=partner")).body.items).toEqual([]);
    await office.ask(officer, "DELETE", `/records/contract/${contract}`);
    expect(await found(officer, "harbour")).toEqual([]);
  });

  it("finds records by what was said about them, for whoever sees it; private notes stay private", async () => {
    const found = async (who: OfficePerson, words: string) => (await office.ask(who, "GET", `/search?q=${encodeURIComponent(words)}`)).body.items;
    await say(officer, `**Heron** wing: @[Nobody Now](user:${officer.id}) asked\n> twice`);
    await note(officer, "the kestrel pays late", { private: true });
    const { body: open } = await note(officer, "the osprey pays early");
    expect(await found(officer, "heron WING")).toMatchObject([{ entity: "contract", id: contract, title: `A-${made}`, part: "comment", snippet: { field: "comments", label: "Comment", text: "Heron wing: @Nobody Now asked twice" } }]);
    expect(await found(officer, officer.id)).toEqual([]);
    expect(await found(officer, "kestrel")).toMatchObject([{ id: contract, part: "note", snippet: { label: "Note", text: "the kestrel pays late" } }]);
    expect(await found(reader, "osprey")).toHaveLength(1);
    for (const who of [reader, auditor, clerk, stranger]) expect(await found(who, "kestrel")).toEqual([]);
    for (const who of [clerk, stranger]) for (const words of ["heron", "osprey"]) expect(await found(who, words)).toEqual([]);
    await office.ask(officer, "DELETE", at(`notes/${open.id}`));
    expect(await found(reader, "osprey")).toEqual([]);
  });
});
