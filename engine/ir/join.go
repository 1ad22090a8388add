package ir

// Join joins neighbouring literals of markup, everywhere inside body, and drops empty ones. It changes body's nested slices and returns
// the outermost.
func Join(body []Out) []Out {
	joined := body[:0]
	for _, o := range body {
		switch o := o.(type) {
		case *Lit:
			if o.Text == "" {
				continue
			}
			if n := len(joined); n > 0 {
				if last, ok := joined[n-1].(*Lit); ok {
					joined[n-1] = &Lit{Text: last.Text + o.Text}
					continue
				}
			}
		case *Padded:
			o.Body = Join(o.Body)
		case *OutIf:
			o.Then, o.Else = Join(o.Then), Join(o.Else)
		case *OutFor:
			o.Body, o.Empty = Join(o.Body), Join(o.Empty)
		case *OutMatch:
			for i := range o.Arms {
				o.Arms[i].Body = Join(o.Arms[i].Body)
			}
			o.Else = Join(o.Else)
		case *Head:
			o.Body = Join(o.Body)
		case *Title:
			o.Body = Join(o.Body)
		}
		joined = append(joined, o)
	}
	return joined
}
