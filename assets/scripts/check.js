// Checks the bundle of a label or batch on the reader's own device, and shows each
// step. The texts stand in the page; what checks is verify.js, loaded only here.
(() => {
  "use strict";
  const own = document.getElementById("own");
  if (!own || !window.fetch || !window.Promise) return;
  const at = (id) => document.getElementById("own-" + id);
  const text = (name) => at("texts").content.querySelector(`[data-text="${name}"]`)?.textContent ?? "";
  const say = (name, ...args) => text(name).replace(/\{(\d)\}/g, (_, i) => args[i]);
  const count = (n) => n.toLocaleString(document.documentElement.lang);
  let running = 0;

  const step = (words, name) => {
    const li = document.createElement("li");
    li.textContent = words;
    li.dataset.step = name;
    at("steps").append(li);
  };

  const verdict = (level, sentence, note) => {
    at("busy").hidden = true;
    for (const section of at("verdict").querySelectorAll("section")) {
      section.hidden = section.dataset.level !== level;
      if (section.hidden) continue;
      section.querySelector(".sentence").textContent = sentence;
      section.querySelector(".why").textContent = note;
    }
    at("again").hidden = false;
  };

  const load = async (path) => {
    const answer = await fetch(path, { credentials: "omit" });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer;
  };

  // showKey shows the first log key of the policy that is used.
  const showKey = async (policy, fingerprint) => {
    const key = /^log[ \t]+(\S+)/m.exec(policy)?.[1];
    if (!key) return;
    at("key").textContent = key;
    at("print").textContent = (await fingerprint(key)).match(/.{8}/g).join(" ");
  };

  // tell shows a step that succeeded: for a record the second of its two.
  const tell = (name, e, found) => {
    if (name === "checkpoint") step(say(name, found.origin, count(found.size)), name);
    if (name === "service") step(say(name, found.baseUrl), name);
    if (name === "signed") step(say("record", kindOf(e), count(e.index)), name);
    if (name === "subject") step(say(name), name);
  };

  const kindOf = (e) => text("kind." + e.kind) || e.kind;

  // unverified words the reason why nothing is verified.
  const unverified = (error) => {
    const { reason = "fault", record } = error;
    if (text("stop." + reason)) verdict("stop", say("stop"), say("stop." + reason, record));
    else verdict("unclear", say("unclear"), say("unclear." + reason));
    console.warn(error);
  };

  // run checks under a policy of the reader's, or the service's where there is none.
  const run = async (trusted) => {
    const number = ++running;
    for (const section of at("verdict").querySelectorAll("section")) section.hidden = true;
    at("steps").textContent = "";
    at("again").hidden = true;
    at("same").hidden = trusted !== undefined;
    at("yours").hidden = trusted === undefined;
    at("busy").hidden = false;
    try {
      let verifier, policy, bundle;
      try {
        verifier = await import(own.dataset.verify);
        policy = trusted ?? await (await load(own.dataset.policy)).text();
        bundle = await (await load(own.dataset.bundle)).arrayBuffer();
      } catch (error) {
        error.reason = "network";
        throw error;
      }
      if (await verifier.supported()) await showKey(policy, verifier.fingerprint);
      const checked = await verifier.verify(bundle, policy, (name, e, found) => {
        if (number === running) tell(name, e, found);
      });
      if (number !== running) return;
      verdict("good", say("good", count(checked.evidence.length)), say("good.note", checked.checkpoint.origin));
    } catch (error) {
      if (number === running) unverified(error);
    }
  };

  at("again").addEventListener("click", () => run());
  at("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const field = document.getElementById("own-trust");
    const key = field.value.trim();
    const good = /^[^+\s]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*$/.test(key);
    at("problem").hidden = good;
    field.toggleAttribute("aria-invalid", !good);
    field.setAttribute("aria-describedby", good ? "own-hint" : "own-hint own-problem");
    if (!good) return field.focus();
    run(`log ${key}\nquorum none\n`);
    own.scrollIntoView();
  });
  at("off").hidden = true;
  at("form").hidden = false;
  run();
})();
