"""One file a command: parse options, ask a service or the library, render."""
