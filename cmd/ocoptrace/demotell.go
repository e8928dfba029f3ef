package main

import (
	"fmt"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/trace"
)

// tell says in both languages what there is to look at. address is the base URL
// of the address asked for.
func (d *demo) tell(file *demoFile, address string) {
	for _, lang := range locale.Languages {
		l := locale.For(lang)
		fmt.Fprintf(d.stdout, "\n%s\n\n", l.T("demo.title", file.BaseURL))
		for _, line := range d.sights(file, l) {
			fmt.Fprintf(d.stdout, "  %s\n      %s\n", line[0], line[1])
		}
	}
	if address != file.BaseURL {
		fmt.Fprintln(d.stdout)
		for _, lang := range locale.Languages {
			fmt.Fprintln(d.stdout, locale.For(lang).T("demo.otherAddress", file.BaseURL, address, string(d.service.dir)))
		}
	}
	fmt.Fprintln(d.stdout)
}

// sights are what to open or type, each with what it shows.
func (d *demo) sights(file *demoFile, l *locale.Locale) (lines [][2]string) {
	add := func(what, where string) { lines = append(lines, [2]string{what, where}) }
	page := func(text string, fits func(demoBatch) bool) {
		if b, ok := firstBatch(file, fits); ok {
			add(l.T("demo.page", l.T(text), b.Name, b.Lot), b.Page)
		}
	}
	page("demo.intact", func(b demoBatch) bool { return b.State == string(trace.FindingIntact) && b.Stars == "valid" })
	page("demo.recalled", func(b demoBatch) bool { return b.State == string(trace.FindingRecalled) })
	page("demo.pastUseBy", func(b demoBatch) bool { return b.State == string(trace.FindingPastUseBy) })
	page("demo.inactive", func(b demoBatch) bool { return b.State == string(trace.FindingInactive) })
	add(l.T("demo.signin"), file.BaseURL+"/signin")
	dir := d.service.dir
	if b, ok := firstBatch(file, func(b demoBatch) bool { return b.Labels != "" }); ok {
		add(l.T("demo.labels", b.Name, len(b.Codes)), dir.path(b.Labels))
		add(l.T("demo.verify"), fmt.Sprintf("ocoptrace verify %s --policy %s", quoted(dir.path(b.Bundle)), quoted(dir.policy())))
	}
	add(l.T("demo.check"), fmt.Sprintf("ocoptrace check --dir %s", quoted(string(dir))))
	add(l.T("demo.json"), dir.path(demoJSON))
	return lines
}

func firstBatch(file *demoFile, fits func(demoBatch) bool) (demoBatch, bool) {
	for _, b := range file.Batches {
		if fits(b) {
			return b, true
		}
	}
	return demoBatch{}, false
}

// quoted is a path as a shell takes it.
func quoted(path string) string {
	if strings.Trim(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-:") == "" {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}
