// Holds verify.js against what the program says of the same bundles:
// trace/testdata/verify.json, which a Go test makes and checks. Run it by
//
//   node --test assets/scripts/verify.test.mjs
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";

const here = (path) => new URL(path, import.meta.url);
const source = await readFile(here("verify.js"));
const dir = await mkdtemp(join(tmpdir(), "verify-"));
const script = join(dir, "verify.mjs");
await writeFile(script, source);
after(() => rm(dir, { recursive: true }));
const { fingerprint, Refused, STEPS, supported, verify } = await import(pathToFileURL(script));
const vectors = JSON.parse(await readFile(here("../../trace/testdata/verify.json"), "utf8"));

async function judge(policy, bundle) {
  const steps = [];
  try {
    await verify(bundle, policy, (name) => steps.push(name));
    return { verified: true, steps, error: null };
  } catch (error) {
    return { verified: false, steps, error };
  }
}

function changed({ bundle, at, cut, put = "", put64 = "" }) {
  const b = Buffer.from(vectors.bundles[bundle]);
  return Buffer.concat([b.subarray(0, at), Buffer.from(put), Buffer.from(put64, "base64"), b.subarray(at + cut)]);
}

test("Ed25519 is supported", async () => assert.equal(await supported(), true));

test("vectors", async (t) => {
  assert.ok(vectors.cases.length > 300);
  for (const c of vectors.cases) {
    await t.test(c.name, async () => {
      const { verified, steps, error } = await judge(vectors.policies[c.policy], changed(c));
      assert.equal(verified, c.verified, `${error?.stack}; the program: ${c.error}`);
      // Where a file is not UTF-8 is found out at once here, and by the program later.
      if (!c.put64) assert.deepEqual(steps, c.steps ?? []);
      for (const step of steps) assert.ok(STEPS.includes(step));
      if (error) assert.ok(error instanceof Refused && error.reason !== "unsupported", error.stack);
    });
  }
});

test("one byte changed", async (t) => {
  const change = {
    flipped: (b, i) => Buffer.concat([b.subarray(0, i), Buffer.from([b[i] ^ 1 << i % 8]), b.subarray(i + 1)]),
    left: (b, i) => Buffer.concat([b.subarray(0, i), b.subarray(i + 1)]),
    twice: (b, i) => Buffer.concat([b.subarray(0, i + 1), b.subarray(i)]),
  };
  for (const f of vectors.flips) {
    const policy = Buffer.from(vectors.policies[f.policy]), bundle = Buffer.from(vectors.bundles[f.bundle]);
    const what = f.what === "policy" ? policy : bundle;
    for (const [how, of] of Object.entries(change)) {
      await t.test(`${f.what} ${f.bundle}, ${how}`, async () => {
        const accepted = [];
        for (let i = 0; i < what.length; i++) {
          const b = of(what, i);
          const { verified, error } = f.what === "policy" ? await judge(b, bundle) : await judge(policy, b);
          if (verified) accepted.push(i);
          else assert.ok(error instanceof Refused, `byte ${i}: ${error.stack}`);
        }
        assert.deepEqual(accepted, f[how]);
      });
    }
  }
});

test("what is verified", async () => {
  const c = await verify(Buffer.from(vectors.bundles.label), vectors.policies.log);
  assert.deepEqual(c.evidence.map((e) => e.kind), ["Service", "Entity", "Product", "Recognition", "Batch", "LabelRun", "LabelStatus"]);
  assert.deepEqual(c.evidence.map((e) => e.index), [0, 1, 2, 3, 4, 5, 6]);
  assert.equal(c.checkpoint.size, 7n);
  assert.equal(c.evidence[4].fact.quantity, 100);
  assert.equal(c.lot, "ST-01");
});

test("the reason of a refusal", async () => {
  const reason = async (policy, bundle) => (await judge(policy, bundle)).error.reason;
  const { label } = vectors.bundles, { log } = vectors.policies;
  assert.equal(await reason(log, Buffer.from("{}")), "bundle");
  assert.equal(await reason("log\n", Buffer.from(label)), "policy");
  assert.equal(await reason(vectors.policies["other key"], Buffer.from(label)), "checkpoint");
  assert.equal(await reason(log, Buffer.from(label.replace('"quantity":100', '"quantity":101'))), "included");
  assert.equal(await reason(log, Buffer.from(label.replace('"lot":"ST-01"', '"lot":"ST-02"'))), "subject");
  assert.equal(await reason(log, new Uint8Array((16 << 20) + 1)), "bundle");
});

test("fingerprint", async () => {
  // FIPS 180-2, appendix B.1
  assert.equal(await fingerprint("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

test("without Ed25519 nothing is said about the bundle", async () => {
  // A second copy, which finds a WebCrypto that knows no Ed25519.
  const real = globalThis.crypto;
  const set = (value) => Object.defineProperty(globalThis, "crypto", { value, configurable: true });
  const { webcrypto } = await import("node:crypto");
  set({ subtle: {
    digest: (...of) => webcrypto.subtle.digest(...of),
    importKey: () => Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError")),
  } });
  try {
    const copy = await import(pathToFileURL(script) + "?copy");
    assert.equal(await copy.supported(), false);
    await assert.rejects(copy.verify(Buffer.from(vectors.bundles.label), vectors.policies.log), { reason: "unsupported" });
  } finally {
    set(real);
  }
});

test("as a command", async () => {
  const run = (...args) => promisify(execFile)(process.execPath, [script, ...args]).then(
    ({ stdout }) => ({ code: 0, stdout }), ({ code, stdout, stderr }) => ({ code, stdout, stderr }));
  const write = async (name, content) => {
    await writeFile(join(dir, name), content);
    return join(dir, name);
  };
  const goodFile = await write("good.json", vectors.bundles.label), policy = await write("policy", vectors.policies.log);
  const badFile = await write("bad.json", vectors.bundles.label.replace('"stars":4', '"stars":5'));
  const good = await run(goodFile, policy);
  assert.equal(good.code, 0, good.stderr);
  assert.match(good.stdout, /^verified: 7 records about product gao-seng-cu, lot ST-01, label /m);
  const bad = await run(badFile, policy);
  assert.equal(bad.code, 1);
  assert.match(bad.stderr, /^FAILED {2}record 4: /m);
  assert.equal((await run(goodFile)).code, 2);
  assert.equal((await run(join(dir, "nothing"), policy)).code, 1);
});

// What the service sends of it, compressed.
test("small enough for a slow line", () => assert.ok(gzipSync(source).length < 12_000, `${gzipSync(source).length} bytes`));
