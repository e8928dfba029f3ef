package console

import "net/http"

// confirmBody shows what is about to be stated and cannot be undone.
type confirmBody struct {
	common
	Lead   string
	Facts  []shown
	Form   *form // hidden fields, and what is asked for last
	Action string
	Button string
	Grave  bool // it does harm where it is a mistake

	Back string
}

// shown is a line of a confirmation.
type shown struct {
	Name, Text string
	Lang       string // of Text; "" for that of the page
}

// confirm answers with a confirmation, with a key for what it states.
func (v *visit) confirm(b *confirmBody, title string) (err error) {
	key := v.value(keyField)
	if key == "" {
		if key, err = v.newKey(); err != nil {
			return err
		}
	}
	b.Form.Fields = append(b.Form.Fields, hidden(keyField, key))
	if b.common, err = v.common(); err != nil {
		return err
	}
	status := http.StatusOK
	if b.Form.Bad() {
		status = http.StatusUnprocessableEntity
	}
	return v.show("confirm", title, b, status)
}
