package audit

import "context"

// Origin is where an act came from.
type Origin string

// The origins.
const (
	Console Origin = "console" // a page of those who sign in
	Command Origin = "command" // the command line
	API     Origin = "api"
)

// An Actor does what is kept.
type Actor struct {
	Who  string // login name, of the machine's user for Command; empty where nobody is signed in
	From Origin
}

type actorKey struct{}

// As is a context in which somebody acts.
func As(ctx context.Context, a Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, a)
}

// Of is who acts in a context. Where none was named it is the command line.
func Of(ctx context.Context) Actor {
	if a, ok := ctx.Value(actorKey{}).(Actor); ok {
		return a
	}
	return Actor{From: Command}
}

// Named is a context in which the same origin acts under a name: who signs in
// is known only then.
func Named(ctx context.Context, who string) context.Context {
	a := Of(ctx)
	a.Who = who
	return As(ctx, a)
}
