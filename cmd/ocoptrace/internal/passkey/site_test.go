package passkey

import (
	"bytes"
	"crypto/rand"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/passkey/passkeytest"
)

const page = "https://ocop.example"

// world is a site, a device before it and an owner with a key.
type world struct {
	*Site
	now    time.Time
	device *passkeytest.Device
	owner  Owner
}

func open(t *testing.T) *world {
	t.Helper()
	w := &world{now: time.Date(2026, 11, 25, 1, 0, 0, 0, time.UTC), device: passkeytest.New(page)}
	var err error
	w.Site, err = New(page+"/", "OCOP", func() time.Time { return w.now })
	check(t, err)
	w.owner = Owner{Handle: make([]byte, HandleLen), Name: "lan"}
	rand.Read(w.owner.Handle)
	return w
}

// give registers a key of the owner.
func (w *world) give(t *testing.T) {
	t.Helper()
	options, err := w.Register(w.owner)
	check(t, err)
	response, err := w.device.Create(options)
	check(t, err)
	key, handle, err := w.Registered(response)
	check(t, err)
	if !bytes.Equal(handle, w.owner.Handle) {
		t.Fatal("the key is for another handle")
	}
	w.owner.Keys = append(w.owner.Keys, key)
}

// answer asks the device and gives the site what it says.
func (w *world) answer(t *testing.T, change func([]byte) []byte) error {
	t.Helper()
	options, err := w.SignIn()
	check(t, err)
	response, err := w.device.Get(options)
	check(t, err)
	if change != nil {
		response = change(response)
	}
	key, err := w.SignedIn(response, w.find)
	if err == nil {
		w.owner.Keys[len(w.owner.Keys)-1] = key
	}
	return err
}

var errUnknown = errors.New("unknown")

func (w *world) find(id []byte) (Owner, error) {
	for _, key := range w.owner.Keys {
		if bytes.Equal(key.ID, id) {
			return w.owner, nil
		}
	}
	return Owner{}, errUnknown
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func is(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("error %v, want %v", err, want)
	}
}

func TestSites(t *testing.T) {
	for url, want := range map[string]error{
		"https://ocop.example": nil, "https://ocop.example:8443/": nil,
		"http://localhost": nil, "http://localhost:8080": nil, "https://localhost": nil,
		"http://ocop.example": ErrSite, "http://127.0.0.1:8080": ErrSite, "https://127.0.0.1": ErrSite,
		"https://[::1]:8080": ErrSite, "https://": ErrSite, "ftp://localhost": ErrSite, ":": ErrSite, "": ErrSite,
	} {
		_, err := New(url, "OCOP", time.Now)
		if !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", url, err, want)
		}
	}
}

func TestCeremonies(t *testing.T) {
	for _, counter := range []uint32{0, 7} { // keys that are synchronised have no counter
		w := open(t)
		w.device.Counter = counter
		w.give(t)
		for range 3 {
			check(t, w.answer(t, nil))
		}
	}
}

func TestSecondKeyOfTheDevice(t *testing.T) {
	w := open(t)
	w.give(t)
	options, err := w.Register(w.owner)
	check(t, err)
	if _, err := w.device.Create(options); err == nil {
		t.Error("the device that has a key is not told to make no other")
	}
	w.device = passkeytest.New(page)
	w.give(t)
	check(t, w.answer(t, nil))
}

func TestAnswersThatDoNotHold(t *testing.T) {
	for name, bend := range map[string]func(*world){
		"another page":        func(w *world) { w.device.Origin = "https://ocop.example.evil" },
		"http":                func(w *world) { w.device.Origin = "http://ocop.example" },
		"another site's key":  func(w *world) { w.device.Site = "evil.example" },
		"nobody was there":    func(w *world) { w.device.Flags &^= passkeytest.Present },
		"the device was open": func(w *world) { w.device.Flags &^= passkeytest.Verified },
		"another's handle":    func(w *world) { w.owner.Handle = make([]byte, HandleLen) },
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			w.give(t)
			bend(w)
			is(t, w.answer(t, nil), ErrResponse)
			if name == "another's handle" {
				return // it is for the caller to compare those of a registration
			}
			w.owner.Keys = nil
			options, err := w.Register(w.owner)
			check(t, err)
			response, err := w.device.Create(options)
			check(t, err)
			_, _, err = w.Registered(response)
			is(t, err, ErrResponse)
		})
	}
}

func TestCopiedKey(t *testing.T) {
	w := open(t)
	w.device.Counter = 5
	w.give(t)
	check(t, w.answer(t, nil))
	w.device.Counter = 5 // the copy has not counted with the other
	is(t, w.answer(t, nil), ErrCopied)
}

func TestUnknownKey(t *testing.T) {
	w := open(t)
	w.give(t)
	w.owner.Keys = nil
	is(t, w.answer(t, nil), errUnknown)
}

// No answer with any of its letters changed holds, except where the letter is
// not part of what is signed.
func TestTampered(t *testing.T) {
	w := open(t)
	w.give(t)
	for _, field := range []string{`"authenticatorData":"`, `"clientDataJSON":"`, `"signature":"`, `"userHandle":"`, `"rawId":"`} {
		for _, at := range []int{0, 9, 20} {
			err := w.answer(t, func(b []byte) []byte {
				i := bytes.Index(b, []byte(field)) + len(field) + at
				b[i] = map[bool]byte{true: 'B', false: 'A'}[b[i] == 'A']
				return b
			})
			if !IsRefused(err) && !errors.Is(err, errUnknown) {
				t.Errorf("%s changed at %d: %v", field, at, err)
			}
		}
	}
	check(t, w.answer(t, nil))
}

func TestNoAnswer(t *testing.T) {
	w := open(t)
	for _, s := range []string{"", "{}", "null", "[", `{"id":"AA"}`, strings.Repeat("[", 10_000), strings.Repeat("x", 1<<20)} {
		_, err := w.SignedIn([]byte(s), w.find)
		is(t, err, ErrResponse)
		_, _, err = w.Registered([]byte(s))
		is(t, err, ErrResponse)
	}
}

func TestOnceAndInTime(t *testing.T) {
	w := open(t)
	w.give(t)
	options, err := w.SignIn()
	check(t, err)
	response, err := w.device.Get(options)
	check(t, err)
	_, err = w.SignedIn(response, w.find)
	check(t, err)
	_, err = w.SignedIn(response, w.find)
	is(t, err, ErrCeremony)

	options, err = w.SignIn()
	check(t, err)
	response, err = w.device.Get(options)
	check(t, err)
	w.now = w.now.Add(answerWithin)
	_, err = w.SignedIn(response, w.find)
	is(t, err, ErrCeremony)
}

// One answer that is sent several times at once holds once.
func TestOnceAtTheSameTime(t *testing.T) {
	w := open(t)
	w.give(t)
	options, err := w.SignIn()
	check(t, err)
	response, err := w.device.Get(options)
	check(t, err)
	var (
		wg   sync.WaitGroup
		mu   sync.Mutex
		held int
	)
	for range 8 {
		wg.Go(func() {
			if _, err := w.SignedIn(response, w.find); err == nil {
				mu.Lock()
				held++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if held != 1 {
		t.Errorf("%d of 8 equal answers hold", held)
	}
}

func TestPendingIsBounded(t *testing.T) {
	w := open(t)
	for range maxPending + 10 {
		_, err := w.SignIn()
		check(t, err)
	}
	if n, m := len(w.pending.begun), len(w.pending.order); n > maxPending || m > maxPending {
		t.Errorf("%d and %d are kept", n, m)
	}
	w.now = w.now.Add(answerWithin)
	_, err := w.SignIn()
	check(t, err)
	if n := len(w.pending.begun); n != 1 {
		t.Errorf("%d are kept though they are out of time", n)
	}
}
