package console

import "net/http"

// Confirmation shows what is about to be stated and cannot be undone.
type Confirmation struct {
	Common
	Lead   string
	Facts  []Shown
	After  string  // heading over Follows; "" where they stand among the facts
	Follow []Shown // what it leads to, and is not stated
	Form   *Form   // hidden fields, and what is asked for last
	Action string
	Button string
	Grave  bool // it does harm where it is a mistake

	Back string
}

// Shown is a line of a confirmation.
type Shown struct {
	Name, Text string
	Lang       string // of Text; "" for that of the page
}

// Confirm answers with a confirmation, with a key for what it states.
func (v *Visit) Confirm(b *Confirmation, title string) (err error) {
	key := v.Value(KeyField)
	if key == "" {
		if key, err = v.NewKey(); err != nil {
			return err
		}
	}
	b.Form.Fields = append(b.Form.Fields, Hidden(KeyField, key))
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	status := http.StatusOK
	if b.Form.Bad() {
		status = http.StatusUnprocessableEntity
	}
	return v.Show("confirm", title, b, status)
}
