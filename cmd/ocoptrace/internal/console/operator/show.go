package operator

import (
	"net/http"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/upkeep"
)

// body is the page.
type body struct {
	console.Common
	Lead     string
	Warnings []warning
	Sections []section
	Backups  []backupRow
	Backup   string // where a backup is asked for
	Settings []settingRow
}

type warning struct {
	Text  string
	Grave bool
}

// section is a part of the page that consists of facts.
type section struct {
	Title, Lead string
	Facts       []console.Shown
}

type backupRow struct {
	At   time.Time
	Size string
}

type settingRow struct {
	Name, Variable, Value, Default, About string
}

func show(v *visit) (err error) {
	s, err := v.Look(v.Ctx())
	if err != nil {
		return err
	}
	b := &body{Lead: v.Page.T("operate.lead", v.Dir), Backup: v.Page.To(backupPath)}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	for _, w := range s.Warnings {
		b.Warnings = append(b.Warnings, warning{v.Page.T("operate.warn."+w.Key, w.Args()...), w.Grave})
	}
	b.Sections = []section{
		{Title: v.Page.T("operate.health"), Facts: v.health(&s)},
		{Title: v.Page.T("operate.space"), Facts: v.space(&s)},
		{Title: v.Page.T("operate.log"), Facts: v.log(&s)},
		{Title: v.Page.T("operate.people"), Facts: v.people(&s)},
		{Title: v.Page.T("operate.keys"), Lead: v.Page.T("operate.keys.lead"), Facts: v.keys(&s)},
	}
	for _, made := range s.Backups {
		b.Backups = append(b.Backups, backupRow{made.At, v.size(uint64(made.Bytes))})
	}
	for _, set := range s.Settings {
		b.Settings = append(b.Settings, v.setting(set))
	}
	return v.Show("operation", v.Page.T("operate.title"), b, http.StatusOK)
}

// setting is a setting in words.
func (v *visit) setting(s upkeep.Setting) settingRow {
	row := settingRow{Name: "--" + s.Name, Variable: s.Variable, Value: s.Value, Default: s.Default}
	if row.Value == "" {
		row.Value = v.Page.T("operate.setting.none")
	}
	if !s.Given {
		row.Default = "" // it is the value
	}
	if key := "operate.set." + s.Name; v.Page.Has(key) {
		row.About = v.Page.T(key)
	}
	return row
}
