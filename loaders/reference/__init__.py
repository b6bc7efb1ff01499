"""Reference data about the state: its divisions (GB/T 2260) and the agencies that issue documents."""
