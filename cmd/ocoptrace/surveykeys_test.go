package main

import (
	"fmt"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// atTop puts the focus before everything on the page. What Tab goes to is noted
// when it is left again: by then it has come into view.
const atTop = `(() => {
	const start = document.createElement("span");
	start.tabIndex = -1;
	document.body.prepend(start);
	start.focus();
	start.remove();
	scrollTo(0, 0);
	const outlined = e => e && getComputedStyle(e).outlineStyle !== "none" && parseFloat(getComputedStyle(e).outlineWidth) > 0;
	const seen = e => [e, ...(e.labels || [])].some(part => {
		const box = part.getBoundingClientRect();
		for (const x of [0.1, 0.5, 0.9]) for (const y of [0.1, 0.5, 0.9]) {
			const at = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
			if (at && (part.contains(at) || at.contains(part) && at !== document.documentElement && at !== document.body && at.tagName !== "MAIN")) return true;
		}
		return false;
	});
	window.trail = [];
	document.addEventListener("keydown", () => {
		const e = document.activeElement, last = trail[trail.length - 1];
		if (!e || e === document.body || last && last.e === e) return;
		trail.push({e, outlined: outlined(e) || outlined(e.nextElementSibling) || outlined(e.parentElement) || outlined(e.closest(".card")), seen: seen(e)});
	}, true);
	const parts = {date: 5, time: 5, month: 5, "datetime-local": 8}; // of a field, to each of which Tab goes
	return String([...document.querySelectorAll("input")].reduce((n, e) => n + (parts[e.type] || 0), stops().length));
})()`

// stops defines what Tab must go to, in the order of the page: of radio buttons
// of one name the chosen one.
const stops = `window.stops = () => {
	const groups = new Map();
	return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, video[controls], [tabindex]")].filter(e => {
		if (e.matches(":disabled, [type=hidden]") || e.tabIndex < 0 || !e.checkVisibility({visibilityProperty: true})) return false;
		if (e.tagName === "SUMMARY" && e !== e.parentElement.querySelector(":scope > summary")) return false;
		if (e.type !== "radio" || e.name === "") return true;
		const group = [...document.getElementsByName(e.name)].filter(o => o.type === "radio" && o.form === e.form && !o.disabled);
		const chosen = group.find(o => o.checked);
		return chosen ? chosen === e : group[0] === e;
	});
}`

// trailFaults compares where Tab went with where it must go.
const trailFaults = `(() => {
	const name = e => e ? e.outerHTML.slice(0, 150) : "nothing";
	const scrolls = e => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight;
	const want = stops(), faults = [];
	const went = trail.filter(s => want.includes(s.e) || !scrolls(s.e));
	for (let i = 0; i < want.length; i++) {
		if (!went[i] || went[i].e !== want[i]) {
			faults.push("after " + i + " of " + want.length + " the focus is on " + name(went[i] && went[i].e) + ", want " + name(want[i]));
			break;
		}
		if (!went[i].outlined) faults.push("the focus is not shown on " + name(want[i]));
		if (!went[i].seen) faults.push("out of sight when focused: " + name(want[i]));
	}
	return faults.slice(0, 6).join("\n");
})()`

// keys fails the test where Tab does not go to everything in the order of the
// page, where the focus is not shown, is hidden behind something or does not get
// out, and where the link past the header does not lead past it.
func (p *tab) keys() {
	p.t.Helper()
	p.do(chromedp.Evaluate[chromedp.Void](stops))
	var count int
	if _, err := fmt.Sscan(p.text(atTop), &count); err != nil {
		p.t.Error(err)
	}
	for range count + 1 {
		p.tabKey()
	}
	p.fault("keyboard", p.text(trailFaults))
	p.text(atTop)
	p.tabKey()
	p.do(chromedp.KeyEvent("\r"))
	p.tabKey()
	p.fault("keyboard", p.text(`(() => {
		const main = document.querySelector("main"), at = document.activeElement;
		if (!trail[0] || trail[0].e.getAttribute("href") !== "#main") return "the first link does not lead past the header";
		if (main.contains(at) || main.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING || at === document.body) return "";
		return "past the header is " + at.outerHTML.slice(0, 150);
	})()`))
}

func (p *tab) tabKey() {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{
		Type: input.DispatchKeyEventTypeRawKeyDown, Key: "Tab", Code: "Tab", WindowsVirtualKeyCode: 9, NativeVirtualKeyCode: 9,
	})
	p.check(err)
}
