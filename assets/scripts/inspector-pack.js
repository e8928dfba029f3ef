// Reads signed packs and deltas, as the program's package trace/pack specifies
// them, for the inspector's application.
window.InspectorPack = (() => {
  "use strict";
  const PACK = "ocoptrace-pack-1", DELTA = "ocoptrace-pack-delta-1";
  const STATES = ["open", "active", "voided"];
  const utf8 = new TextEncoder();

  // ---- bytes

  const fromBase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const toBase64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
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

  // ---- files

  // read verifies a file under keys and reads it: {delta, object}. It throws
  // "refused", or "unsupported" where the browser has no Ed25519.
  const read = async (file, keys) => {
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
    if (![PACK, DELTA].includes(magic) || !keys.includes(method)) throw new Error("refused");
    let key;
    try { key = await keyOf(method); } catch { throw new Error("unsupported"); }
    const head = utf8.encode(magic + "\n" + method + "\n");
    const message = new Uint8Array(head.length + body.length);
    message.set(head);
    message.set(body, head.length);
    if (!await crypto.subtle.verify("Ed25519", key, fromBase64(signature), message)) throw new Error("refused");
    const text = await new Response(new Blob([body]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
    return { delta: magic === DELTA, object: JSON.parse(text) };
  };

  // ---- deltas

  // stateOf is the digest of the lists of a pack.
  const stateOf = async (pack) => {
    const lists = { entities: pack.entities || [], products: pack.products || [], batches: pack.batches || [], tags: pack.tags || [] };
    const text = JSON.stringify(lists).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
    return toBase64(await crypto.subtle.digest("SHA-256", utf8.encode(text))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  };

  // sinceOf names a pack as the one that a delta is to be applied to.
  const sinceOf = async (pack) => ({
    size: Number(pack.checkpoint.split("\n")[1]),
    day: new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" }).format(new Date(pack.made)),
    state: await stateOf(pack),
  });

  // merged is a list with what is new or changed, without what is gone, by a
  // member; what stays is moved first.
  const merged = (list, now, gone, name, move) => {
    const all = new Map((list || []).map((e) => [e[name], e]));
    for (const k of gone || []) all.delete(k);
    for (const e of now || []) all.delete(e[name]);
    const rows = [...[...all.values()].map(move), ...(now || [])];
    return rows.sort((a, b) => (a[name] < b[name] ? -1 : a[name] > b[name] ? 1 : 0));
  };
  const places = (list, name) => new Map(list.map((e, i) => [e[name], i]));

  // apply is the pack that a delta makes of another. It throws "base" where the
  // two do not belong together.
  const apply = async (pack, delta) => {
    const since = await sinceOf(pack), gone = delta.gone || {};
    if (["size", "day", "state"].some((name) => since[name] !== delta.since[name])) throw new Error("base");
    const entities = merged(pack.entities, delta.entities, gone.entities, "id", (e) => e);
    const entityAt = places(entities, "id");
    const products = merged(pack.products, delta.products, gone.products, "id", (p) => ({ ...p, entity: entityAt.get(pack.entities[p.entity].id) }));
    const productAt = places(products, "id");
    const batches = merged(pack.batches, delta.batches, gone.batches, "index", (b) => ({ ...b, product: productAt.get(pack.products[b.product].id) }));
    const batchAt = places(batches, "index"), changed = places(delta.batches || [], "index");
    const tags = (pack.tags || []).filter((t) => !changed.has(pack.batches[t.batch].index) && batchAt.has(pack.batches[t.batch].index))
      .map((t) => ({ ...t, batch: batchAt.get(pack.batches[t.batch].index) })).concat(delta.tags || [])
      .sort((a, b) => a.batch - b.batch || STATES.indexOf(a.state) - STATES.indexOf(b.state));
    const { baseUrl, made, scope, checkpoint, keys } = delta;
    const result = { baseUrl, made, scope, checkpoint, keys, entities, products, batches, tags };
    if (await stateOf(result) !== delta.state) throw new Error("base");
    return result;
  };

  // open reads a pack and the deltas behind it.
  const open = async (files, keys) => {
    let pack = null;
    for (const file of files) {
      const { delta, object } = await read(file, keys);
      if (delta !== Boolean(pack)) throw new Error("refused");
      pack = delta ? await apply(pack, object) : object;
    }
    return pack;
  };

  // ---- codes

  const tagOf = async (code) => new DataView(await crypto.subtle.digest("SHA-256", utf8.encode(code))).getUint32(0);

  // byCode are the batches that a code may be of: [{batch, state}].
  const byCode = async (pack, code) => {
    const tag = await tagOf(code);
    return (pack.tags || []).flatMap((row) => {
      const bytes = fromBase64(row.tags);
      const view = new DataView(bytes.buffer);
      let low = 0, high = bytes.length / 4;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (view.getUint32(4 * middle) < tag) low = middle + 1; else high = middle;
      }
      return low < bytes.length / 4 && view.getUint32(4 * low) === tag ? [{ batch: row.batch, state: row.state }] : [];
    });
  };
  const countTags = (pack) => (pack.tags || []).reduce((n, row) => n + fromBase64(row.tags).length / 4, 0);

  return { read, apply, open, sinceOf, byCode, countTags, toBase64, utf8 };
})();
