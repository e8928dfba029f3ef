package main

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
)

// giveDevice gives the browser a device that keeps passkeys and whose owner
// unlocks it; the browser's own implementation of the standard speaks to it.
func (d *desk) giveDevice() webauthn.AuthenticatorID {
	d.t.Helper()
	_, err := chromedp.Call(d.ctx, webauthn.Enable, webauthn.EnableParams{})
	d.check(err)
	result, err := chromedp.Call(d.ctx, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{
		Options: &webauthn.VirtualAuthenticatorOptions{
			Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal,
			HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true,
		},
	})
	d.check(err)
	return result.AuthenticatorID
}

// says waits until a page has a text.
func (d *desk) says(text string) {
	d.t.Helper()
	d.until(`document.readyState === "complete" && document.querySelector("main").innerText.includes("` + text + `")`)
	d.fits()
}

// Passkeys in a real browser: an owner adds one on a phone, signs in by it
// without typing a name, and invites a worker who has a passkey from the start.
func TestPasskeysInABrowser(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	file := serveDemoAt(t, strings.Replace(freeAddress(t), "127.0.0.1", "localhost", 1))
	d := openDesk(t, openBrowser(t, browser), file, 390, true)
	device := d.giveDevice()

	d.open("/console/account?lang=en")
	d.do(chromedp.SendKeys("#f-key-label", "Điện thoại của Lan"), chromedp.Click("form[data-passkey=make] button"))
	d.says("The passkey is added.")
	d.says("Điện thoại của Lan")
	d.do(chromedp.Click("form.out button"))
	d.says("You are signed out.")
	d.do(chromedp.Click("form[data-passkey=use] button"))
	d.until(`location.pathname === "/console"`)

	d.open("/console/invitations/new?lang=en")
	d.press("main form button")
	link := d.text("document.getElementById('secret').value")
	d.do(chromedp.Click("form.out button"))
	d.says("You are signed out.")

	// The device does not know its owner: nothing happens but a word about it.
	unlocked := func(is bool) {
		_, err := chromedp.Call(d.ctx, webauthn.SetUserVerified, webauthn.SetUserVerifiedParams{AuthenticatorID: device, IsUserVerified: is})
		d.check(err)
	}
	unlocked(false)
	d.open("/signin?lang=en")
	d.do(chromedp.Click("form[data-passkey=use] button"))
	d.says("The passkey was not used.")
	unlocked(true)

	d.open(strings.TrimPrefix(link, file.BaseURL) + "?lang=en")
	d.do(chromedp.SendKeys("#f-key-name", "tho-moi"), chromedp.SendKeys("#f-key-label", "điện thoại"), chromedp.Click("form[data-passkey=make] button"))
	d.until(`location.pathname === "/console"`)
	d.open("/console/account?lang=en")
	d.says("tho-moi")
	d.says("Packing worker")
	if d.text(`String(document.querySelector("#f-pw-current"))`) != "null" {
		t.Error("who has no password is asked for it")
	}
}
