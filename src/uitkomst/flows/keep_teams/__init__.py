"""Teams of the own organisation, by the administrator of accounts."""
