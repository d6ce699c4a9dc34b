"""Settings, addresses and the start of the application; nothing here knows what an indicator is."""
