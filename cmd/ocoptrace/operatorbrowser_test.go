package main

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
)

// operate is the job of those who run a service: how it does, a backup, letting
// somebody in and out.
func operate(d *desk, file demoFile) {
	d.signInByKeys(file, "admin")
	d.goTo(`a[href^="/console/operation"]`)
	d.enter()
	for _, section := range []string{"Health", "Space", "Public log", "People", "Keys", "Backups", "Settings", "Witnesses", "--listen"} {
		d.says(section)
	}
	d.downloadBackup()
	d.goTo(`nav a[href^="/console?"]`)
	d.enter()
	d.goTo(`main a.button[href^="/console/invitations/new"]`)
	d.enter()
	d.goTo("main [name=role]")
	if d.text(`document.activeElement.type`) == "radio" {
		d.keys(" ")
	} else {
		d.text(`(document.activeElement.value = "auditor")`)
	}
	d.goTo(sendForm)
	d.enter()
	if link := d.text(`document.querySelector("main textarea").value`); !strings.Contains(link, file.BaseURL+"/") {
		d.t.Fatalf("there is no link to pass on:\n%s", link)
	}
	d.open("/console?lang=en")
	d.goTo(`main form[action*="withdraw"] button`)
	d.enter()
	if left := d.text(`String(document.querySelectorAll('main form[action*="withdraw"]').length)`); left != "0" {
		d.t.Errorf("%s invitations are left", left)
	}
}

// downloadBackup has a backup made, which the page lists afterwards.
func (d *desk) downloadBackup() {
	d.t.Helper()
	dir := d.t.TempDir()
	_, err := chromedp.CallBrowser(d.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir})
	d.check(err)
	d.goTo(`form[action^="/console/operation/backup"] button`)
	d.keys("\r")
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		found, err := filepath.Glob(filepath.Join(dir, "*.backup"))
		d.check(err)
		if len(found) == 1 {
			info, err := os.Stat(found[0])
			d.check(err)
			if info.Size() < 10_000 {
				d.t.Errorf("the backup has %d bytes", info.Size())
			}
			break
		}
		if time.Now().After(end) {
			d.t.Fatal("no backup comes")
		}
	}
	d.open("/console/operation?lang=en")
	if rows := d.text(`String(document.querySelectorAll(".operation ul.rows li").length)`); rows == "0" {
		d.t.Error("the page does not list the backup")
	}
}
