"""When a run is due: by what lies in the inbox, by the calendar, after a crash. Pure decisions."""
