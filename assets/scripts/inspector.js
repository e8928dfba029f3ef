// The inspector's application: checks goods against a signed pack that is kept on
// the device, and keeps findings until there is a network. Packs are read by
// inspector-pack.js, photos made by inspector-photos.js, symbols read by camera.js.
// A finding is signed with a key that this device makes and cannot hand out (ECDSA,
// P-256), with the digests of its photos in it.
(() => {
  "use strict";
  const app = document.getElementById("app");
  if (!app || !window.indexedDB || !window.crypto?.subtle || !window.DecompressionStream) return;
  const { toBase64, utf8 } = InspectorPack;
  const $ = (id) => document.getElementById(id);
  const texts = JSON.parse($("texts").textContent);
  const T = (key, ...args) => args.reduce((text, arg, i) => text.replaceAll("{" + i + "}", String(arg)), texts[key]);
  const lang = document.documentElement.lang;
  const steps = JSON.parse($("steps").textContent); // of sampling, by level
  const keys = app.dataset.keys.trim().split(" ");
  let pack = null; // as it was read
  let chosen = null; // {product, name, lot, code} of the verdict
  let mending = ""; // key of the finding that is changed; "" for a new one

  // ---- store

  const request = (r) => new Promise((done, failed) => { r.onsuccess = () => done(r.result); r.onerror = () => failed(r.error); });
  const opened = (() => {
    const r = indexedDB.open("inspector", 2);
    r.onupgradeneeded = (event) => {
      if (event.oldVersion < 1) { r.result.createObjectStore("kept"); r.result.createObjectStore("queue", { keyPath: "key" }); }
      if (event.oldVersion < 2) r.result.createObjectStore("photos"); // bytes by digest
    };
    return request(r);
  })();
  const store = async (name, mode) => (await opened).transaction(name, mode).objectStore(name);
  const kept = {
    get: async (key) => request((await store("kept", "readonly")).get(key)),
    set: async (key, value) => request((await store("kept", "readwrite")).put(value, key)),
    drop: async (key) => request((await store("kept", "readwrite")).delete(key)),
  };
  const queue = {
    all: async () => request((await store("queue", "readonly")).getAll()),
    // put keeps a row together with its photos, or neither.
    put: async (row, photos = []) => {
      const t = (await opened).transaction(["queue", "photos"], "readwrite");
      for (const { digest, data } of photos) t.objectStore("photos").put(data, digest);
      t.objectStore("queue").put(row);
      return new Promise((done, failed) => { t.oncomplete = done; t.onabort = t.onerror = () => failed(t.error || new Error("full")); });
    },
    photo: async (digest) => request((await store("photos", "readonly")).get(digest)),
    // tidy forgets the photos that no row waits for.
    tidy: async () => {
      const wanted = new Set((await queue.all()).filter((r) => !r.sent).flatMap((r) => r.photos || []));
      const photos = await store("photos", "readwrite");
      for (const digest of await request(photos.getAllKeys())) if (!wanted.has(digest)) photos.delete(digest);
    },
  };

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
    $("update").hidden = !pack || !navigator.onLine;
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

  // showForm shows the form for what was chosen.
  const showForm = () => {
    $("about").textContent = chosen.name + ", " + T("app.batch", chosen.lot) + (chosen.code ? ", " + chosen.code : "");
    $("restored").hidden = true;
    $("write").hidden = false;
    showPlan();
  };

  // turnTo shows the form of a batch with what was typed about it before. What
  // was typed about another batch stays that batch's.
  const turnTo = async (batch) => {
    turning = true;
    try {
      chosen = batch;
      mending = "";
      form.reset();
      await InspectorPhotos.set([]);
      await prefill();
      const draft = drafts.of[subjectOf(chosen)];
      if (draft) {
        mending = draft.mending;
        await fill(draft.typed, draft.photos.map((photo) => photo.data));
        $("restored").textContent = T("app.draft");
      }
      showForm();
      $("restored").hidden = !draft;
    } finally {
      turning = false;
    }
  };

  const showBatch = (index, code, state) => {
    const b = pack.batches[index], p = pack.products[b.product], on = today();
    const found = verdictOf(b, p, state);
    const box = el("div", "", "verdict", found[0][0]);
    const inner = el("div");
    box.append($("badges").content.querySelector("[data-level=" + found[0][0] + "]").cloneNode(true), inner);
    for (const [, text] of found) inner.append(el("p", text, "sentence"));
    inner.append(el("p", T("app.checked", time(pack.made)) + " " + T("app.notChecked"), "detail"));
    if (state) inner.append(el("p", T("app.state." + state) + ". " + T("app.chance", Math.round(2 ** 32 / Math.max(1, InspectorPack.countTags(pack))).toLocaleString(lang)), "detail"));
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
    return turnTo({ product: p.id, name: p.name, lot: b.lot, code });
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
      const matches = await InspectorPack.byCode(pack, code);
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

  // ---- the form

  const form = $("finding");
  const typedIn = () => Object.fromEntries(new FormData(form));

  // showPlan says how many packs the chosen level asks for.
  const showPlan = () => {
    const { level, packs } = typedIn();
    if (!level) return void ($("plan").textContent = "");
    const batch = chosen && pack?.batches.find((b) => pack.products[b.product].id === chosen.product && b.lot === chosen.lot);
    const lot = Number(packs) || batch?.quantity || 0;
    const step = lot >= 2 && steps[level].find((s) => lot <= s.lot);
    $("plan").textContent = step ? T("app.plan", level, Math.min(step.size, lot).toLocaleString(lang), lot.toLocaleString(lang), step.letter) : T("app.plan.none");
  };

  // check says at the fields what is missing, as the service would.
  const check = () => {
    const t = typedIn(), blame = (name, key, bad) => $(name).setCustomValidity(bad ? T(key) : "");
    blame("text", "app.needText", app.dataset.adverse.trim().split(" ").includes(t.outcome) && !t.text.trim());
    blame("reason", "app.needReason", t.proposal && !t.reason.trim());
    blame("proposal", "app.needProposal", !t.proposal && t.reason.trim());
    blame("sampled", "app.tooManySampled", Number(t.packs) > 0 && Number(t.sampled) > Number(t.packs));
  };

  // keepDraft keeps what is being typed, for each batch, so that it is there when
  // the page is opened again or another batch was looked at meanwhile.
  let drafts = { last: "", of: {} }, drafted = Promise.resolve(), turning = false;
  const subjectOf = (batch) => batch.product + "/" + batch.lot;
  const keepDrafts = () => { drafted = drafted.then(() => kept.set("drafts", drafts)).catch(() => {}); };
  const keepDraft = () => {
    if (!chosen || turning || $("write").hidden) return;
    drafts.last = subjectOf(chosen);
    drafts.of[drafts.last] = { chosen, mending, typed: typedIn(), photos: InspectorPhotos.all() };
    keepDrafts();
  };
  const fill = async (typed, datas) => {
    for (const [name, value] of Object.entries(typed)) if (form.elements[name]) form.elements[name].value = value ?? "";
    await InspectorPhotos.set(datas);
    check();
    showPlan();
  };

  const write = async () => {
    const typed = typedIn(), photos = InspectorPhotos.all();
    const key = mending || toBase64(crypto.getRandomValues(new Uint8Array(18)));
    const text = JSON.stringify({
      key, deviceAt: new Date().toISOString().replace(/\.\d+/, ""), product: chosen.product, lot: chosen.lot, code: chosen.code || undefined,
      day: today(), outcome: typed.outcome, text: typed.text.trim() || undefined, place: typed.place, business: typed.business, provinceCode: typed.provinceCode,
      packs: Number(typed.packs), sampled: Number(typed.sampled), level: typed.level || undefined, taken: typed.taken.trim() || undefined,
      proposal: typed.proposal || undefined, reason: typed.reason.trim() || undefined, authority: typed.authority,
      photos: photos.length ? photos.map((photo) => photo.digest) : undefined,
    });
    const pair = await deviceKey();
    await queue.put({
      key, text, device: toBase64(await crypto.subtle.exportKey("raw", pair.publicKey)), about: chosen.name + ", " + chosen.lot, chosen,
      signature: toBase64(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, pair.privateKey, utf8.encode(text))),
      photos: photos.map((photo) => photo.digest), sent: "", problem: "",
    }, photos);
    await kept.set("office", { authority: typed.authority, provinceCode: typed.provinceCode });
  };

  const empty = async () => {
    $("write").hidden = true;
    form.reset();
    mending = "";
    await InspectorPhotos.set([]);
    await prefill();
    delete drafts.of[subjectOf(chosen)];
    drafts.last = "";
    keepDrafts();
    await drafted;
  };

  // mend puts a finding that was refused back into the form.
  const mend = async (row) => {
    chosen = row.chosen;
    mending = row.key;
    const datas = await Promise.all((row.photos || []).map(queue.photo));
    say(note(T("app.mending")));
    showForm();
    await fill(JSON.parse(row.text), datas.filter(Boolean));
    form.scrollIntoView();
  };

  // ---- what waits

  const showQueue = async () => {
    const rows = await queue.all(), waiting = rows.filter((r) => !r.sent);
    $("queued").textContent = waiting.length ? T("app.queue", waiting.length) : T("app.queue.none");
    $("queue").replaceChildren(...rows.map((r) => {
      const item = el("li", r.about);
      if (r.sent) item.append(" ", el("span", T("app.sent", r.sent), "quiet"));
      if (r.photos?.length) item.append(" ", el("span", T("app.queue.photos", r.photos.length), "quiet"));
      if (r.problem) item.append(" ", el("span", r.problem, "problem"));
      if (r.problem && !r.sent && r.chosen) {
        const button = el("button", T("app.mend"), "plain");
        button.type = "button";
        button.addEventListener("click", () => mend(r));
        item.append(" ", button);
      }
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
        const body = new FormData();
        for (const [name, value] of [["device", row.device], ["text", toBase64(utf8.encode(row.text))], ["signature", row.signature]]) body.append(name, value);
        for (const digest of row.photos || []) body.append("photo", new Blob([await queue.photo(digest)], { type: "image/jpeg" }), digest + ".jpg");
        const answer = await fetch(app.dataset.sync + "?lang=" + lang, { method: "POST", credentials: "same-origin", body });
        const told = (answer.headers.get("Content-Type") || "").startsWith("application/json") ? await answer.json() : null;
        if (answer.ok && told) [row.sent, row.problem] = [told.at, ""];
        else row.problem = told?.problem || T("app.fetch.signin");
        await queue.put(row);
      }
      await queue.tidy();
    } catch { /* no network: they wait */ } finally {
      syncing = false;
    }
    await showQueue();
  };

  // fetchPack asks for a pack, or for what is new since the one that is here.
  const fetchPack = async (query) => {
    const answer = await fetch(app.dataset.pack + "?" + new URLSearchParams(query), { credentials: "same-origin" });
    if (answer.status === 403) throw new Error(T("app.forbidden"));
    if (!answer.ok) throw new Error(String(answer.status));
    if (answer.redirected) throw new Error(T("app.fetch.signin"));
    return answer.arrayBuffer();
  };
  const fetching = async (f) => {
    $("age").textContent = T("app.fetching");
    try {
      await f();
      showAge();
    } catch (error) {
      showAge();
      say(note(["refused", "unsupported"].includes(error.message) ? T("app." + error.message) : T("app.fetch.failed", error.message), "stop"));
    }
  };

  const load = (form) => fetching(async () => {
    const query = {};
    if (form.entities.value.trim()) query.entities = form.entities.value.replace(/\s/g, "");
    else if (form.scope.value) query.province = form.scope.value;
    const file = await fetchPack(query), fresh = await InspectorPack.open([file], keys);
    await kept.set("pack", [file]);
    pack = fresh;
    $("load").open = false;
    const worker = await Promise.race([navigator.serviceWorker?.ready, new Promise((done) => setTimeout(done, 10000))]);
    say(worker ? note(T("app.ready"), "good") : note(T("app.notKept")));
  });

  // A pack with many deltas, or large ones, is fetched whole again.
  const worn = (files) => files.length > 30 || files.slice(1).reduce((n, f) => n + f.byteLength, 0) > files[0].byteLength;

  const update = () => fetching(async () => {
    const { size, day: made, state } = await InspectorPack.sinceOf(pack), scope = pack.scope || {};
    const query = scope.entities ? { entities: scope.entities.join() } : scope.provinces ? { province: scope.provinces.join() } : {};
    const files = [await kept.get("pack")].flat();
    if (!worn(files)) Object.assign(query, { since: size, day: made, state });
    const file = await fetchPack(query), { delta, object } = await InspectorPack.read(file, keys);
    const fresh = delta ? await InspectorPack.apply(pack, object) : object;
    await kept.set("pack", delta ? [...files, file] : [file]);
    pack = fresh;
    say(note(T("app.current", (file.byteLength / 1000).toLocaleString(lang, { maximumFractionDigits: 1 })), "good"));
  });

  const wipe = async () => {
    (await opened).close();
    await request(indexedDB.deleteDatabase("inspector")).catch(() => {});
    for (const name of await caches.keys()) await caches.delete(name);
    for (const r of await navigator.serviceWorker?.getRegistrations() || []) await r.unregister();
    await fetch("/signout", { method: "POST", credentials: "same-origin", body: new URLSearchParams() }).catch(() => {});
    app.replaceChildren(note(T("app.wiped"), "good"));
  };

  // ---- start

  const online = () => {
    $("net").textContent = T(navigator.onLine ? "app.online" : "app.offline");
    $("update").hidden = !pack || !navigator.onLine;
  };
  const asked = (id, f) => $(id).addEventListener("submit", (event) => { event.preventDefault(); f(event.target); });
  asked("fetch", load);
  asked("find", (form) => find(form.q.value.trim()));
  asked("finding", async () => {
    try { await write(); } catch { return say(note(T("app.full"), "stop")); }
    await empty();
    say(note(T("app.saved"), "good"));
    await showQueue();
    if (navigator.onLine) await sync();
  });
  for (const kind of ["input", "change"]) form.addEventListener(kind, () => { check(); showPlan(); keepDraft(); });
  InspectorPhotos.onChange(keepDraft);
  document.querySelector("[data-camera]")?.addEventListener("read", (event) => {
    event.preventDefault();
    $("q").value = event.detail;
    find(event.detail);
  });
  $("update").addEventListener("click", update);
  $("sync").addEventListener("click", sync);
  $("wipe").addEventListener("click", (event) => { if (window.confirm(event.target.dataset.sure)) wipe(); });
  window.addEventListener("online", () => { online(); sync(); });
  window.addEventListener("offline", online);

  const prefill = async () => {
    const office = await kept.get("office");
    if (office) for (const name of ["authority", "provinceCode"]) $(name).value = office[name];
  };

  // restore shows what was being typed when the page was closed.
  const restore = async () => {
    drafts = await kept.get("drafts") || drafts;
    const draft = drafts.of[drafts.last];
    if (draft) await turnTo(draft.chosen);
  };

  const begin = async () => {
    app.hidden = false;
    online();
    navigator.serviceWorker?.register("/inspector/worker.js", { scope: "/inspector/" }).catch(() => {});
    navigator.storage?.persist?.().catch(() => {});
    const files = [await kept.get("pack")].flat().filter(Boolean);
    let problem = "";
    try { pack = await InspectorPack.open(files, keys); } catch (error) { problem = T(error.message === "unsupported" ? "app.unsupported" : "app.refused"); }
    showAge(problem);
    online();
    await prefill();
    await restore();
    await showQueue();
    if (navigator.onLine) sync();
  };
  begin();
})();
