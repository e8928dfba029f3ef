package sample

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"

	"ocoptrace/trace/ocop"
)

var (
	dateForm = regexp.MustCompile(`^today([+-][0-9]{1,6}[dm])*$`)
	dateTerm = regexp.MustCompile(`[+-][0-9]+[dm]`)
)

// dateMembers are the members that hold a day.
var dateMembers = map[string]bool{
	"issued": true, "expires": true, "bestBefore": true, "produced": true, "date": true, "until": true, "received": true,
}

// resolve reckons a day of the file from today; a day as such is left.
func resolve(text string, today ocop.Date) (ocop.Date, error) {
	if !dateForm.MatchString(text) {
		d, err := ocop.ParseDate(text)
		if err != nil {
			return d, fmt.Errorf("%w: a day is yyyy-mm-dd or like today-3m+1d", err)
		}
		return d, nil
	}
	day := today
	for _, term := range dateTerm.FindAllString(text, -1) {
		n, err := strconv.Atoi(term[:len(term)-1])
		if err != nil {
			return ocop.Date{}, err
		}
		if term[len(term)-1] == 'd' {
			day = day.AddDays(n)
		} else {
			day = day.AddMonths(n)
		}
	}
	return day, nil
}

// resolveAll replaces the days in a decoded JSON value.
func resolveAll(v any, today ocop.Date) error {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if err := resolveAll(e, today); err != nil {
				return err
			}
		}
	case map[string]any:
		for name, e := range v {
			text, isText := e.(string)
			if !isText || !dateMembers[name] {
				if err := resolveAll(e, today); err != nil {
					return err
				}
				continue
			}
			day, err := resolve(text, today)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			v[name] = day.String()
		}
	}
	return nil
}

// withDays is the file with all its days reckoned.
func withDays(data []byte, today ocop.Date) ([]byte, error) {
	var root any
	if err := json.Unmarshal(data, &root); err != nil {
		return nil, err
	}
	if err := resolveAll(root, today); err != nil {
		return nil, err
	}
	return json.Marshal(root)
}
