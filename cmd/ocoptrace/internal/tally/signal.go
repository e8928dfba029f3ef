package tally

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"sync"

	"ocoptrace/trace/ocop"
)

//go:embed signals.csv
var signalsCSV []byte

// signedInWeight is how many look-ups one by somebody signed in is worth in
// signals: it is somebody who can be asked.
const signedInWeight = 3

// Unusual is the odds from which a label counts as looked up unusually.
const Unusual = 4

// A Rule says what a sign of copying is worth.
type Rule struct {
	Sign    string // "looks", "days", "networks", "provinces", "signedin"
	Kind    string // signs of one kind depend on each other
	AtLeast int64
	Odds    float64   // how many times oftener on copied labels than on others; above 1
	Day     ocop.Date // of the estimate
	Reason  string    // plain English
}

// A Signal is a rule that holds for a tally.
type Signal struct {
	Rule
	Value int64 // what was found
}

// Rules returns the rules in the order of their table.
var Rules = sync.OnceValues(readRules)

func readRules() ([]Rule, error) {
	rows, err := csv.NewReader(bytes.NewReader(signalsCSV)).ReadAll()
	if err != nil {
		return nil, err
	}
	var rules []Rule
	for i, row := range rows[1:] {
		least, errLeast := strconv.ParseInt(row[2], 10, 64)
		odds, errOdds := strconv.ParseFloat(row[3], 64)
		day, errDay := ocop.ParseDate(row[4])
		if errLeast != nil || errOdds != nil || errDay != nil || least < 1 || odds <= 1 {
			return nil, fmt.Errorf("tally: signals.csv, row %d is not a rule", i+2)
		}
		rules = append(rules, Rule{row[0], row[1], least, odds, day, row[5]})
	}
	return rules, nil
}

// value is what a tally has of a sign.
func (t Tally) value(sign string) (n int64, known bool) {
	switch sign {
	case "looks":
		return t.Looks + signedInWeight*t.SignedIn, true
	case "days":
		return int64(t.Days), true
	case "networks":
		return int64(t.Most), true
	case "provinces":
		return int64(len(t.Places)), true
	case "signedin":
		return t.SignedIn, true
	}
	return 0, false
}

// Signals returns what speaks for copying, the strongest of each kind, and the
// product of their odds, 1 where nothing does. Odds are how many times oftener a
// copied label looks like this than any other, by estimates: neither a
// probability nor a verdict, and known too late for a label copied just now.
func (t Tally) Signals() (signals []Signal, odds float64, err error) {
	rules, err := Rules()
	if err != nil {
		return nil, 1, err
	}
	at := make(map[string]int) // of signals, by kind
	for _, r := range rules {
		value, _ := t.value(r.Sign)
		if value < r.AtLeast {
			continue
		}
		i, there := at[r.Kind]
		if !there {
			at[r.Kind] = len(signals)
			signals = append(signals, Signal{r, value})
		} else if r.Odds > signals[i].Odds {
			signals[i] = Signal{r, value}
		}
	}
	odds = 1
	for _, s := range signals {
		odds *= s.Odds
	}
	return signals, odds, nil
}
