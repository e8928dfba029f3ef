// The inspector's application: checks goods against a signed pack that is kept on
// the device, and keeps findings until there is a network. The pack's format is
// that of the program's package trace/pack; a finding is signed with a key that
// this device makes and cannot hand out (ECDSA, P-256).
(() => {
  "use strict";
  const app = document.getElementById("app");
  if (!app || !window.indexedDB || !window.crypto?.subtle || !window.DecompressionStream) return;
  const $ = (id) => document.getElementById(id);
  const texts = JSON.parse($("texts").textContent);
  const T = (key, ...args) => args.reduce((text, arg, i) => text.replaceAll("{" + i + "}", String(arg)), texts[key]);
  const lang = document.documentElement.lang;
  let pack = null; // as it was read, with its maps
  let chosen = null; // {batch, code} of the verdict

  // ---- store

  const request = (r) => new Promise((done, failed) => { r.onsuccess = () => done(r.result); r.onerror = () => failed(r.error); });
  const opened = (() => {
    const r = indexedDB.open("inspector", 1);
    r.onupgradeneeded = () => { r.result.createObjectStore("kept"); r.result.createObjectStore("queue", { keyPath: "key" }); };
    return request(r);
  })();
  const store = async (name, mode) => (await opened).transaction(name, mode).objectStore(name);
  const kept = {
    get: async (key) => request((await store("kept", "readonly")).get(key)),
    set: async (key, value) => request((await store("kept", "readwrite")).put(value, key)),
  };
  const queue = {
    all: async () => request((await store("queue", "readonly")).getAll()),
    put: async (row) => request((await store("queue", "readwrite")).put(row)),
  };

  // ---- bytes

  const fromBase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const toBase64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
  const utf8 = new TextEncoder();
  const B58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  const fromBase58 = (text) => {
    let n = 0n;
    for (const c of text) {
      const v = B58.indexOf(c);
      if (v < 0) throw new Error("base58");
      n = n * 58n + BigInt(v);
    }
    const hex = n.toString(16);
    return Uint8Array.from((hex.length % 2 ? "0" + hex : hex).match(/../g), (h) => parseInt(h, 16));
  };

  // keyOf is the Ed25519 key in a verification method, DID#z….
  const keyOf = async (method) => {
    const key = fromBase58(method.split("#z")[1]);
    if (key.length !== 34 || key[0] !== 0xed || key[1] !== 0x01) throw new Error("key");
    return crypto.subtle.importKey("raw", key.slice(2), "Ed25519", false, ["verify"]);
  };

  // ---- pack

  const MAGIC = "ocoptrace-pack-1";

  // read verifies a file under the keys of the page and reads it.
  const read = async (file) => {
    const bytes = new Uint8Array(file);
    const lines = [];
    let at = 0;
    for (let i = 0; i < 3; i++) {
      const end = bytes.indexOf(10, at);
      if (end < 0 || end - at > 300) throw new Error("refused");
      lines.push(new TextDecoder().decode(bytes.slice(at, end)));
      at = end + 1;
    }
    const body = bytes.slice(at);
    const [magic, method, signature] = lines;
    if (magic !== MAGIC || !app.dataset.keys.trim().split(" ").includes(method)) throw new Error("refused");
    let key;
    try { key = await keyOf(method); } catch { throw new Error("unsupported"); }
    const head = utf8.encode(magic + "\n" + method + "\n");
    const message = new Uint8Array(head.length + body.length);
    message.set(head);
    message.set(body, head.length);
    if (!await crypto.subtle.verify("Ed25519", key, fromBase64(signature), message)) throw new Error("refused");
    const text = await new Response(new Blob([body]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
    return JSON.parse(text);
  };

  const tagOf = async (code) => new DataView(await crypto.subtle.digest("SHA-256", utf8.encode(code))).getUint32(0);

  // byTag are the batches with a code of a tag: [{batch, state}].
  const byTag = (tag) => (pack.tags || []).flatMap((row) => {
    const bytes = fromBase64(row.tags);
    const view = new DataView(bytes.buffer);
    let low = 0, high = bytes.length / 4;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (view.getUint32(4 * middle) < tag) low = middle + 1; else high = middle;
    }
    return low < bytes.length / 4 && view.getUint32(4 * low) === tag ? [{ batch: row.batch, state: row.state }] : [];
  });
  const tags = () => (pack.tags || []).reduce((n, row) => n + fromBase64(row.tags).length / 4, 0);

  // ---- days

  const today = () => new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" }).format(new Date());
  const day = (iso) => {
    const [y, m, d] = iso.split("-");
    return lang === "vi" ? d + "/" + m + "/" + y : new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(new Date(iso + "T00:00:00Z"));
  };
  const time = (iso) => new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" }).format(new Date(iso))
    + " " + day(new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" }).format(new Date(iso)));

  // stateOn is the state of a recognition on a day, as package ocop has it.
  const stateOn = (s, on) => {
    if (s.withdrawn && on >= s.withdrawn) return "withdrawn";
    if (on < s.issued) return "notYet";
    if (on <= s.expires) return "valid";
    return s.extended && on <= s.extended ? "extended" : "expired";
  };
  const holding = (stars, on) => (stars || []).find((s) => ["valid", "extended"].includes(stateOn(s, on)))
    || (stars || []).find((s) => on >= s.issued) || (stars || [])[0];

  // ---- codes

  const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  // codeOf is a code as it was typed, in its own letters; null for what is none,
  // "" for one whose check character is wrong.
  const codeOf = (typed) => {
    const code = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
    if (code.length !== 12 || [...code].some((c) => !ALPHABET.includes(c))) return null;
    let sum = 0;
    [...code].forEach((c, i) => {
      const v = ALPHABET.indexOf(c);
      sum += i % 2 ? v : Math.floor(2 * v / 32) + 2 * v % 32;
    });
    return sum % 32 ? "" : code;
  };

  // linkOf reads a GS1 Digital Link or a link of the service to a code.
  const linkOf = (typed) => {
    let url;
    try { url = new URL(typed); } catch { return null; }
    const parts = url.pathname.split("/").filter(Boolean).map(decodeURIComponent);
    const value = (ai) => { const i = parts.indexOf(ai); return i < 0 ? "" : parts[i + 1] || ""; };
    return { gtin: value("01").padStart(value("01") ? 14 : 0, "0"), lot: value("10"), code: value("21") || value("x") };
  };

  // ---- pages

  const el = (name, text, ...classes) => {
    const e = document.createElement(name);
    if (text) e.textContent = text;
    if (classes.length) e.className = classes.join(" ");
    return e;
  };
  const say = (...nodes) => $("verdict").replaceChildren(...nodes);
  const note = (text, level) => el("p", text, "note", level || "care");

  const showAge = (problem) => {
    if (problem) return void ($("age").textContent = problem, $("age").className = "note stop");
    if (!pack) return void ($("age").textContent = T("app.none"), $("age").className = "note care", $("load").open = true);
    const days = Math.floor((Date.now() - Date.parse(pack.made)) / 86400000);
    $("age").textContent = days >= 1 ? T("app.age.old", time(pack.made), days) : T("app.age", time(pack.made));
    $("age").className = days >= 2 ? "note care" : "note";
  };

  const fact = (list, name, text) => { if (text) { const d = el("div"); d.append(el("dt", name), el("dd", text)); list.append(d); } };

  // verdictOf says what the pack knows of a batch, worst first.
  const verdictOf = (b, product, state) => {
    const on = today(), found = [];
    if (b.stopped === "recall") found.push(["stop", T("app.recalled", [b.reason, b.instruction].filter(Boolean).join(". "))]);
    if (state === "voided") found.push(["stop", T("app.state.voided")]);
    if (b.expires && b.expires < on) found.push(["stop", T("app.end.past", day(b.expires))]);
    if (b.stopped === "hold") found.push(["care", T("app.holds", [b.reason, b.instruction].filter(Boolean).join(". "))]);
    if (state === "open") found.push(["care", T("app.state.open")]);
    if (b.bestBefore && b.bestBefore < on) found.push(["care", T("app.end.past", day(b.bestBefore))]);
    if (!found.length) found.push(["good", T("app.found")]);
    return found;
  };

  const showBatch = (index, code, state) => {
    const b = pack.batches[index], p = pack.products[b.product], on = today();
    chosen = { index, code };
    const found = verdictOf(b, p, state);
    const box = el("div", "", "verdict", found[0][0]);
    const inner = el("div");
    box.append($("badges").content.querySelector("[data-level=" + found[0][0] + "]").cloneNode(true), inner);
    for (const [, text] of found) inner.append(el("p", text, "sentence"));
    inner.append(el("p", T("app.checked", time(pack.made)) + " " + T("app.notChecked"), "detail"));
    if (state) inner.append(el("p", T("app.state." + state) + ". " + T("app.chance", Math.round(2 ** 32 / Math.max(1, tags())).toLocaleString(lang)), "detail"));
    const list = el("dl", "", "facts");
    fact(list, T("inspect.maker"), pack.entities[p.entity].name);
    fact(list, T("app.produced", day(b.produced)), b.expires ? T("date.useBy") + ": " + day(b.expires) : b.bestBefore ? T("date.bestBefore") + ": " + day(b.bestBefore) : "–");
    fact(list, T("console.quantity"), b.quantity.toLocaleString(lang) + " " + b.unit);
    const l = b.labels || { printed: 0, active: 0, voided: 0 };
    fact(list, T("app.index", b.index), T("app.labels", l.printed, l.active, l.voided));
    const now = holding(p.stars, on), then = holding(p.stars, b.produced);
    fact(list, "OCOP", now ? T("app.stars", now.stars, T("inspect.state." + stateOn(now, on)), day(now.extended || now.expires)) + ". "
      + T("app.stars.then", T("inspect.state." + stateOn(then, b.produced))) : T("app.stars.none"));
    fact(list, T("console.field.contact"), b.contact);
    const dossier = el("section", "", "dossier");
    dossier.append(el("h2", p.name), el("p", T("app.batch", b.lot), "lead"), list);
    say(box, dossier);
    $("about").textContent = p.name + ", " + T("app.batch", b.lot) + (code ? ", " + code : "");
    $("write").hidden = false;
  };

  const choose = (indexes) => {
    const list = el("ul", "", "cards");
    for (const i of indexes) {
      const b = pack.batches[i], item = el("li"), button = el("button", pack.products[b.product].name + ", " + b.lot, "plain");
      button.type = "button";
      button.addEventListener("click", () => showBatch(i, "", ""));
      item.append(button);
      list.append(item);
    }
    say(list);
  };

  const find = async (typed) => {
    $("write").hidden = true;
    chosen = null;
    if (!pack) return say(note(T("app.none")));
    const link = linkOf(typed);
    const lot = link ? link.lot : typed;
    const code = codeOf(link ? link.code : typed);
    if (code) {
      const matches = byTag(await tagOf(code));
      if (matches.length === 1) return showBatch(matches[0].batch, code, matches[0].state);
    }
    const found = pack.batches.flatMap((b, i) => b.lot.toLowerCase() === lot.toLowerCase()
      && (!link?.gtin || pack.products[b.product].gtin === link.gtin) ? [i] : []);
    if (found.length === 1) return showBatch(found[0], code || "", "");
    if (found.length > 1) return choose(found);
    if (code === "") return say(note(T("app.badCode"), "stop"));
    say(note(T(code ? "app.codeOnly" : "app.unknown")));
  };

  // ---- findings

  const deviceKey = async () => {
    let pair = await kept.get("key");
    if (!pair) {
      pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
      await kept.set("key", pair);
    }
    return pair;
  };

  const write = async (form) => {
    const b = pack.batches[chosen.index], typed = Object.fromEntries(new FormData(form));
    const key = toBase64(crypto.getRandomValues(new Uint8Array(18)));
    const text = JSON.stringify({
      key, deviceAt: new Date().toISOString().replace(/\.\d+/, ""), product: pack.products[b.product].id, lot: b.lot, code: chosen.code || undefined,
      day: today(), outcome: typed.outcome, text: typed.text.trim() || undefined, place: typed.place, business: typed.business, provinceCode: typed.provinceCode,
      packs: Number(typed.packs), sampled: Number(typed.sampled), authority: typed.authority,
    });
    const pair = await deviceKey();
    await queue.put({
      key, text, device: toBase64(await crypto.subtle.exportKey("raw", pair.publicKey)), about: pack.products[b.product].name + ", " + b.lot,
      signature: toBase64(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, pair.privateKey, utf8.encode(text))), sent: "", problem: "",
    });
    await kept.set("office", { authority: typed.authority, provinceCode: typed.provinceCode });
  };

  const showQueue = async () => {
    const rows = await queue.all(), waiting = rows.filter((r) => !r.sent);
    $("queued").textContent = waiting.length ? T("app.queue", waiting.length) : T("app.queue.none");
    $("queue").replaceChildren(...rows.map((r) => {
      const item = el("li", r.about);
      if (r.sent) item.append(" ", el("span", T("app.sent", r.sent), "quiet"));
      if (r.problem) item.append(" ", el("span", r.problem, "problem"));
      return item;
    }));
  };

  // sync sends what waits, each once: the service knows a finding by its key.
  let syncing = false;
  const sync = async () => {
    if (syncing) return;
    syncing = true;
    try {
      for (const row of (await queue.all()).filter((r) => !r.sent)) {
        const answer = await fetch(app.dataset.sync + "?lang=" + lang, {
          method: "POST", credentials: "same-origin",
          body: new URLSearchParams({ device: row.device, text: toBase64(utf8.encode(row.text)), signature: row.signature }),
        });
        const told = (answer.headers.get("Content-Type") || "").startsWith("application/json") ? await answer.json() : null;
        if (answer.ok && told) [row.sent, row.problem] = [told.at, ""];
        else row.problem = told?.problem || T("app.fetch.signin");
        await queue.put(row);
      }
    } catch { /* no network: they wait */ } finally {
      syncing = false;
    }
    await showQueue();
  };

  const load = async (form) => {
    showAge();
    $("age").textContent = T("app.fetching");
    try {
      const query = new URLSearchParams();
      if (form.entities.value.trim()) query.set("entities", form.entities.value.replace(/\s/g, ""));
      else if (form.scope.value) query.set("province", form.scope.value);
      const answer = await fetch(app.dataset.pack + "?" + query, { credentials: "same-origin" });
      if (answer.status === 403) throw new Error(T("app.forbidden"));
      if (!answer.ok) throw new Error(String(answer.status));
      if (answer.redirected) throw new Error(T("app.fetch.signin"));
      const file = await answer.arrayBuffer(), fresh = await read(file);
      await kept.set("pack", file);
      pack = fresh;
      showAge();
      $("load").open = false;
      const worker = await Promise.race([navigator.serviceWorker?.ready, new Promise((done) => setTimeout(done, 10000))]);
      say(worker ? note(T("app.ready"), "good") : note(T("app.notKept")));
    } catch (error) {
      showAge();
      const text = ["refused", "unsupported"].includes(error.message) ? T("app." + error.message) : T("app.fetch.failed", error.message);
      say(note(text, "stop"));
    }
  };

  const wipe = async () => {
    (await opened).close();
    await request(indexedDB.deleteDatabase("inspector")).catch(() => {});
    for (const name of await caches.keys()) await caches.delete(name);
    for (const r of await navigator.serviceWorker?.getRegistrations() || []) await r.unregister();
    await fetch("/signout", { method: "POST", credentials: "same-origin", body: new URLSearchParams() }).catch(() => {});
    app.replaceChildren(note(T("app.wiped"), "good"));
  };

  // ---- start

  const online = () => { $("net").textContent = T(navigator.onLine ? "app.online" : "app.offline"); };
  const asked = (id, f) => $(id).addEventListener("submit", (event) => { event.preventDefault(); f(event.target); });
  asked("fetch", load);
  asked("find", (form) => find(form.q.value.trim()));
  asked("finding", async (form) => {
    await write(form);
    form.reset();
    await prefill();
    $("write").hidden = true;
    say(note(T("app.saved"), "good"));
    await showQueue();
    if (navigator.onLine) await sync();
  });
  $("sync").addEventListener("click", sync);
  $("wipe").addEventListener("click", (event) => { if (window.confirm(event.target.dataset.sure)) wipe(); });
  window.addEventListener("online", () => { online(); sync(); });
  window.addEventListener("offline", online);

  const prefill = async () => {
    const office = await kept.get("office");
    if (office) for (const name of ["authority", "provinceCode"]) $(name).value = office[name];
  };

  const begin = async () => {
    app.hidden = false;
    online();
    navigator.serviceWorker?.register("/inspector/worker.js", { scope: "/inspector/" }).catch(() => {});
    navigator.storage?.persist?.().catch(() => {});
    const file = await kept.get("pack");
    let problem = "";
    if (file) {
      try { pack = await read(file); } catch (error) { problem = T(error.message === "unsupported" ? "app.unsupported" : "app.refused"); }
    }
    showAge(problem);
    await prefill();
    await showQueue();
    if (navigator.onLine) sync();
  };
  begin();
})();
