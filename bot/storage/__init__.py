"""Tables, migrations and the unit of work: the only room that speaks SQL."""
