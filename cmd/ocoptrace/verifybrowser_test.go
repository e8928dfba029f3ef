package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// otherKey is the verifier key of another log, that of the vectors.
const otherKey = "tx.example.vn/log+2be342fc+AZVD+MMfLq4VTUdAkaShpPhKCrYxZtkuDysOPBUWv41D"

// meddler stands between a browser and the demo and changes what is handed out.
type meddler struct {
	*httptest.Server
	change atomic.Pointer[func(path string, body []byte) []byte]
	loaded atomic.Int64 // verifiers
}

func meddle(t *testing.T, base string) *meddler {
	t.Helper()
	to, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	vectors, err := os.ReadFile("../../trace/testdata/verify.json")
	if err != nil {
		t.Fatal(err)
	}
	m := &meddler{}
	m.with(func(_ string, body []byte) []byte { return body })
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(to)
			r.Out.Host = to.Host
			r.Out.Header.Del("Accept-Encoding")
		},
		ModifyResponse: func(r *http.Response) error {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				return err
			}
			if strings.HasPrefix(r.Request.URL.Path, "/static/verify.") {
				m.loaded.Add(1)
			}
			body = (*m.change.Load())(r.Request.URL.Path, body)
			r.Body = io.NopCloser(bytes.NewReader(body))
			r.Header.Set("Content-Length", strconv.Itoa(len(body)))
			r.Header.Set("Cache-Control", "no-store")
			return nil
		},
	}
	m.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/verify.json" {
			w.Write(vectors)
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(m.Close)
	return m
}

func (m *meddler) with(change func(path string, body []byte) []byte) { m.change.Store(&change) }

// The reader's own phone checks what the service hands out, and says of what was
// changed on the way that it was.
func TestCheckInABrowser(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	file := serveDemo(t)
	m := meddle(t, file.BaseURL)
	vkey := fetchText(t, file.BaseURL+"/log/vkey")
	parent := openBrowser(t, browser)
	label, batch := pathOf(file.Batches[0].Page), "/batches/"+file.Batches[0].Product+"/"+file.Batches[0].Lot
	open := func(t *testing.T, path string) *desk {
		ctx, cancel := chromedp.NewContext(parent)
		t.Cleanup(cancel)
		ctx, cancel = context.WithTimeout(ctx, time.Minute)
		t.Cleanup(cancel)
		d := &desk{t, ctx, m.URL}
		d.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile))
		d.open(path)
		return d
	}
	t.Run("the page of the label loads no verifier, and leads to its check", func(t *testing.T) {
		d := open(t, label+"?lang=vi")
		if n := m.loaded.Load(); n != 0 {
			t.Errorf("%d verifiers loaded", n)
		}
		d.press(".own-phone a.button")
		d.outcome("good")
		if n := m.loaded.Load(); n != 1 || d.text("location.pathname") != label+"/check" || d.text("document.documentElement.lang") != "vi" {
			t.Errorf("%d verifiers at %s", n, d.text("location.href"))
		}
	})
	for _, path := range []string{label, batch} {
		for _, lang := range []string{"vi", "en"} {
			t.Run("good "+path+" "+lang, func(t *testing.T) { checkGood(t, open(t, path+"/check?lang="+lang), vkey) })
		}
	}
	for name, c := range map[string]struct{ file, from, to, level, reason string }{
		"stars":       {"/bundle", `"stars":`, `"stars":1`, "stop", "included"},
		"cut":         {"/bundle", "]}\n", "", "stop", "bundle"},
		"another lot": {"/bundle", `"lot":"` + file.Batches[0].Lot + `","`, `"lot":"ZZ","`, "stop", "subject"},
		"another log": {"/log/policy", "log ", "log " + otherKey + "\n# ", "stop", "checkpoint"},
		"no policy":   {"/log/policy", "log ", "lag ", "unclear", "policy"},
		"no script":   {"/static/verify.", "export ", "exp0rt ", "unclear", "network"},
	} {
		t.Run("changed: "+name, func(t *testing.T) {
			m.with(func(path string, body []byte) []byte {
				if strings.HasSuffix(path, c.file) || strings.HasPrefix(path, c.file) {
					if !bytes.Contains(body, []byte(c.from)) {
						t.Errorf("%s has no %q", path, c.from)
					}
					return bytes.Replace(body, []byte(c.from), []byte(c.to), 1)
				}
				return body
			})
			defer m.with(func(_ string, body []byte) []byte { return body })
			for _, lang := range []string{"vi", "en"} {
				d := open(t, label+"/check?lang="+lang)
				d.outcome(c.level)
				want := d.text(fmt.Sprintf(`document.getElementById("own-texts").content.querySelector("[data-text='%s.%s']").textContent`, c.level, c.reason))
				if got := d.text(`document.querySelector("#own-verdict section:not([hidden]) .why").textContent`); !alike(got, want) {
					t.Errorf("%s: the page says %q, want %q", lang, got, want)
				}
			}
		})
	}
	t.Run("a browser without WebCrypto", func(t *testing.T) {
		checkUnsupported(t, parent, m, label, `Object.defineProperty(Crypto.prototype, "subtle", { get: () => undefined })`)
	})
	t.Run("a browser without Ed25519", func(t *testing.T) {
		checkUnsupported(t, parent, m, label, `SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError"))`)
	})
	t.Run("a key of the reader's", func(t *testing.T) { checkOwnKey(t, open(t, label+"/check?lang=en"), vkey) })
	t.Run("vectors", func(t *testing.T) { checkVectors(t, open(t, label+"/check?lang=en")) })
}

func fetchText(t *testing.T, url string) string {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatal(url, answer.Status, err)
	}
	return strings.TrimSpace(string(body))
}

func pathOf(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return rest[strings.IndexByte(rest, '/'):]
}

// alike compares a text with one that has places to be filled in.
func alike(got, want string) bool {
	before, after, found := strings.Cut(want, "{0}")
	return got == want || found && strings.HasPrefix(got, before) && strings.HasSuffix(got, after) && !strings.Contains(got, "{")
}

// outcome waits for the verdict, which has to be of a level and the only one.
func (d *desk) outcome(level string) {
	d.t.Helper()
	d.until(`document.querySelector("#own-verdict section:not([hidden])") !== null`)
	shown := d.text(`[...document.querySelectorAll("#own-verdict section:not([hidden])")].map(s => s.dataset.level + (s.querySelector(".sentence").textContent ? "" : "!")).join()`)
	if shown != level {
		d.t.Fatalf("the outcome is %q, want %q:\n%s", shown, level, d.text(`document.querySelector("main").innerText`))
	}
	d.fits()
}

const steps = `[...document.querySelectorAll("#own-steps li")].map(li => li.dataset.step).join()`

func checkGood(t *testing.T, d *desk, vkey string) {
	d.outcome("good")
	got := d.text(steps)
	if !strings.HasPrefix(got, "checkpoint,service,signed,signed,") || !strings.HasSuffix(got, ",subject") {
		t.Errorf("steps %s", got)
	}
	if raw := d.text(`document.querySelector("main").innerText`); strings.Contains(raw, "{") || strings.Contains(raw, "undefined") {
		t.Errorf("a text is not filled in:\n%s", raw)
	}
	if key := d.text(`document.getElementById("own-key").textContent`); key != vkey {
		t.Errorf("key %q, want %q", key, vkey)
	}
	if off := d.text(`String(document.getElementById("own-off").hidden)`); off != "true" {
		t.Error("the page says that scripts are off")
	}
}

// checkUnsupported sees to it that a browser that cannot check says so, and
// nothing about the goods.
func checkUnsupported(t *testing.T, parent context.Context, m *meddler, label, without string) {
	ctx, cancel := chromedp.NewContext(parent)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, time.Minute)
	defer cancel()
	d := &desk{t, ctx, m.URL}
	d.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile))
	_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: without})
	d.check(err)
	d.open(label + "/check?lang=en")
	d.outcome("unclear")
	if why := d.text(`document.querySelector("#own-verdict section:not([hidden]) .why").textContent`); !strings.Contains(why, "Ed25519") || d.text(steps) != "" {
		t.Errorf("the page says %q", why)
	}
}

// checkOwnKey checks with the log's key and with another one, pasted.
func checkOwnKey(t *testing.T, d *desk, vkey string) {
	paste := func(key string) {
		t.Helper()
		d.text(`(document.getElementById("own-trust").value = "")`)
		d.do(chromedp.SendKeys("#own-trust", key), chromedp.Click("#own-form button"))
	}
	d.outcome("good")
	paste("nonsense")
	if d.text(`String(document.getElementById("own-problem").hidden)`) != "false" || d.text(`document.getElementById("own-trust").value`) != "nonsense" {
		t.Error("a key that is none is not refused at the field")
	}
	paste(otherKey)
	d.outcome("stop")
	if d.text(steps) != "" || d.text(`document.getElementById("own-key").textContent`) != otherKey {
		t.Errorf("steps %s under the key of another log", d.text(steps))
	}
	paste(vkey)
	d.outcome("good")
	if d.text(`[document.getElementById("own-same").hidden, document.getElementById("own-yours").hidden].join()`) != "true,false" {
		t.Error("the page says that the service handed out a key that the reader pasted")
	}
}

// checkVectors runs the vectors that the program made in the browser.
func checkVectors(t *testing.T, d *desk) {
	d.text(`(window.wrong = null, (async () => {
		const { verify } = await import("/static/verify.js");
		const v = await (await fetch("/verify.json")).json(), wrong = [];
		const bytes = (s) => new TextEncoder().encode(s);
		for (const c of v.cases) {
			const b = bytes(v.bundles[c.bundle]), put = c.put64 ? Uint8Array.from(atob(c.put64), (x) => x.charCodeAt(0)) : bytes(c.put ?? "");
			const whole = new Uint8Array([...b.subarray(0, c.at), ...put, ...b.subarray(c.at + c.cut)]);
			const steps = [];
			const ok = await verify(whole, v.policies[c.policy], (name) => steps.push(name)).then(() => true, (e) => e.name === "Refused" ? false : String(e));
			if (ok !== c.verified || !c.put64 && steps.join() !== (c.steps ?? []).join()) wrong.push(c.name + ": " + ok + " after " + steps);
		}
		window.wrong = wrong.join("\n") + "\n" + v.cases.length;
	})().catch((e) => { window.wrong = String(e); }), "")`)
	d.until(`window.wrong !== null`)
	if wrong := d.text(`window.wrong`); !strings.HasPrefix(wrong, "\n3") {
		t.Errorf("the browser is of another opinion:\n%s", wrong)
	}
}
