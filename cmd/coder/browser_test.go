// A real browser for the tests: headless Chromium, driven over its DevTools protocol.

package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/codescript-lang/coder/engine/testkit"
)

const (
	// browserPatience bounds one browser test: a hang fails with what was going on instead of with the test binary's own time-out.
	browserPatience = 8 * time.Minute
	// conditionPatience bounds the wait for one thing to be seen, on a machine that has much else to do.
	conditionPatience = 2 * time.Minute
)

// newBrowser starts a browser with a fresh profile and returns a tab of it; it ends with the test.
func newBrowser(t *testing.T) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(testkit.Tool(t, "chromium")),
		chromedp.UserDataDir(t.TempDir()),
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		// Else what is clicked or typed before the first picture of a document is thrown away, which a busy machine may take long to draw.
		chromedp.Flag("allow-pre-commit-input", true),
		chromedp.Flag("lang", "en-US"),
		chromedp.WindowSize(1280, 900),
	)
	ctx, cancel := context.WithTimeout(t.Context(), browserPatience)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if _, err := chromedp.Run(ctx, chromedp.Location()); err != nil {
		t.Fatalf("the browser does not start: %v", err)
	}
	return ctx
}

// do runs browser actions and fails the test on the first error.
func do(t *testing.T, ctx context.Context, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// read evaluates a JavaScript expression in the page.
func read[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// waitFor asks for a JavaScript condition again and again until it holds. It asks from outside: a page's policy forbids code made of
// text, and a document that is being left answers with an error.
func waitFor(t *testing.T, ctx context.Context, condition string) {
	t.Helper()
	var err error
	for deadline := time.Now().Add(conditionPatience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		var holds bool
		if holds, err = chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+condition+")")); holds && err == nil {
			return
		}
	}
	seen, _ := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + "\n" + (document.body ? document.body.innerText.slice(0, 400) : "")`))
	t.Fatalf("%s never held: %v\nthe page: %s", condition, err, seen)
}

// beforeEachPage runs a script in every document before its own.
func beforeEachPage(script string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return err
	})
}

// shoot writes a screenshot to the folder that CODER_SHOTS names, for a person to look at; without it nothing is written.
func shoot(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	folder := os.Getenv("CODER_SHOTS")
	if folder == "" {
		return
	}
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o644); err != nil {
		t.Fatal(err)
	}
}

// look sets the window's size and colour scheme ("light" or "dark").
func look(width, height int64, scheme string) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(
		chromedp.EmulateViewport(width, height),
		chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
			})
			return err
		}),
	)
}
