package packing

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/label"
	"ocoptrace/label/layout"
	"ocoptrace/trace"
)

// An editing is a template being changed: what the form had when it was shown
// last, in the field "base", with what was entered since.
type editing struct {
	t     layout.Template
	lines []line
	own   string // id of the producer's own that is edited; "" for a new one
}

// editingSent is what the form sends, with the problems of it.
func (v *visit) editingSent() (e *editing, problems trace.Problems, err error) {
	e = &editing{own: v.Value("own")}
	if err := json.Unmarshal([]byte(v.Value("base")), &e.t); err != nil {
		return nil, nil, web.Status(http.StatusBadRequest)
	}
	e.lines = linesOf(e.t)
	if len(e.lines) > layout.MaxItems {
		return nil, nil, web.Status(http.StatusBadRequest)
	}
	if e.own != "" {
		if _, own, err := v.template(e.own); err != nil || !own {
			return nil, nil, web.Status(http.StatusNotFound)
		}
	}
	problems = v.headSent(e)
	problems = append(problems, v.linesSent(e)...)
	v.added(e)
	if more := v.logoSent(e); len(more) > 0 {
		problems = append(problems, more...)
	}
	e.t, e.lines = speak(e.t, e.lines, languages(v.Value("languages")))
	inOrder(e.lines)
	v.moved(e)
	inOrder(e.lines)
	e.t = putTogether(e.t, e.lines)
	return e, problems, nil
}

func languages(sent string) []string {
	if sent == "vi-en" {
		return []string{"vi", "en"}
	}
	return []string{"vi"}
}

// headSent reads what holds for the label as a whole.
func (v *visit) headSent(e *editing) (problems trace.Problems) {
	e.t.Name = layout.Names{Vi: strings.TrimSpace(v.Value("nameVi")), En: strings.TrimSpace(v.Value("nameEn"))}
	for name, text := range map[string]string{"nameVi": e.t.Name.Vi, "nameEn": e.t.Name.En} {
		if text == "" {
			problems = append(problems, trace.Problem{Field: name, Key: "required"})
		} else if len(text) > maxTemplateName {
			problems = append(problems, trace.Problem{Field: name, Key: "tooLong", Args: []any{len(text), maxTemplateName}})
		}
	}
	e.t.Symbol.Place = layout.Place(v.Value("place"))
	for _, n := range []struct {
		name        string
		to          *float64
		least, most float64
	}{{"letters", &e.t.Letters, 4, 72}, {"qr", &e.t.Symbol.Good, e.t.Symbol.Least, 500}} {
		entered, bad := v.millimetres(n.name)
		if len(bad) == 0 {
			bad = v.within(n.name, entered, n.least, n.most)
		}
		if problems = append(problems, bad...); len(bad) == 0 {
			*n.to = entered
		}
	}
	return problems
}

// maxTemplateName is in bytes.
const maxTemplateName = 100

// linesSent reads what is shown, and how.
func (v *visit) linesSent(e *editing) (problems trace.Problems) {
	named := keys(e.lines)
	var kept []line
	for i, l := range e.lines {
		key := named[i]
		if v.Value("on."+key) == "" && !fixed(e.t, e.lines, i) {
			continue
		}
		l.Part = cmpPart(v.Value("part."+key), l.Part)
		l.Right = v.Value("right."+key) != ""
		l.Item.Colour = label.Colour(v.Value("colour." + key))
		if _, ok := label.InkOf(l.Item.Colour); !ok {
			problems = append(problems, trace.Problem{Field: "colour." + key, Key: "notColour"})
			l.Item.Colour = ""
		}
		problems = append(problems, v.sizeSent(&l, key)...)
		if l.Item.Field != "" && l.Item.Style != "mono" {
			l.Item.Style = map[bool]string{true: "bold"}[v.Value("bold."+key) != ""]
		}
		kept = append(kept, l)
	}
	e.lines = kept
	return problems
}

// cmpPart is the part that was chosen, if it is one.
func cmpPart(sent, before string) string {
	if slices.Contains(parts, sent) {
		return sent
	}
	return before
}

// sizeSent reads the size of letters, in hundredths, or the height of the logo.
func (v *visit) sizeSent(l *line, key string) trace.Problems {
	sent := v.Value("size." + key)
	if l.Item.Rule || sent == "" {
		return nil
	}
	n, err := strconv.ParseFloat(sent, 64)
	least, most, into := 0.5, 6.0, &l.Item.Size
	if l.Item.Logo != 0 {
		least, most, into = 1, 100, &l.Item.Logo
	}
	if err != nil || !(n >= least && n <= most) {
		return trace.Problems{{Field: "size." + key, Key: "lengthOutOfRange", Args: []any{console.Shorten(sent), v.decimalText(least), v.decimalText(most)}}}
	}
	*into = n
	return nil
}

// added puts in what was ticked of what the template does not show.
func (v *visit) added(e *editing) {
	for _, key := range unshown(e.t, e.lines) {
		if v.Value("add."+key) != "" && len(e.lines) < layout.MaxItems {
			e.lines = append(e.lines, newLine(e.t, key))
		}
	}
}

// moved does what a button "up" or "down" asks for.
func (v *visit) moved(e *editing) {
	do, key, _ := strings.Cut(v.Value("do"), ":")
	by := map[string]int{"up": -1, "down": 1}[do]
	if at := slices.Index(keys(e.lines), key); at >= 0 && by != 0 {
		move(e.lines, at, by)
	}
}

// logoSent takes the logo away, or one that was sent in.
func (v *visit) logoSent(e *editing) trace.Problems {
	if v.Value("noLogo") != "" {
		e.t.Logo = nil
		e.lines = slices.DeleteFunc(e.lines, func(l line) bool { return l.Item.Logo != 0 })
	}
	data, err := v.Upload("logo")
	if err == nil && len(data) == 0 {
		return nil
	}
	v.logos.Lock() // pictures are large while they are read
	defer v.logos.Unlock()
	if err == nil {
		e.t.Logo, err = readLogo(data, tone(v.Value("tone")))
	}
	if err != nil {
		return trace.Problems{{Field: "logo", Key: logoProblem(err)}}
	}
	if !slices.Contains(keys(e.lines), logoKey) {
		e.lines = append([]line{newLine(e.t, logoKey)}, e.lines...)
	}
	return nil
}

func logoProblem(err error) string {
	switch err {
	case errLogoBytes:
		return "logoBytes"
	case errLogoLarge:
		return "logoLarge"
	case errLogoEmpty:
		return "logoEmpty"
	}
	return "notLogo"
}

// faults are what is wrong with a template as a whole, in words.
func (v *visit) faults(t layout.Template) (texts []string) {
	for _, p := range t.Check() {
		if text, ok := printing.ProblemText(v.Page.Locale, p); ok && p.Field != "name.vi" && p.Field != "name.en" {
			texts = append(texts, text)
		}
	}
	return texts
}
