"""Three newcomers begin with the wheel: what each types, how long it takes, what is answered, what the pages look like."""
