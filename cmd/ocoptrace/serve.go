package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/api"
	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/console/events"
	"ocoptrace/cmd/ocoptrace/internal/console/officer"
	"ocoptrace/cmd/ocoptrace/internal/console/packing"
	"ocoptrace/cmd/ocoptrace/internal/console/people"
	"ocoptrace/cmd/ocoptrace/internal/console/producer"
	"ocoptrace/cmd/ocoptrace/internal/console/reporting"
	"ocoptrace/cmd/ocoptrace/internal/console/scanning"
	"ocoptrace/cmd/ocoptrace/internal/console/signin"
	"ocoptrace/cmd/ocoptrace/internal/control"
	"ocoptrace/cmd/ocoptrace/internal/draft"
	"ocoptrace/cmd/ocoptrace/internal/job"
	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/cmd/ocoptrace/internal/orders"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/report"
	"ocoptrace/cmd/ocoptrace/internal/server"
	"ocoptrace/cmd/ocoptrace/internal/upkeep"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/storage"
	"ocoptrace/trace/translog"
)

var serveCommand = command{
	name:     "serve",
	synopsis: "--dir DIR --listen ADDRESS",
	about:    "serve pages, records and the log",
	details: `Put a reverse proxy with TLS in front, and name its network with --proxy so that
its clients are told apart, by the limits of look-ups and of sign-ins. The service ends on SIGTERM or an interrupt: it takes
no more requests, finishes those under way (up to 20 s), publishes the log and
closes the directory. A second interrupt ends it at once; nothing acknowledged is
lost then either.

Print jobs are made in DIR/spool and kept for 7 days. Producers may send them to
the printers named with --printer and to no others.

Witnesses (c2sp.org/tlog-witness) that DIR/policy names with an address are asked to
cosign each checkpoint; it is served with what they signed.

A line a request, without addresses or codes, and faults go to standard error.`,
	example: "ocoptrace serve --dir /var/lib/ocoptrace --listen 127.0.0.1:8080 --proxy 127.0.0.0/8",
	run:     runServe,
}

func runServe(ctx context.Context, in *invocation) (err error) {
	s := in.settings()
	listen := in.String("listen", "127.0.0.1:8080", "`address` to listen on, HOST:PORT")
	proxies, printers := networks{}, targets{}
	in.Var(&proxies, "proxy", "`network` of a reverse proxy in front, such as 127.0.0.0/8; may be repeated. Without it all clients of a proxy count as one and share one limit of look-ups")
	in.Var(&printers, "printer", "`NAME=ADDRESS` of a printer that labels may be sent to, such as kho=tcp://192.168.1.50 or kho=lp:XP-365B; ENTITY/NAME=ADDRESS for one producer alone; may be repeated")
	counts := in.String("metrics", "", "`address` of a listener of its own for metrics of Prometheus, such as 127.0.0.1:9090; keep it off the internet (default none)")
	publicEvents := in.Bool("epcis-public", false, "let everybody query EPCIS events, without a token; they are in the public log anyway, but a query costs more than a page")
	if err := in.parse(0, 0); err != nil {
		return err
	}
	if err := in.require(s); err != nil {
		return err
	}
	if _, _, err := net.SplitHostPort(*listen); err != nil {
		return in.misuse("--listen %s is not HOST:PORT", shortened(*listen))
	}
	if _, _, err := net.SplitHostPort(*counts); err != nil && *counts != "" {
		return in.misuse("--metrics %s is not HOST:PORT", shortened(*counts))
	}
	o := in.opening(0)
	o.logger, o.cosigned = in.logger(), true
	v, err := open(ctx, s, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.close()) }()
	return in.serveOpened(ctx, v, serving{settings: s, listen: *listen, proxies: proxies, printers: printers, metrics: *counts, publicEvents: *publicEvents, inForce: in.inForce()})
}

// networks is a flag that may be repeated.
type networks []netip.Prefix

func (n *networks) String() string {
	all := make([]string, len(*n))
	for i, p := range *n {
		all[i] = p.String()
	}
	return strings.Join(all, ", ")
}

// Set implements flag.Value.
func (n *networks) Set(s string) error {
	p, err := netip.ParsePrefix(s)
	if err != nil {
		return fmt.Errorf("not a network such as 127.0.0.0/8")
	}
	*n = append(*n, p)
	return nil
}

func (p *program) logger() *slog.Logger { return slog.New(slog.NewTextHandler(p.stderr, nil)) }

// A serving is where and for whom a service is served.
type serving struct {
	settings     *settings // that the directory was opened with
	listen       string
	proxies      networks
	printers     targets
	metrics      string // address of the listener of metrics; "" for none
	publicEvents bool   // everybody may query events
	inForce      []upkeep.Setting
}

// serveOpened serves an open service until ctx ends.
func (p *program) serveOpened(ctx context.Context, v *service, o serving) (err error) {
	logger := p.logger()
	shop, err := v.openPress(o.printers)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, shop.Close()) }()
	looks := p.newLookups(v, logger, o.proxies)
	accounts := p.accountsAt(v.store, v.registry.BaseURL())
	keeping, err := p.upkeepOf(ctx, v, accounts, o)
	if err != nil {
		return err
	}
	v.events = p.eventsOf(v, accounts, logger, o.publicEvents)
	c, err := p.site(v, shop, looks, accounts, keeping, logger, o.proxies)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", o.listen)
	if err != nil {
		return withHint(err, "give another address with --listen, or stop what listens there")
	}
	counted, err := p.openMetrics(ctx, v, keeping, o.metrics, looks, &c)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	defer func() { err = errors.Join(err, counted.close()) }()
	if err := v.jobs.Resume(ctx); err != nil {
		return errors.Join(err, l.Close())
	}
	logger.Info("serving", "listen", l.Addr().String(), "url", v.registry.BaseURL())
	ctx, stop := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := control.Serve(ctx, v.dir.control(), controlled{v, keeping, logger}); err != nil {
			logger.Error("neither backups nor status while the service runs", "error", err)
		}
	}()
	printed, looked, forgotten := p.runPress(ctx, shop, logger), looks.run(ctx), p.forgetReports(ctx, v, logger)
	swept := p.sweepPhotos(ctx, v, logger)
	captured := v.events.run(ctx)
	err = server.Run(ctx, l, c)
	stop()
	<-captured
	<-ended
	<-printed
	<-looked
	<-forgotten
	<-swept
	logger.Info("ended")
	return err
}

// site puts pages, consoles and API together.
func (p *program) site(v *service, shop *press.Press, looks *lookups, accounts *account.Accounts, keeping *upkeep.Config, logger *slog.Logger, proxies []netip.Prefix) (server.Config, error) {
	photos := media.New(media.Config{Store: v.store, Now: p.now})
	pages, err := web.New(web.Config{Registry: v.registry, Now: p.now, Logger: logger, Console: true, Photos: photos, Lookups: looks, Found: looks.Found, Report: reporting.Path})
	if err != nil {
		return server.Config{}, err
	}
	frame, err := console.New(console.Config{
		Registry: v.registry, Accounts: accounts, Trail: audit.New(audit.Config{Store: v.store, Now: p.now}), Web: pages, Drafts: p.draftsIn(v.store), Now: p.now, Random: p.random,
		Client: func(r *http.Request) netip.Addr { return server.ClientAddr(r, proxies) },
	})
	if err != nil {
		return server.Config{}, err
	}
	looks.frame = frame
	v.jobs = job.New(job.Config{Store: v.store, Now: p.now, Logger: logger})
	if err := p.furnish(v, frame, shop, photos, looks); err != nil {
		return server.Config{}, err
	}
	if err := p.furnishInspector(v, frame, photos, looks); err != nil {
		return server.Config{}, err
	}
	if err := p.furnishOperator(v, frame, keeping, logger); err != nil {
		return server.Config{}, err
	}
	status := func(w http.ResponseWriter, r *http.Request, status int) { pages.Error(w, r, web.Status(status)) }
	data, err := api.New(api.Config{Registry: v.registry, Logger: logger, ErrorPage: pages.Error, StatusPage: status, Policy: v.policy})
	if err != nil {
		return server.Config{}, err
	}
	router := server.NewRouter()
	resolverOf(v, photos, data, pages).Routes(router)
	exportOf(v, data).Routes(router)
	v.events.api(frame).Routes(router)
	programs, err := orders.New(orders.Config{Registry: v.registry, Accounts: accounts, Trail: frame.Trail, Fail: data.Fail, Status: data.Status})
	if err != nil {
		return server.Config{}, err
	}
	data.Routes(router)
	programs.Routes(router)
	if err := frame.Routes(router); err != nil {
		return server.Config{}, err
	}
	pages.Routes(router)
	return server.Config{
		Handler: router, Logger: logger, Now: p.now, Random: p.random,
		Ready: v.ready, StatusPage: status, Proxies: proxies, Bodies: largeBodies,
		HTTPS: strings.HasPrefix(v.registry.BaseURL(), "https://"),
	}, nil
}

// draftsIn are what users of the service typed and did not send.
func (p *program) draftsIn(s storage.Store) *draft.Drafts {
	return draft.New(draft.Config{Store: s, Now: p.now})
}

// furnish gives the frame its rooms; their links stand in this order.
func (p *program) furnish(v *service, frame *console.Console, shop *press.Press, photos *media.Media, looks *lookups) error {
	reports := report.New(report.Config{Store: v.store, Now: p.now, Random: p.random})
	_, errSignin := signin.New(signin.Config{Console: frame})
	_, errProducer := producer.New(producer.Config{
		Console: frame, Printing: shop != nil, Media: photos, Lookups: looks.tallies,
		Reports: reports, Jobs: v.jobs, Printers: printersOf(shop),
	})
	_, errEvents := events.New(events.Config{Console: frame})
	_, errPacking := packing.New(packing.Config{Console: frame, Press: shop})
	_, errOfficer := officer.New(p.officerConfig(v, frame, reports, looks.tallies))
	_, errPeople := people.New(people.Config{Console: frame})
	_, errReporting := reporting.New(reporting.Config{Console: frame, Reports: reports, Media: photos})
	_, errScanning := scanning.New(scanning.Config{Console: frame})
	return errors.Join(furnishLinks(v, frame, photos), errSignin, errProducer, errEvents, errPacking, errOfficer, errPeople, errReporting, errScanning)
}

// ready says whether the store can be read and the log goes on.
func (v *service) ready(ctx context.Context) error {
	if _, err := v.log.Publish(ctx); err != nil {
		return err
	}
	return v.store.View(ctx, func(tx storage.Tx) error {
		_, err := translog.Leaf(tx, 0)
		return err
	})
}
