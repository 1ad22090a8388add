package eval

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

var timeMethods = map[string]builtin{
	"time.year":    {run: timePart(time.Time.Year), min: 1, max: 1, property: true},
	"time.month":   {run: timePart(func(t time.Time) int { return int(t.Month()) }), min: 1, max: 1, property: true},
	"time.day":     {run: timePart(time.Time.Day), min: 1, max: 1, property: true},
	"time.hour":    {run: timePart(time.Time.Hour), min: 1, max: 1, property: true},
	"time.minute":  {run: timePart(time.Time.Minute), min: 1, max: 1, property: true},
	"time.second":  {run: timePart(time.Time.Second), min: 1, max: 1, property: true},
	"time.weekday": {run: timePart(weekday), min: 1, max: 1, property: true},
	"time.unix":    {run: timeUnix, min: 1, max: 1, property: true},
	"time.format":  {run: timeFormat, min: 2, max: 2},
	"time.add":     {run: timeAdd, min: 1, max: 5},
	"time.in":      {run: timeIn, min: 2, max: 2},
	"time.iso":     {run: timeISO, min: 1, max: 1},
}

func timePart(part func(time.Time) int) func(*frame, []value.Value) value.Value {
	return func(_ *frame, args []value.Value) value.Value {
		return value.Number(float64(part(args[0].Time())))
	}
}

// weekday counts from Monday, 1, to Sunday, 7.
func weekday(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

func timeUnix(_ *frame, args []value.Value) value.Value {
	return value.Number(float64(args[0].Time().UnixMilli()) / 1000)
}

// timeFields are the words that format replaces.
var timeFields = [...]struct {
	word  string
	width int
	part  func(time.Time) int
}{
	{"YYYY", 4, time.Time.Year},
	{"MM", 2, func(t time.Time) int { return int(t.Month()) }},
	{"DD", 2, time.Time.Day},
	{"HH", 2, time.Time.Hour},
	{"mm", 2, time.Time.Minute},
	{"ss", 2, time.Time.Second},
}

func timeFormat(fr *frame, args []value.Value) value.Value {
	t, pattern := args[0].Time(), fr.str(args, 1, "")
	var b strings.Builder
scan:
	for i := 0; i < len(pattern); {
		for _, f := range timeFields {
			if strings.HasPrefix(pattern[i:], f.word) {
				digits := strconv.Itoa(f.part(t))
				b.WriteString(strings.Repeat("0", max(0, f.width-len(digits))) + digits)
				i += len(f.word)
				continue scan
			}
		}
		b.WriteByte(pattern[i])
		i++
	}
	return fr.newText(b.String())
}

// maxTime is the greatest distance from 1970 in milliseconds that JavaScript's clocks have (ECMA-262 §21.4.1.1).
const maxTime = 8.64e15

// makeTime gives an instant, or fails where there is none.
func (fr *frame) makeTime(t time.Time, ms float64) value.Value {
	if math.IsNaN(ms) || math.Abs(ms) > maxTime {
		return fr.fail(ir.FaultNoTime)
	}
	return value.At(time.UnixMilli(int64(ms)).In(t.Location()))
}

// timeAdd adds days as days of the calendar where the time is shown, the rest as seconds.
func timeAdd(fr *frame, args []value.Value) value.Value {
	t := args[0].Time()
	days := fr.number(args, 1, 0)
	seconds := fr.number(args, 2, 0)*3600 + fr.number(args, 3, 0)*60 + fr.number(args, 4, 0)
	whole := math.Trunc(days)
	if math.Abs(whole) > maxTime/86_400_000 || math.IsNaN(whole) {
		return fr.fail(ir.FaultNoTime)
	}
	t = t.AddDate(0, 0, int(whole))
	return fr.makeTime(t, float64(t.UnixMilli())+math.Trunc((seconds+(days-whole)*86_400)*1000))
}

func timeIn(fr *frame, args []value.Value) value.Value {
	name := fr.str(args, 1, "")
	if fr.m.host.Zone == nil {
		return fr.fail(ir.FaultUnavailable, "time.in")
	}
	zone, err := fr.m.host.Zone(name)
	if err != nil || name == "" || name == "Local" {
		return fr.fail(ir.FaultZone, quoted(name))
	}
	return value.At(args[0].Time().In(zone))
}

func timeISO(_ *frame, args []value.Value) value.Value {
	return value.ASCII(string(value.AppendTime(nil, args[0].Time())))
}

// globalTime is time(y, m, d, h, min, s) in UTC; what is beyond a field's end counts into the next, as in JavaScript's Date.UTC.
func globalTime(fr *frame, args []value.Value) value.Value {
	var parts [6]int
	for i := range parts {
		f := math.Trunc(fr.number(args, i, 0))
		if math.IsNaN(f) || math.Abs(f) > maxTime {
			return fr.fail(ir.FaultNoTime)
		}
		parts[i] = int(f)
	}
	if parts[0] < -300_000 || parts[0] > 300_000 {
		return fr.fail(ir.FaultNoTime)
	}
	t := time.Date(parts[0], time.Month(1), 1, 0, 0, 0, 0, time.UTC)
	if math.Abs(float64(parts[1])) > 1e6 || math.Abs(float64(parts[2])) > 1e9 {
		return fr.fail(ir.FaultNoTime)
	}
	t = t.AddDate(0, parts[1]-1, parts[2]-1)
	ms := float64(t.UnixMilli()) + 1000*(float64(parts[3])*3600+float64(parts[4])*60+float64(parts[5]))
	return fr.makeTime(t, ms)
}

func now(fr *frame, _ []value.Value) value.Value {
	fr.m.reads |= ReadTime
	if fr.m.host.Now == nil {
		return fr.fail(ir.FaultUnavailable, "now")
	}
	return value.At(fr.m.host.Now().UTC())
}

// timeLayouts are what std/time.parse reads.
var timeLayouts = []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02"}

// parseTime reads RFC 3339 or a date; without an offset it is UTC.
func parseTime(s string) (time.Time, bool) {
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

func timeParse(fr *frame, args []value.Value) value.Value {
	if t, ok := parseTime(strings.TrimFunc(fr.str(args, 0, ""), value.IsSpace)); ok {
		return value.At(t)
	}
	return value.None
}
