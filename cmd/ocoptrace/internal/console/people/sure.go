package people

import (
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/console"
)

// sureBody asks before something is taken away.
type sureBody struct {
	console.Common
	Lead    string
	Facts   []console.Shown
	Problem string
	Action  string
	Button  string
	Back    string
}

func (v *visit) sure(b *sureBody, title string) (err error) {
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	status := http.StatusOK
	if b.Problem != "" {
		status = http.StatusUnprocessableEntity
	}
	return v.Show("sure", title, b, status)
}

// secretBody shows what is shown once: a link or a token.
type secretBody struct {
	console.Common
	Lead    string
	Facts   []console.Shown
	Label   string
	Secret  string
	Warning string
	Back    string
}

func (v *visit) secret(b *secretBody, title string) (err error) {
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("secret", title, b, http.StatusOK)
}
