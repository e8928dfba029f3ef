// Checks a bundle of records of an OCOP traceability log, without a network and
// without trusting who handed the bundle out. An ES module without imports, for
// browsers (secure context, Ed25519 in WebCrypto) and Node.js 18 or newer:
//
//   import { verify } from "./verify.mjs";
//   const checked = await verify(bundle, policy, (step, evidence) => {});
//
// bundle is the file as handed out (Uint8Array or ArrayBuffer), policy the text of a
// c2sp.org/tlog-policy: which log keys and witnesses you trust. Take it from a place
// you trust: one that comes with the bundle proves nothing. step is told of each check
// as it succeeds, by a name of STEPS, with the evidence where it is about a record; third
// is what the first two steps found: the checkpoint, the service.
// verify rejects with a Refused. As a command: node verify.mjs BUNDLE POLICY
//
// It accepts what the program's own "verify" accepts, or less: what is not written as
// the format says is refused, not repaired. Formats: RFC 8785 and RFC 7493 with
// integers and NFC texts only, W3C eddsa-jcs-2022, RFC 9162 section 2.1, c2sp.org
// tlog-proof@v1, tlog-checkpoint, signed-note, tlog-cosignature and tlog-policy.

export const STEPS = ["checkpoint", "service", "included", "signed", "subject"];

const MAX_BUNDLE = 16 << 20, MAX_NOTE = 1 << 20, MAX_RECORD = 60000; // bytes
const MAX_DEPTH = 16, MAX_HASHES = 63, MAX_SIGNATURES = 100;

// A Refused says why a bundle is not verified. reason is one of
//   unsupported  this browser cannot check: nothing is said about the bundle
//   policy       the policy is malformed
//   bundle       the file is malformed
//   checkpoint   not signed by a log of the policy, or not cosigned as it asks
//   included     a record is not in the log where it says
//   service      record 1 is not the log's first, which names the issuer keys
//   signed       a record is not what was signed, or its key is not known
//   subject      the records are not about what the bundle claims
// record is the number of the record, from 1; 0 where it is about none.
export class Refused extends Error {
  constructor(reason, message, record = 0) {
    super(record ? `record ${record}: ${message}` : message);
    this.name = "Refused";
    this.reason = reason;
    this.record = record;
  }
}

const utf8 = new TextEncoder();
const bytes = (text) => utf8.encode(text);

const text = (data, fatal) => new TextDecoder("utf-8", { fatal, ignoreBOM: true }).decode(data);
const shown = (value) => JSON.stringify(value)?.slice(0, 60);

function join(...parts) {
  const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const p of parts) {
    all.set(p, at);
    at += p.length;
  }
  return all;
}

// told runs a check and turns what it throws into a Refused.
async function told(reason, record, check) {
  try {
    return await check();
  } catch (error) {
    if (typeof error !== "string") throw error;
    throw new Refused(reason, error, record);
  }
}

// ---- WebCrypto

let subtle;

async function sha256(data) {
  subtle ??= globalThis.crypto?.subtle;
  if (!subtle && globalThis.process?.versions?.node) {
    subtle = (await import("node:crypto")).webcrypto.subtle; // Node.js 18 has no global
  }
  if (!subtle) throw new Refused("unsupported", "no WebCrypto here; in a browser it needs https");
  return new Uint8Array(await subtle.digest("SHA-256", data));
}

// signedBy checks a signature of RFC 8032 (Ed25519).
async function signedBy(key, message, signature) {
  if (signature.length !== 64) return false;
  try {
    const k = await subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
    return await subtle.verify({ name: "Ed25519" }, k, signature, message);
  } catch {
    return false; // not a point of the curve
  }
}

// supported says whether Ed25519 is there and right: by RFC 8032 section 7.1, test 2.
export async function supported() {
  const key = unhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  const signature = unhex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da" +
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  try {
    await sha256(key);
    return await signedBy(key, unhex("72"), signature) && !await signedBy(key, unhex("73"), signature);
  } catch {
    return false;
  }
}

// fingerprint is SHA-256 of a text in lower-case hexadecimal, to compare a
// verifier key (NAME+ID+BASE64) by eye.
export const fingerprint = async (of) => hex(await sha256(bytes(of)));

// ---- encodings

const hex = (b) => Array.from(b, (x) => x.toString(16).padStart(2, "0")).join("");
const unhex = (s) => Uint8Array.from(s.match(/../g), (x) => parseInt(x, 16));

// decode64 reads standard base64, null for anything else. Unless lax, the unused
// bits have to be zero.
function decode64(s, lax) {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(s)) return null;
  const raw = atob(s);
  return lax || btoa(raw) === s ? Uint8Array.from(raw, (c) => c.charCodeAt(0)) : null;
}

const ALPHABET58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

// decode58 reads exactly size bytes of base58btc, null for anything else.
function decode58(s, size) {
  if (s.length > 2 * size) return null;
  let n = 0n;
  for (const c of s) {
    const digit = ALPHABET58.indexOf(c);
    if (digit < 0) return null;
    n = n * 58n + BigInt(digit);
  }
  const b = new Uint8Array(size);
  for (let i = size - 1; i >= 0; i--, n >>= 8n) b[i] = Number(n & 255n);
  return n === 0n && /^(?:00)*/.exec(hex(b))[0].length === 2 * /^1*/.exec(s)[0].length ? b : null;
}

// decimal reads a plain number below 2^63, null for anything else.
function decimal(s) {
  if (!/^(?:0|[1-9][0-9]{0,18})$/.test(s)) return null;
  const n = BigInt(s);
  return n < 1n << 63n ? n : null;
}

// ---- the file

const STRING = /"[^"\\\u0000-\u001f]*(?:\\.[^"\\\u0000-\u001f]*)*"/y;

// A Reader goes through a text that is written without freedom.
class Reader {
  constructor(s) {
    this.s = s;
    this.at = 0;
  }
  fail(what) {
    throw `${what} at character ${this.at}, ${shown(this.s.slice(this.at))}`;
  }
  take(part) {
    return this.s.startsWith(part, this.at) && !!(this.at += part.length);
  }
  need(part) {
    if (!this.take(part)) this.fail(`no ${shown(part)}`);
  }
  match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.s)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}

// fileText is a text of the file's own members, as Go's encoding/json writes it.
function fileText(r) {
  const raw = r.match(STRING), value = raw && JSON.parse(raw);
  const again = JSON.stringify(value)?.replace(/[\u2028\u2029]/g, (c) => (c === "\u2028" ? "\\u2028" : "\\u2029"));
  if (!value || again !== raw || /\p{Surrogate}/u.test(value)) r.fail("a text that is not as it was written, before that");
  return value;
}

// fileRecord passes over a record, which is known to be JSON.
function fileRecord(r) {
  const start = r.at;
  for (let depth = 0; ; ) {
    const c = r.s[r.at];
    if (depth === 0 && (c === "}" || c === "," || c === "]")) return r.s.slice(start, r.at);
    if (/\s/.test(c)) r.fail("white space in a record");
    if (c === "{" || c === "[") depth++;
    if (c === "}" || c === "]") depth--;
    if (c !== '"' || !r.match(STRING)) r.at++;
  }
}

function parseBundle(data) {
  if (data.length > MAX_BUNDLE) throw `${data.length} bytes, more than ${MAX_BUNDLE}`;
  let s;
  try {
    s = text(data, true);
    JSON.parse(s);
  } catch (error) {
    throw `not JSON in UTF-8: ${error.message}`;
  }
  const r = new Reader(s), b = { product: "", lot: "", entity: "", code: "", entries: [] };
  r.need('{"format":"ocoptrace-bundle-1"');
  for (const name of ["product", "lot", "entity", "code"]) {
    if (r.take(`,"${name}":`)) b[name] = fileText(r);
  }
  if (b.code && !isCode(b.code)) throw `code ${shown(b.code)}`;
  r.need(',"entries":[');
  do {
    r.need('{"proof":');
    const proof = fileText(r);
    r.need(',"record":');
    b.entries.push({ proof, record: fileRecord(r) });
    r.need("}");
  } while (r.take(","));
  r.need("]}\n");
  if (r.at !== s.length) r.fail("something behind the end");
  return b;
}

// isCode checks a label code: Crockford base32 with a Luhn sum modulo 32.
function isCode(code) {
  if (!/^[0-9A-HJKMNP-TV-Z]{12}$/.test(code)) return false;
  let sum = 0;
  for (let i = 0; i < code.length; i++) {
    const v = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(code[i]);
    sum += i % 2 ? v : (v * 2 >> 5) + v * 2 % 32;
  }
  return sum % 32 === 0;
}

// ---- c2sp.org/tlog-proof

function parseProof(s) {
  const end = s.indexOf("\n\n");
  if (end < 0 || end + 2 === s.length) throw "no checkpoint after an empty line";
  const [first, index, ...lines] = s.slice(0, end).split("\n");
  if (first !== "c2sp.org/tlog-proof@v1") throw "the first line is not c2sp.org/tlog-proof@v1";
  const number = index?.startsWith("index ") ? decimal(index.slice(6)) : null;
  if (number === null) throw `no index, or data that nothing proves: ${shown(index)}`;
  if (lines.length > MAX_HASHES) throw `${lines.length} hashes, at most ${MAX_HASHES}`;
  const hashes = lines.map((line) => decode64(line));
  if (!hashes.every((h) => h?.length === 32)) throw "a hash is not 32 bytes in base64";
  return { index: number, hashes, checkpoint: s.slice(end + 2) };
}

async function parseProofs(entries) {
  const all = [];
  for (const { proof } of entries) {
    await told("bundle", all.length + 1, () => {
      const p = parseProof(proof), last = all[all.length - 1] ?? p;
      if (p.checkpoint !== last.checkpoint) throw "proven under another checkpoint than record 1";
      if (p !== last && p.index <= last.index) throw "not in log order";
      all.push(p);
    });
  }
  return all;
}

// included is RFC 9162 section 2.1.3.2.
async function included(p, checkpoint, record) {
  let fn = p.index, sn = checkpoint.size - 1n;
  if (fn > sn) return false;
  let r = await sha256(join([0], bytes(record)));
  for (const h of p.hashes) {
    if (sn === 0n) return false;
    if (fn & 1n || fn === sn) {
      r = await sha256(join([1], h, r));
      while (!(fn & 1n) && fn) fn >>= 1n, sn >>= 1n;
    } else {
      r = await sha256(join([1], r, h));
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n && hex(r) === hex(checkpoint.root);
}

// ---- c2sp.org/signed-note, tlog-policy, tlog-checkpoint, tlog-cosignature

const LOG = 1, WITNESS = 4; // signature types

// isName refuses what Unicode calls white space, and the plus sign.
const isName = (s) => /^[^+\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/.test(s);

async function parseKey(vkey, type) {
  const [name, , ...rest] = vkey.split("+");
  const base64 = rest.join("+"), raw = decode64(base64);
  if (!isName(name) || raw?.length !== 33 || raw[0] !== type) {
    throw `key ${shown(vkey)} is not NAME+ID+BASE64 of an Ed25519 key of type ${type}`;
  }
  const id = hex(await sha256(join(bytes(name + "\n"), raw))).slice(0, 8);
  if (vkey !== `${name}+${id}+${base64}`) throw `key of ${name} has not the ID ${id}`;
  return { name, id, type, public: raw.slice(1) };
}

// parsePolicy returns the keys and a function that says whether a set of them
// is a quorum.
async function parsePolicy(source) {
  const policy = { keys: [], quorum: null };
  const rules = new Map([["none", () => true]]), members = new Set();
  const key = async (vkey, type) => {
    const k = await parseKey(vkey, type);
    if (policy.keys.some((o) => o.type === type && hex(o.public) === hex(k.public))) throw `the key of ${k.name} is listed twice`;
    policy.keys.push(k);
    return k;
  };
  const define = (name, rule) => {
    if (rules.has(name)) throw `name ${shown(name)} is taken`;
    rules.set(name, rule);
  };
  const group = (name, threshold, ...names) => {
    const of = names.map((member) => {
      if (member === "none" || !rules.has(member)) throw `member ${shown(member)} is not defined above`;
      if (members.has(member)) throw `${shown(member)} is a member twice`;
      members.add(member);
      return rules.get(member);
    });
    const need = threshold === "all" ? of.length : threshold === "any" ? 1 : Number(decimal(threshold) ?? 0n);
    if (need < 1 || need > of.length) throw `threshold ${shown(threshold)}`;
    define(name, (signed) => of.filter((met) => met(signed)).length >= need);
  };
  const line = async ([keyword, ...args]) => {
    if (keyword === "log" && (args.length === 1 || args.length === 2)) {
      await key(args[0], LOG);
    } else if (keyword === "witness" && (args.length === 2 || args.length === 3)) {
      const k = await key(args[1], WITNESS);
      define(args[0], (signed) => signed.has(k));
    } else if (keyword === "group" && args.length >= 3) {
      group(...args);
    } else if (keyword === "quorum" && args.length === 1 && !policy.quorum && rules.has(args[0])) {
      policy.quorum = rules.get(args[0]);
    } else {
      throw `not a line of a policy: ${shown(keyword)} with ${args.length} values`;
    }
  };
  const lines = source.split("\n");
  for (const [i, l] of lines.entries()) {
    if (i === lines.length - 1 && l) throw `no line end after ${shown(l)}`;
    if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(l)) throw `control character in line ${i + 1}`;
    const words = l.split(/[ \t]+/).filter((word) => word);
    if (words.length && !words[0].startsWith("#")) await line(words);
  }
  if (!policy.quorum) throw "no quorum line";
  return policy;
}

// keyVerify checks a signature of a note's text.
async function keyVerify(k, note, signature) {
  if (k.type === LOG) return signedBy(k.public, bytes(note), signature);
  if (signature.length !== 72 || signature[0] & 0x80) return false;
  const seconds = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
  return signedBy(k.public, bytes(`cosignature/v1\ntime ${seconds}\n${note}`), signature.slice(8));
}

async function openCheckpoint(signed, policy) {
  const fail = (message) => {
    throw message;
  };
  const end = signed.lastIndexOf("\n\n");
  if (bytes(signed).length > MAX_NOTE || /[\u0000-\u0009\u000b-\u001f]/.test(signed) || end < 0 || !signed.endsWith("\n")) {
    fail("malformed checkpoint");
  }
  const note = signed.slice(0, end + 1);
  const lines = signed.slice(end + 2, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) fail(`more than ${MAX_SIGNATURES} signatures`);
  const met = new Set();
  for (const line of lines) {
    const space = line.indexOf(" ", 2);
    const name = line.slice(2, space), base64 = line.slice(space + 1);
    const raw = decode64(base64, true);
    if (!line.startsWith("\u2014 ") || space < 0 || !isName(name) || !raw || raw.length < 5) fail(`malformed signature line ${shown(line)}`);
    const id = hex(raw.slice(0, 4));
    const [k, other] = policy.keys.filter((o) => o.name === name && o.id === id);
    if (other) fail(`two keys of the policy are called ${name} ${id}`);
    if (!k || met.has(k)) continue;
    if (!await keyVerify(k, note, raw.slice(4))) fail(`the signature of ${name} does not verify`);
    if (!decode64(base64)) fail(`the signature of ${name} is not canonical base64`);
    met.add(k);
  }
  const [origin, size, root, ...extensions] = note.slice(0, -1).split("\n");
  const c = { origin, size: decimal(size ?? ""), root: decode64(root ?? "") };
  if (!origin || extensions.includes("") || c.size === null || c.size > 1n << 62n || c.root?.length !== 32) fail("malformed checkpoint");
  if (![...met].some((k) => k.type === LOG && k.name === origin)) fail(`no log of the policy signed the checkpoint of ${shown(origin)}`);
  if (!policy.quorum(met)) fail("the checkpoint lacks cosignatures that the policy asks for");
  return c;
}

// ---- records: RFC 8785 in our profile

const CANONICAL = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\bfnrt]|u00(?:0[0-7bef]|1[0-9a-f]))[^"\\\u0000-\u001f]*)*"/y;
const SCALAR = /true|false|null|0|-?[1-9][0-9]*/y;

// A Canonical reads a value that has to be in canonical form. spans has where the
// members of the outermost object stand: [comma before, value, end].
class Canonical extends Reader {
  constructor(s) {
    super(s);
    this.depth = 0;
    this.spans = new Map();
    this.result = this.value();
    if (this.at !== s.length || bytes(s).length > MAX_RECORD) this.refuse();
  }
  refuse() {
    this.fail("not canonical JSON of the profile");
  }
  string() {
    const raw = this.match(CANONICAL) ?? this.refuse(), value = JSON.parse(raw);
    if (value.normalize("NFC") !== value || /\p{M}{31}/u.test(value)) this.refuse();
    return value;
  }
  value() {
    if (this.s[this.at] === '"') return this.string();
    if (this.take("{")) return this.nested("}", Object.create(null), (all) => this.member(all));
    if (this.take("[")) return this.nested("]", [], (all) => all.push(this.value()));
    const raw = this.match(SCALAR) ?? this.refuse(), value = JSON.parse(raw);
    if (typeof value === "number" && (!Number.isSafeInteger(value) || String(value) !== raw)) this.refuse();
    return value;
  }
  nested(end, all, one) {
    if (++this.depth > MAX_DEPTH) this.refuse();
    if (!this.take(end)) {
      this.last = undefined;
      do one(all); while (this.take(","));
      if (!this.take(end)) this.refuse();
    }
    this.depth--;
    return all;
  }
  member(all) {
    const comma = this.at - 1, last = this.last, name = this.string();
    if (last >= name || !this.take(":")) this.refuse(); // UTF-16 code units; nothing is before undefined
    const start = this.at;
    all[name] = this.value();
    if (this.depth === 1) this.spans.set(name, [comma, start, this.at]);
    this.last = name;
  }
}

// ---- statements

// What kinds of statements there are and what each may say. A kind begins with
// type. Marks: # integer, ? true or false, @ day, *list, :shape; else a text.
const SHAPES = {
  Service: "type baseUrl origin logKey issuerKeys*",
  Entity: "type entity name nameEn kind communeCode commune provinceCode formerPlace address registration gln hotline website channels*:Link story storyEn photos*:Photo sample?",
  Link: "name url",
  Photo: "digest width# height# alt altEn",
  Product: "type product entity name nameEn labelName gtin group taxonomy net dateKind shelfLifeDays# shelfLifeMonths# storage storageEn ingredients ingredientsEn allergens allergensEn warning warningEn origin originEn usage usageEn standard declaration alcoholPermille# sweetened? fried? story storyEn carry carryEn video channels*:Link photos*:Photo nutrition:Nutrition service? sample?",
  Nutrition: "per perEn energyKcal# proteinMg# carbohydrateMg# sugarsMg# fatMg# saturatedMg# sodiumMg#",
  Recognition: "type product stars# number decision authority competent issued@ expires@",
  RecognitionChange: "type product number change date@ until@ reason decision ground authority",
  Batch: "type product productName entity entityName gtin lot produced@ expires@ bestBefore@ quantity# unit inputs*:Input documents*:Document sample?",
  Input: "name supplier lot received@ quantity origin communeCode product uri",
  Document: "kind number issuer issued@ expires@ digest",
  LabelRun: "type run entity product lot gtin codeKey first# count#",
  LabelStatus: "type run from# to# state reason date@",
  LabelClaim: "type run from# to# product lot date@",
  LabelReprint: "type run from# to# reason date@",
  LabelAllowance: "type product lot extra# reason date@",
  Recall: "type product lot action reason reasonEn instruction instructionEn contact date@",
  Point: "type point name nameEn entity address communeCode commune provinceCode latitude longitude gln glnExtension hours hoursEn hotline tourism? products* entities* closed? sample?",
  DiaryEntry: "type product lot date@ activity text textEn photos*:Photo replaces",
  Inspection: "type product lot run from# to# date@ authority provinceCode place outcome summary summaryEn sampled# minutes minutesDigest",
  ResolverLink: "type link entity product lot point linkType title href hreflang* mediaType ended? sample?",
  Event: "type entity recorded event hash context text textBase64",
};

const isDay = (s) => /^\d{4}-\d\d-\d\d$/.test(s) && !s.startsWith("0000") && isMoment(s + "T00:00:00Z");

function isMoment(s) {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(s)) return false;
  const t = new Date(s);
  return !isNaN(t) && t.toISOString() === s.slice(0, -1) + ".000Z";
}

const ofMark = {
  "": (v) => typeof v === "string",
  "#": (v) => typeof v === "number",
  "?": (v) => typeof v === "boolean",
  "@": (v) => v === "" || typeof v === "string" && isDay(v),
};
const empty = { "#": 0, "?": false };

// decode reads a value of a shape; a member that is absent or null is empty.
function decode(shape, value) {
  if (!value || typeof value !== "object" || Array.isArray(value)) throw `${shown(value)} is no object`;
  const rest = new Set(Object.keys(value)), fact = {};
  for (const field of SHAPES[shape].split(" ")) {
    const [, name, mark, list, inner] = /^(\w+)([#?@]?)(\*?):?(\w*)$/.exec(field);
    const one = (v) => {
      if (inner) return decode(inner, v);
      if (!ofMark[mark](v)) throw `${name} is ${shown(v)}`;
      return v;
    };
    const v = value[name];
    rest.delete(name);
    if (v === undefined || v === null) fact[name] = list ? [] : inner ? null : empty[mark] ?? "";
    else if (list && !Array.isArray(v)) throw `${name} is no list`;
    else fact[name] = list ? v.map(one) : one(v);
  }
  for (const name of rest) throw `unknown member ${shown(name)} of ${shape}`;
  return fact;
}

const ENVELOPE = ["@context", "id", "type", "issuer", "validFrom", "credentialSubject"];

// decodeStatement reads what a record says.
function decodeStatement(o) {
  for (const name of Object.keys(o)) {
    const folded = name.toLowerCase().replace(/\u017f/g, "s").replace(/\u212a/g, "k");
    const like = ENVELOPE.find((e) => e.toLowerCase() === folded);
    if (like && like !== name) throw `member ${shown(name)}, which is like ${like}`;
  }
  const texts = (v) => v === null || v === undefined || Array.isArray(v) && v.every((x) => typeof x === "string");
  const id = o.id ?? "", validFrom = o.validFrom ?? "", subject = o.credentialSubject;
  if (!texts(o["@context"]) || !texts(o.type) || typeof id !== "string" || validFrom !== "" && !isMoment(validFrom)) throw "not a statement";
  const kind = subject?.type;
  if (typeof kind !== "string" || !Object.hasOwn(SHAPES, kind) || !SHAPES[kind].startsWith("type ") ||
    o.type?.length !== 2 || o.type[1] !== kind + "Statement") {
    throw `not a statement of a known kind: ${shown(kind)}`;
  }
  return { id, issued: validFrom, kind, fact: decode(kind, subject) };
}

// keyOf is the key that a verification method spells as a Multikey.
function keyOf(method) {
  const cut = method.indexOf("#");
  const b = cut >= 0 && method[cut + 1] === "z" && decode58(method.slice(cut + 2), 34);
  if (!b || b[0] !== 0xed || b[1] !== 1) throw `method ${shown(method)} does not end in an Ed25519 Multikey`;
  return b.slice(2);
}

const PROOF = "@context,created,cryptosuite,proofPurpose,proofValue,type,verificationMethod";

// openRecord checks a record's form and returns what its signature has to be of.
function openRecord(record) {
  const c = new Canonical(record), o = c.result;
  if (!c.spans.has("@context")) throw "no object with an @context";
  const [comma, start, end] = c.spans.get("proof") ?? [];
  if (comma === undefined || typeof o.proof !== "object" || !o.proof) throw "no proof";
  const raw = new Canonical(record.slice(start, end)), p = o.proof;
  if (String(Object.keys(p)) !== PROOF || raw.spans.size !== 7) throw `a proof with the members ${Object.keys(p)}`;
  const of = (name, [, from, to] = raw.spans.get(name)) => raw.s.slice(from, to);
  const [, from, to] = c.spans.get("@context");
  if (of("@context") !== record.slice(from, to)) throw "the proof has another @context than the record";
  if (p.cryptosuite !== "eddsa-jcs-2022" || p.proofPurpose !== "assertionMethod" || p.type !== "DataIntegrityProof") throw "not an eddsa-jcs-2022 assertion proof";
  if (typeof p.created !== "string" || !isMoment(p.created)) throw `created ${shown(p.created)}`;
  const method = p.verificationMethod, value = p.proofValue;
  const signature = typeof value === "string" && value[0] === "z" && decode58(value.slice(1), 64);
  if (!signature) throw `proofValue ${shown(value)} is not z and 64 bytes in base58btc`;
  if (typeof method !== "string" || !/^[!#-[\]-~]*$/.test(method)) throw `verification method ${shown(method)}`;
  if (typeof o.issuer !== "string" || !o.issuer || !method.startsWith(o.issuer) || !/^#[^#]+$/.test(method.slice(o.issuer.length))) {
    throw `verification method ${shown(method)} is not a key of issuer ${shown(o.issuer)}`;
  }
  const [cut, , rest] = raw.spans.get("proofValue");
  return {
    ...decodeStatement(o), issuer: o.issuer, method, created: p.created, signature,
    configuration: raw.s.slice(0, cut) + raw.s.slice(rest), document: record.slice(0, comma) + record.slice(end),
  };
}

// signed verifies a record (vc-di-eddsa section 3.3) under keys, by method.
async function signed(o, keys) {
  const key = keys.get(o.method);
  if (!key) throw `unknown verification method ${shown(o.method)}`;
  const message = join(await sha256(bytes(o.configuration)), await sha256(bytes(o.document)));
  if (!await signedBy(key, message, o.signature)) throw `the signature does not verify under ${shown(o.method)}`;
}

// ---- the whole

export async function verify(bundle, policy, step = () => {}) {
  if (!await supported()) throw new Refused("unsupported", "no Ed25519 in WebCrypto here");
  if (typeof policy !== "string") policy = text(policy, false);
  if (bytes(policy).length > MAX_NOTE) throw new Refused("policy", `the policy has more than ${MAX_NOTE} bytes`);
  const trusted = await told("policy", 0, () => parsePolicy(policy));
  const b = await told("bundle", 0, () => parseBundle(bundle instanceof ArrayBuffer ? new Uint8Array(bundle) : bundle));
  const proofs = await parseProofs(b.entries);
  const checkpoint = await told("checkpoint", 0, () => openCheckpoint(proofs[0].checkpoint, trusted));
  step("checkpoint", null, checkpoint);
  const inLog = async (i) => {
    if (!await included(proofs[i], checkpoint, b.entries[i].record)) {
      throw `not number ${proofs[i].index} of the log of ${checkpoint.size}`;
    }
  };
  await told("included", 1, () => inLog(0));
  if (proofs[0].index !== 0n) throw new Refused("service", `leaf ${proofs[0].index}, not the log's first`, 1);
  const keys = new Map();
  const service = await told("service", 1, async () => {
    const first = openRecord(b.entries[0].record);
    if (first.kind !== "Service") throw `a statement of ${first.kind}, not Service`;
    for (const method of first.fact.issuerKeys) keys.set(method, keyOf(method));
    await signed(first, keys);
    return first.fact;
  });
  step("service", null, service);
  const evidence = [];
  for (const [i, { record }] of b.entries.entries()) {
    await told("included", i + 1, () => inLog(i));
    const o = await told("signed", i + 1, async () => {
      const opened = openRecord(record);
      await signed(opened, keys);
      return opened;
    });
    const e = { index: Number(proofs[i].index), id: o.id, issuer: o.issuer, issued: o.issued, method: o.method, created: o.created, kind: o.kind, fact: o.fact };
    evidence.push(e);
    step("included", e);
    step("signed", e);
  }
  const { product, lot, entity, code } = b;
  await told("subject", 0, () => checkSubject(b, evidence));
  step("subject", null);
  return { checkpoint, service, product, lot, entity, code, evidence };
}

// checkSubject holds the records against what the bundle says it is about.
function checkSubject(b, evidence) {
  const find = (kind, is) => evidence.filter((e) => e.kind === kind && is(e.fact)).pop()?.fact;
  if (b.entity) {
    if (b.product || b.lot || !b.code) throw "about an entity and something else at once";
    if (!find("Entity", (f) => f.entity === b.entity)) throw `no record of entity ${shown(b.entity)}`;
    if (!find("LabelRun", (f) => f.entity === b.entity)) throw `no blank label run for code ${b.code}`;
    return;
  }
  const product = b.product && find("Product", (f) => f.product === b.product);
  if (!product) throw `no record of product ${shown(b.product)}`;
  const ofBatch = (f) => f.product === b.product && f.lot === b.lot;
  if (b.lot && !find("Batch", ofBatch)) throw `no record of batch ${shown(b.lot)}`;
  if (!b.code || find("LabelRun", ofBatch)) return;
  const claim = find("LabelClaim", ofBatch);
  if (!claim || !find("LabelRun", (f) => f.run === claim.run && f.entity === product.entity && claim.to <= f.count)) {
    throw `no label run for code ${b.code}`;
  }
}

// ---- the command

async function main([bundle, policy, ...rest]) {
  if (!policy || rest.length) {
    console.error("usage: node verify.mjs BUNDLE POLICY");
    return 2;
  }
  const { readFile } = await import("node:fs/promises");
  try {
    const about = (e) => (e ? `: record ${e.index}, ${e.kind}, ${e.issued}` : "");
    const c = await verify(await readFile(bundle), await readFile(policy), (name, e) => console.log(`ok      ${name}${about(e)}`));
    const parts = [c.product && `product ${c.product}`, c.lot && `lot ${c.lot}`, c.entity && `entity ${c.entity}`, c.code && `label ${c.code}`];
    console.log(`verified: ${c.evidence.length} records about ${parts.filter(Boolean).join(", ")}; log ${c.checkpoint.origin}, ${c.checkpoint.size} entries`);
    console.log("not verified: what was stated later, whether a label was copied, whose run the code is of, the goods themselves");
    return 0;
  } catch (error) {
    console.error(`FAILED  ${error.message}`);
    return 1;
  }
}

if (globalThis.process?.versions?.node && process.argv[1]) {
  const { pathToFileURL } = await import("node:url");
  if (import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = await main(process.argv.slice(2));
}
